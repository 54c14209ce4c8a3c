package bohr.emulator.boot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Debug information for a program that has nothing of it but a line table. A debugger looks for
/// lines by way of compilation units (DWARF 5, section 3.1.1); so each line program gets one, which
/// says where its code is and where its lines are, and knows neither types nor variables.
final class CompilationUnits {

  private static final int MOST = 1000;
  private static final int SECTION_BYTES = ElfHeader.SECTION_BYTES;
  private static final int PROGBITS = 1;

  // DWARF 5, chapter 7.
  private static final int VERSION = 5;
  private static final int UNIT_TYPE_COMPILE = 1;
  private static final int ADDRESS_BYTES = 8;
  private static final int RANGE_START_END = 6;
  private static final int RANGE_HEADER_BYTES = 12;
  private static final byte[] ABBREVIATIONS = {
    1, 0x11, 0, // 1: DW_TAG_compile_unit without children
    0x03, 0x08, // DW_AT_name, DW_FORM_string
    0x1b, 0x08, // DW_AT_comp_dir, DW_FORM_string
    0x13, 0x0b, // DW_AT_language, DW_FORM_data1
    0x10, 0x17, // DW_AT_stmt_list, DW_FORM_sec_offset
    0x11, 0x01, // DW_AT_low_pc, DW_FORM_addr
    0x55, 0x17, // DW_AT_ranges, DW_FORM_sec_offset
    0, 0, 0
  };
  private static final int LANGUAGE_C = 0x1d; // DW_LANG_C11

  private final byte[] bytes;
  private final ByteArrayOutputStream units = new ByteArrayOutputStream();
  private final ByteArrayOutputStream ranges = new ByteArrayOutputStream();
  private final DebugStrings strings;

  private CompilationUnits(byte[] bytes, DebugStrings strings) {
    this.bytes = bytes;
    this.strings = strings;
  }

  /// The ELF file `bytes` with units for its line programs; `bytes` itself if it has units, or no
  /// line programs.
  ///
  /// @param sections that it has
  static byte[] added(byte[] bytes, ElfHeader header, List<Section> sections,
      DebugStrings strings) {
    var lines = Section.named(sections, ".debug_line");
    if (lines.isEmpty() || Section.named(sections, ".debug_info").isPresent()
        || header.sectionNames() >= sections.size()) {
      return bytes;
    }
    CompilationUnits made = new CompilationUnits(bytes, strings);
    made.readLines(lines.get());
    return made.units.size() == 0 ? bytes : made.written(header, sections);
  }

  private void readLines(Section lines) {
    Cursor cursor = lines.open(bytes);
    long length = cursor.remaining();
    try {
      for (int unit = 0; unit < MOST && cursor.remaining() > 0; unit++) {
        long offset = length - cursor.remaining();
        long size = cursor.unsigned(4);
        LineTable table = new LineTable();
        LineProgram.runUnit(cursor.slice(size), 4, strings, table);
        table.finish();
        if (!table.ranges().isEmpty()) {
          add((int) offset, table);
        }
      }
    } catch (Malformed e) {
      // What came before stands.
    }
  }

  private void add(int lines, LineTable table) {
    byte[] name = table.ranges().stream().map(range -> table.find(range.low()))
        .filter(Objects::nonNull).findFirst().map(row -> Text.at(bytes, row.nameAt())).orElse("")
        .getBytes(StandardCharsets.UTF_8);
    ByteBuffer unit = buffer(64 + name.length);
    unit.putInt(0).putShort((short) VERSION).put((byte) UNIT_TYPE_COMPILE)
        .put((byte) ADDRESS_BYTES).putInt(0);
    unit.put((byte) 1).put(name).put((byte) 0).put((byte) '.').put((byte) 0)
        .put((byte) LANGUAGE_C).putInt(lines).putLong(0).putInt(list(table));
    unit.putInt(0, unit.position() - 4);
    units.write(unit.array(), 0, unit.position());
  }

  /// Writes down where the code of a unit is.
  ///
  /// @return where in its section the list begins
  private int list(LineTable table) {
    int begin = ranges.size() + RANGE_HEADER_BYTES;
    ByteBuffer list = buffer(RANGE_HEADER_BYTES + 17 * table.ranges().size() + 1);
    list.putInt(list.capacity() - 4).putShort((short) VERSION).put((byte) ADDRESS_BYTES)
        .put((byte) 0).putInt(0);
    for (LineTable.Range range : table.ranges()) {
      list.put((byte) RANGE_START_END).putLong(range.low()).putLong(range.high());
    }
    list.put((byte) 0);
    ranges.writeBytes(list.array());
    return begin;
  }

  /// The file, with three more sections: their contents, new names and a new section table follow
  /// what there was.
  private byte[] written(ElfHeader header, List<Section> sections) {
    Section names = sections.get(header.sectionNames());
    byte[][] contents = {units.toByteArray(), ABBREVIATIONS, ranges.toByteArray()};
    byte[] added = ".debug_info\0.debug_abbrev\0.debug_rnglists\0"
        .getBytes(StandardCharsets.US_ASCII);
    int[] nameAt = {0, 12, 26};
    int data = bytes.length;
    int namesAt = data + Arrays.stream(contents).mapToInt(each -> each.length).sum();
    int tableAt = namesAt + names.length() + added.length + 7 & -8;
    ByteBuffer file =
        buffer(tableAt + (sections.size() + contents.length) * SECTION_BYTES).put(bytes);
    for (byte[] each : contents) {
      file.put(each);
    }
    file.put(bytes, names.offset(), names.length()).put(added);
    file.position(tableAt)
        .put(bytes, header.sectionTable(), sections.size() * SECTION_BYTES);
    for (int i = 0; i < contents.length; i++) {
      file.putInt(names.length() + nameAt[i]).putInt(PROGBITS).putLong(0).putLong(0)
          .putLong(data).putLong(contents[i].length).putLong(0).putLong(1).putLong(0);
      data += contents[i].length;
    }
    int namesHeader = tableAt + header.sectionNames() * SECTION_BYTES;
    file.putLong(namesHeader + 24, namesAt).putLong(namesHeader + 32,
        names.length() + added.length);
    file.putLong(40, tableAt).putShort(60, (short) (sections.size() + contents.length));
    return file.array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
