package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Line programs written byte by byte: what Debian's compiler does not emit, or nobody should.
class LineProgramTest {

  private static final int[] STANDARD_OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  /// Bytes of a section, appended piece by piece.
  private static final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes number(int size, long value) {
      for (int i = 0; i < size; i++) {
        out.write((int) (value >> 8 * i));
      }
      return this;
    }

    Bytes bytes(int... values) {
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    Bytes text(String text) {
      out.writeBytes((text + "\0").getBytes());
      return this;
    }

    Bytes append(Bytes other) {
      out.writeBytes(other.array());
      return this;
    }

    byte[] array() {
      return out.toByteArray();
    }
  }

  /// A unit of a version before 5 with the files `a.c` and `b.c`.
  private static Bytes unit(int version, int leastInstruction, Bytes program) {
    Bytes header = new Bytes().bytes(leastInstruction);
    if (version == 4) {
      header.bytes(1);
    }
    header.bytes(1, -3, 12, 13).bytes(STANDARD_OPERANDS).text("folder").text("")
        .text("a.c").bytes(1, 0, 0).text("/src/b.c").bytes(0, 0, 0).text("");
    return unit(version, header, program);
  }

  private static Bytes unit(int version, Bytes header, Bytes program) {
    Bytes unit = new Bytes().number(2, version);
    if (version == 5) {
      unit.bytes(8, 0);
    }
    unit.number(4, header.array().length).append(header).append(program);
    return new Bytes().number(4, unit.array().length).append(unit);
  }

  private static Bytes setAddress(long address) {
    return new Bytes().bytes(0, 9, 2).number(8, address);
  }

  private static final Bytes END_SEQUENCE = new Bytes().bytes(0, 1, 1);

  private static LineTable table(byte[] section) {
    LineTable table = new LineTable();
    Section strings = new Section("", 0, false, 0, 0, section.length, 0, 0);
    LineProgram.runAll(new Cursor(section, 0, section.length),
        new DebugStrings(strings, strings), table);
    table.finish();
    return table;
  }

  private static String find(byte[] section, long address) {
    LineTable.Row row = table(section).find(address);
    return row == null ? "nothing" : Text.at(section, row.nameAt()) + ":" + row.line();
  }

  @Test
  void everyOpcodeThatMovesAddressFileOrLine() {
    Bytes program = setAddress(0x1000)
        .bytes(3, 9, 1) // advance line by 9, copy: 0x1000 is line 10
        .bytes(2, 0x82, 1) // advance pc by 130 * 2
        .bytes(4, 2, 3, 0x7c, 1) // file 2, line - 4, copy: 0x1104 is line 6
        .bytes(8, 1) // const_add_pc: (255 - 13) / 12 * 2 = 40; 0x112c is line 6 still
        .bytes(5, 7, 6, 7, 10, 11, 12, 3) // nothing that matters
        .bytes(9, 0x00, 0x01) // fixed advance by 256, not scaled
        .bytes(13 + 2 * 12 + 5) // special: 2 * 2 bytes, 5 - 3 lines; 0x1230 is line 8
        .bytes(0, 2, 4, 9, 0, 1, 0x80) // discriminator; an opcode of someone else
        .bytes(2, 8)
        .append(END_SEQUENCE);
    for (int version = 2; version <= 4; version++) {
      byte[] section = unit(version, 2, program).array();
      assertEquals("nothing", find(section, 0xfff));
      assertEquals("a.c:10", find(section, 0x1000));
      assertEquals("a.c:10", find(section, 0x1103));
      assertEquals("/src/b.c:6", find(section, 0x1104));
      assertEquals("/src/b.c:6", find(section, 0x122f));
      assertEquals("/src/b.c:8", find(section, 0x1230));
      assertEquals("/src/b.c:8", find(section, 0x123f));
      assertEquals("nothing", find(section, 0x1240));
    }
  }

