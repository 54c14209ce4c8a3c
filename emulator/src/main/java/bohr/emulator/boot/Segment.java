package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A loadable segment (System V ABI, chapter 5, "Program Header"), checked: its bytes lie inside
/// the file, its addresses do not wrap around, and no other segment overlaps it.
///
/// @param index its number in the program header table
/// @param virtual where the guest's symbols put it
/// @param physical where it is loaded
/// @param offset of its first byte in the file
/// @param fileBytes how many bytes come from the file
/// @param memoryBytes how many bytes it has in memory; those beyond `fileBytes` are zero
record Segment(
    int index, long virtual, long physical, int offset, int fileBytes, long memoryBytes) {

  private static final int LOAD = 1;

  /// All loadable segments, by ascending physical address.
  static List<Segment> readAll(byte[] bytes, ElfHeader header, String file) {
    List<Segment> segments = new ArrayList<>();
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < header.segments(); i++) {
      int at = header.segmentTable() + i * ElfHeader.SEGMENT_BYTES;
      if (table.getInt(at) == LOAD && table.getLong(at + 40) != 0) {
        segments.add(read(table, i, at, file));
      }
    }
    if (segments.isEmpty()) {
      throw new BadInput(file, "", "it has no segment to load");
    }
    segments.sort(Comparator.comparingLong(segment -> segment.physical() + Long.MIN_VALUE));
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      if (before.holds(segments.get(i).physical)) {
        throw new BadInput(file, segments.get(i).place(),
            segments.get(i).range() + " overlaps " + before.place() + ", " + before.range());
      }
    }
    return List.copyOf(segments);
  }

  private static Segment read(ByteBuffer table, int index, int at, String file) {
    long offset = table.getLong(at + 8);
    long fileBytes = table.getLong(at + 32);
    long memoryBytes = table.getLong(at + 40);
    int size = table.capacity();
    String place = "segment " + index;
    if (fileBytes < 0 || fileBytes > size || offset < 0 || offset > size - fileBytes) {
      throw new BadInput(file, place, Long.toUnsignedString(fileBytes) + " bytes at byte "
          + Long.toUnsignedString(offset) + " do not fit into the file of " + size
          + " bytes: is it truncated?");
    }
    if (memoryBytes < fileBytes) {
      throw new BadInput(file, place, Long.toUnsignedString(memoryBytes)
          + " bytes in memory cannot hold " + fileBytes + " bytes of the file");
    }
    long virtual = table.getLong(at + 16);
    long physical = table.getLong(at + 24);
    if (wraps(virtual, memoryBytes) || wraps(physical, memoryBytes)) {
      throw new BadInput(file, place, memoryBytes + " bytes at 0x" + Long.toHexString(physical)
          + " go beyond the end of the address space");
    }
    return new Segment(index, virtual, physical, (int) offset, (int) fileBytes, memoryBytes);
  }

  private static boolean wraps(long address, long length) {
    return Long.compareUnsigned(address + (length - 1), address) < 0;
  }

  /// Whether a physical address lies inside.
  boolean holds(long address) {
    return Long.compareUnsigned(address - physical, memoryBytes) < 0;
  }

  /// Whether `length` bytes from a virtual address lie inside.
  boolean holdsVirtual(long address, long length) {
    return length <= memoryBytes
        && Long.compareUnsigned(address - virtual, memoryBytes - length) <= 0;
  }

  String place() {
    return "segment " + index;
  }

  /// `0x80000000 to 0x80000fff`: the physical addresses, both inclusive.
  String range() {
    return "0x" + Long.toHexString(physical) + " to 0x"
        + Long.toHexString(physical + (memoryBytes - 1));
  }
}
