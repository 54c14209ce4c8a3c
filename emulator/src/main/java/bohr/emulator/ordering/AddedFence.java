package bohr.emulator.ordering;

/// A FENCE that is not in the guest: every hart executes it, at no cost, in front of the load,
/// store or atomic at an address. To find out what a fence would do without building another guest.
///
/// @param pc virtual address of an instruction that is an access; before others it does nothing
/// @param before which accesses stay before it: bits i = 8, o = 4, r = 2, w = 1
/// @param behind which accesses stay behind it
public record AddedFence(long pc, int before, int behind) {

  private static final String LETTERS = "iorw";

  /// As in assembly: `fence w,r`.
  @Override
  public String toString() {
    return "fence " + letters(before) + "," + letters(behind);
  }

  private static String letters(int bits) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      letters.append((bits << i & 8) != 0 ? LETTERS.substring(i, i + 1) : "");
    }
    return letters.toString();
  }
}