  @Test
  void version5TablesSayWhatAnEntryConsistsOf() {
    Bytes header = new Bytes().bytes(1, 1, 1, -3, 12, 13).bytes(STANDARD_OPERANDS)
        .bytes(1, 1, 8, 1).text("/src") // folders: path as string
        .bytes(9, 2, 0x0b, 1, 8, 5, 0x1e, 3, 0x0f, 4, 5, 6, 6, 7, 7, 8, 9, 9, 0x0a)
        .bytes(1)
        .bytes(0).text("five.c").number(8, 0).number(8, 0) // index, path, MD5
        .bytes(0x80, 1).number(2, 0).number(4, 0).number(8, 0) // numbers
        .bytes(2, 0, 0).bytes(1, 0); // blocks
    byte[] section = unit(5, header, setAddress(0x40).bytes(4, 0, 1, 2, 4).append(END_SEQUENCE))
        .array();
    assertEquals("five.c:1", find(section, 0x43));
    assertEquals("nothing", find(section, 0x44));
  }

  @Test
  void version5NamesMayBeInStringSections() {
    for (int form : new int[] {0x0e, 0x1f}) {
      Bytes header = new Bytes().bytes(1, 1, 1, -3, 12, 13).bytes(STANDARD_OPERANDS)
          .bytes(0, 0)
          .bytes(1, 1, form, 2).number(4, 0).number(4, 0x7fff_ffffL);
      Bytes program = setAddress(0).bytes(4, 0, 1, 2, 1, 4, 1, 1, 2, 1).append(END_SEQUENCE);
      byte[] section = unit(5, header, program).array();
      LineTable table = table(section);
      assertEquals(new LineTable.Row(0, 1), table.find(0), "the string at the start");
      assertNull(table.find(1), "the string outside the section");
    }
  }

  @Test
  void a64BitUnitIsRead() {
    Bytes rest = new Bytes().bytes(1, 1, -3, 12, 10).bytes(Arrays.copyOf(STANDARD_OPERANDS, 9))
        .text("").text("long.c").bytes(0, 0, 0).text("");
    Bytes unit = new Bytes().number(2, 3).number(8, rest.array().length).append(rest)
        .append(setAddress(8)).bytes(1, 2, 1).append(END_SEQUENCE);
    byte[] section = new Bytes().number(4, 0xffff_ffffL).number(8, unit.array().length)
        .append(unit).array();
    assertEquals("long.c:1", find(section, 8));
  }

  @Test
  void aSetAddressMayHaveFourBytes() {
    byte[] section = unit(3, 1, new Bytes().bytes(0, 5, 2).number(4, 0x8000_0000L)
        .bytes(1, 2, 1).append(END_SEQUENCE)).array();
    assertEquals("a.c:1", find(section, 0x8000_0000L));
  }

  @Test
  void aUnitThatMakesNoSenseHidesNoOther() {
    Bytes good = unit(3, 1, setAddress(0x10).bytes(1, 2, 1).append(END_SEQUENCE));
    Bytes zeroRange = new Bytes().bytes(1, 1, -3, 0, 13).bytes(STANDARD_OPERANDS).text("").text("");
    Bytes noOpcodes = new Bytes().bytes(1, 1, -3, 12, 0).text("").text("");
    Bytes endless = new Bytes().bytes(1, 1, 1, -3, 12, 13).bytes(STANDARD_OPERANDS)
        .bytes(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1);
    Bytes unknownForm = new Bytes().bytes(1, 1, 1, -3, 12, 13).bytes(STANDARD_OPERANDS)
        .bytes(1, 1, 0x55, 1);
    Bytes longInstruction = new Bytes().bytes(1, 4, 1, -3, 12, 13).bytes(STANDARD_OPERANDS)
        .text("").text("");
    Bytes section = new Bytes().append(unit(9, 1, new Bytes()))
        .append(unit(2, zeroRange, new Bytes())).append(unit(3, noOpcodes, new Bytes().bytes(1)))
        .append(unit(5, endless, new Bytes())).append(unit(5, unknownForm, new Bytes()))
        .append(unit(4, longInstruction, new Bytes()))
        .append(unit(3, 1, setAddress(0x20).bytes(1, 2, 1))) // never ends its sequence
        .append(unit(3, 1, setAddress(0x20).bytes(1, 2, 1, 0, 0x7f))) // ends in an operation
        .append(good);
    assertEquals("a.c:1", find(section.array(), 0x10));
    assertEquals("nothing", find(section.array(), 0x20));
  }

