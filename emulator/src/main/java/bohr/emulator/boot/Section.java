package bohr.emulator.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One section (System V ABI, chapter 4, "Sections"). Sections only help people, so one that makes
/// no sense is not an error: it is read as empty.
///
/// @param name its name, or "" if that makes no sense
/// @param type `SHT_…`
/// @param executable whether it holds instructions
/// @param address virtual address
/// @param offset of its first byte in the file
/// @param length its bytes in the file; 0 if they are compressed, not there, or not all there
/// @param memoryBytes its bytes in memory
/// @param link number of the section that goes with it
record Section(String name, int type, boolean executable, long address, int offset, int length,
    long memoryBytes, int link) {

  static final int SYMBOL_TABLE = 2;
  private static final int NO_BITS = 8;
  private static final long EXECUTABLE = 4;
  private static final long COMPRESSED = 0x800;

  /// All sections, by number.
  static List<Section> readAll(byte[] bytes, ElfHeader header) {
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Section> sections = new ArrayList<>();
    int names = 0;
    if (header.sectionNames() < header.sections()) {
      names = (int) table.getLong(at(header, header.sectionNames()) + 24);
    }
    for (int i = 0; i < header.sections(); i++) {
      sections.add(read(table, at(header, i), names));
    }
    return List.copyOf(sections);
  }

  private static int at(ElfHeader header, int index) {
    return header.sectionTable() + index * ElfHeader.SECTION_BYTES;
  }

  private static Section read(ByteBuffer table, int at, int names) {
    int type = table.getInt(at + 4);
    long flags = table.getLong(at + 8);
    long offset = table.getLong(at + 24);
    long length = table.getLong(at + 32);
    int size = table.capacity();
    boolean here = length >= 0 && length <= size && offset >= 0 && offset <= size - length
        && type != NO_BITS && (flags & COMPRESSED) == 0;
    return new Section(Text.at(table.array(), (long) names + table.getInt(at)), type,
        (flags & EXECUTABLE) != 0, table.getLong(at + 16), here ? (int) offset : 0,
        here ? (int) length : 0, length, table.getInt(at + 40));
  }

  static Optional<Section> named(List<Section> sections, String name) {
    return sections.stream().filter(section -> section.name.equals(name)).findFirst();
  }

  /// Whether a virtual address lies inside.
  boolean holds(long at) {
    return Long.compareUnsigned(at - address, memoryBytes) < 0;
  }

  /// A cursor over its bytes in the file.
  Cursor open(byte[] bytes) {
    return new Cursor(bytes, offset, offset + length);
  }
}
