package bohr.emulator.boot;

/// Where an instruction comes from, as far as the guest's ELF tells.
///
/// @param function the function or label around it, or "" if unknown
/// @param offset bytes from the start of that function; 0 if unknown
/// @param file name of the source file without its folders, or "" if unknown
/// @param line line in that file, from 1; 0 if unknown
public record Location(String function, long offset, String file, int line) {

  /// `guest.c:41 (start_dma+0x8)`, or the part of it that is known; "" when nothing is.
  @Override
  public String toString() {
    String place = offset == 0 ? function : function + "+0x" + Long.toHexString(offset);
    if (file.isEmpty()) {
      return place;
    }
    String source = file + ":" + line;
    return place.isEmpty() ? source : source + " (" + place + ")";
  }
}