  @Test
  void aUnitThatEndsOutsideTheSectionEndsTheTable() {
    Bytes good = unit(3, 1, setAddress(0x10).bytes(1, 2, 1).append(END_SEQUENCE));
    byte[] section = new Bytes().append(good).number(4, 1000).append(good).array();
    assertEquals("a.c:1", find(section, 0x10));
  }

  @Test
  void aSequenceWhoseAddressesFallIsDropped() {
    Bytes program = setAddress(0x40).bytes(1).append(setAddress(0x20)).bytes(1)
        .append(setAddress(0x50)).append(END_SEQUENCE)
        .append(setAddress(0x60)).bytes(1, 2, 1).append(END_SEQUENCE);
    byte[] section = unit(3, 1, program).array();
    assertEquals("nothing", find(section, 0x40));
    assertEquals("a.c:1", find(section, 0x60));
  }

  @Test
  void aRowWithoutLineOrFileIsNothing() {
    Bytes program = setAddress(0x40).bytes(3, 0x7f, 1, 2, 4) // line 0
        .bytes(3, 5, 4, 9, 1, 2, 4) // file 9
        .append(END_SEQUENCE);
    byte[] section = unit(3, 1, program).array();
    assertEquals("nothing", find(section, 0x40));
    assertEquals("nothing", find(section, 0x44));
  }

  @Test
  void moreRowsThanThereIsRoomForAreNotKept() {
    Bytes many = new Bytes();
    byte[] rows = new byte[LineTable.MOST_ROWS - 1];
    Arrays.fill(rows, (byte) (13 + 12 + 3)); // one byte further, same line
    many.append(setAddress(0)).out.writeBytes(rows);
    many.append(END_SEQUENCE).append(setAddress(0x8000_0000L)).bytes(1, 2, 1, 1, 2, 1)
        .append(END_SEQUENCE);
    byte[] section = unit(3, 1, many).array();
    LineTable table = table(section);
    assertEquals(1, table.find(1).line());
    assertEquals(1, table.find(LineTable.MOST_ROWS - 2).line());
    assertNull(table.find(0x8000_0000L));
    assertTrue(table(new byte[0]).find(0) == null, "an empty section is an empty table");
  }

  @Test
  void leb128NumbersAreReadAsTheStandardShows() throws Malformed {
    // DWARF 5, figures 19 and 20 in appendix C.
    long[] unsigned = {2, 127, 128, 129, 12857};
    Cursor cursor = cursor(2, 127, 0x80, 1, 0x81, 1, 0xb9, 0x64);
    for (long value : unsigned) {
      assertEquals(value, cursor.uleb());
    }
    long[] signed = {2, -2, 127, -127, 128, -128, 129, -129};
    cursor = cursor(2, 0x7e, 0xff, 0, 0x81, 0x7f, 0x80, 1, 0x80, 0x7f, 0x81, 1, 0xff, 0x7e);
    for (long value : signed) {
      assertEquals(value, cursor.sleb());
    }
    cursor = cursor(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f);
    assertEquals(-1, cursor.sleb(), "more than 64 bits");
  }

  private static Cursor cursor(int... values) {
    byte[] bytes = new Bytes().bytes(values).array();
    return new Cursor(bytes, 0, bytes.length);
  }
}
