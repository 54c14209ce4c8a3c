package bohr.emulator.boot;

/// Unfolds the line programs of `.debug_line` into a [LineTable]: DWARF 5, section 6.2, and the
/// same section of versions 2 to 4. 32-bit and 64-bit DWARF.
///
/// Left out: columns, statement and prologue flags, discriminators and instruction sets, which
/// change no line; and several operations in one instruction, which RISC-V has not.
///
/// Every opcode consumes at least a byte of the section, so a program ends whatever it contains.
final class LineProgram {

  private static final int COPY = 1;
  private static final int ADVANCE_PC = 2;
  private static final int ADVANCE_LINE = 3;
  private static final int SET_FILE = 4;
  private static final int CONST_ADD_PC = 8;
  private static final int FIXED_ADVANCE_PC = 9;

  private static final int END_SEQUENCE = 1;
  private static final int SET_ADDRESS = 2;

  private final LineTable table;
  private final Cursor program;
  private final SourceFiles files;
  private final int leastInstruction;
  private final int lineBase;
  private final int lineRange;
  private final int opcodeBase;
  private final int[] operands;

  // The state machine's registers (section 6.2.2) as far as they matter here.
  private long address;
  private long file = 1;
  private int line = 1;

  /// Appends every line program of `section` to `table`, as far as they make sense.
  static void runAll(Cursor section, DebugStrings strings, LineTable table) {
    try {
      while (section.remaining() > 0) {
        long length = section.unsigned(4);
        int offsetSize = 4;
        if (length == 0xffff_ffffL) {
          length = section.unsigned(8);
          offsetSize = 8;
        }
        runUnit(section.slice(length), offsetSize, strings, table);
      }
    } catch (Malformed e) {
      // The length of a unit leads nowhere: what came before it stands, and nothing follows.
      table.dropSequence();
    }
  }

  /// Appends the line program of one unit to `table`, as far as it makes sense.
  static void runUnit(
      Cursor unit, int offsetSize, DebugStrings strings, LineTable table) {
    try {
      new LineProgram(unit, offsetSize, strings, table).run();
    } catch (Malformed e) {
      // The sequences that this unit completed stand; the next unit may make sense again.
    }
    table.dropSequence();
  }

  /// Reads the header of a unit (section 6.2.4).
  private LineProgram(Cursor unit, int offsetSize, DebugStrings strings, LineTable table)
      throws Malformed {
    this.table = table;
    int version = unit.u16();
    if (version < 2 || version > 5) {
      throw new Malformed("a version of DWARF that is not known");
    }
    if (version == 5) {
      unit.skip(2);
    }
    Cursor header = unit.slice(unit.unsigned(offsetSize));
    program = unit;
    leastInstruction = header.u8();
    if (version >= 4 && header.u8() != 1) {
      throw new Malformed("several operations in one instruction");
    }
    header.skip(1);
    lineBase = (byte) header.u8();
    lineRange = header.u8();
    opcodeBase = header.u8();
    if (lineRange == 0 || opcodeBase == 0) {
      throw new Malformed("special opcodes without a meaning");
    }
    operands = new int[opcodeBase];
    for (int opcode = 1; opcode < opcodeBase; opcode++) {
      operands[opcode] = header.u8();
    }
    files = version == 5
        ? SourceFiles.version5(header, offsetSize, strings)
        : SourceFiles.before5(header);
  }

  private void run() throws Malformed {
    while (program.remaining() > 0 && !table.isFull()) {
      int opcode = program.u8();
      if (opcode >= opcodeBase) {
        int adjusted = opcode - opcodeBase;
        advance(adjusted / lineRange);
        line += lineBase + adjusted % lineRange;
        appendRow();
      } else if (opcode == 0) {
        extended(program.slice(program.uleb()));
      } else {
        standard(opcode);
      }
    }
  }

  private void advance(long operation) {
    address += operation * leastInstruction;
  }

  private void appendRow() {
    table.row(address, line, files.nameAt(file));
  }

  /// Section 6.2.5.2. The operands of opcodes that do not matter here are skipped by number.
  private void standard(int opcode) throws Malformed {
    switch (opcode) {
      case COPY -> appendRow();
      case ADVANCE_PC -> advance(program.uleb());
      case ADVANCE_LINE -> line += (int) program.sleb();
      case SET_FILE -> file = program.uleb();
      case CONST_ADD_PC -> advance((255 - opcodeBase) / lineRange);
      // What RISC-V assemblers write, because only the linker's relaxation settles distances.
      case FIXED_ADVANCE_PC -> address += program.u16();
      default -> {
        for (int i = 0; i < operands[opcode]; i++) {
          program.uleb();
        }
      }
    }
  }

  /// Section 6.2.5.3.
  private void extended(Cursor operation) throws Malformed {
    switch (operation.u8()) {
      case END_SEQUENCE -> {
        table.endSequence(address);
        address = 0;
        file = 1;
        line = 1;
      }
      case SET_ADDRESS -> address = operation.unsigned(operation.remaining() == 4 ? 4 : 8);
      default -> { }
    }
  }
}
