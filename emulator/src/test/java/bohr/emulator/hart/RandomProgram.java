package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.memory.MemoryLayout;
import java.util.ArrayList;
import java.util.List;

/// A bare-metal program of random instructions of F, D, Zba, Zbb, Zbs, I and M that compute, for
/// whatever runs RV64GC from the start of RAM. Each *case* loads its operands, sets frm and fflags,
/// executes its instruction and stores the result and fflags; a loop over *windows* of operands
/// runs all cases again and again. At the end it writes to the test finisher.
final class RandomProgram {

  /// Where results begin, and how many bytes a case leaves there: the result, then fflags.
  static final int RESULTS = 0x80_0000;

  static final int RESULT_BYTES = 16;

  private static final int OPERANDS = 0x40_0000;
  private static final int WINDOW_BYTES = 2048;
  private static final int ENTRIES = WINDOW_BYTES / 8;
  private static final int DOUBLES = 120;
  private static final int SINGLES = 210;
  private static final String[] SOURCES = {"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7"};

  private static final List<Instruction> ROWS =
      InstructionSet.ROWS.stream().filter(RandomProgram::computes).toList();

  private final Dice dice;
  private final FloatDice floats;
  private final int cases;
  private final int windows;
  private final List<String> lines = new ArrayList<>();
  private final List<String> descriptions = new ArrayList<>();

  /// @param windows an even number
  RandomProgram(long seed, int cases, int windows) {
    dice = new Dice(seed);
    floats = new FloatDice(dice);
    this.cases = cases;
    this.windows = windows;
    write();
  }

  /// How many results there will be.
  int results() {
    return cases * windows;
  }

  /// What the case of a result did.
  String describe(int result) {
    return "window " + result / cases + ": " + descriptions.get(result % cases);
  }

  /// The first bytes of RAM: code, and operands behind it.
  byte[] image() {
    byte[] image = new byte[OPERANDS + 64 + windows * WINDOW_BYTES];
    byte[] code = Assembler.assemble(MemoryLayout.RAM, lines.toArray(String[]::new));
    System.arraycopy(code, 0, image, 0, code.length);
    for (int window = 0; window < windows; window++) {
      operands(image, OPERANDS + window * WINDOW_BYTES);
    }
    return image;
  }

  private static boolean computes(Instruction row) {
    int opcode = row.opcode();
    boolean integer = opcode >= ADDI && opcode <= REMUW;
    return integer || opcode >= FIRST_EXTENSION && opcode <= LAST_BIT_MANIPULATION;
  }

  private void write() {
    add("lui t0,0x6", "csrs mstatus,t0");
    add("auipc s0,0x400", "addi s0,s0,-8");
    add("auipc s1,0x800", "addi s1,s1,-16");
    add("auipc s3,0x" + Integer.toHexString((OPERANDS + windows * WINDOW_BYTES) >> 12));
    add("addi s3,s3,-24", "li s2,2047", "addi s2,s2,1", "loop:");
    for (int i = 0; i < cases; i++) {
      Instruction row = ROWS.get(dice.next(ROWS.size()));
      if (dice.next(40) == 0) {
        compressedCase();
      } else if (row.opcode() >= FIRST_EXTENSION && row.opcode() <= LAST_FLOAT_ACCESS) {
        accessCase(row);
      } else if (row.opcode() >= FIRST_EXTENSION && row.opcode() <= LAST_FLOAT) {
        floatCase(row);
      } else {
        integerCase(row);
      }
    }
    add("add s0,s0,s2", "beq s0,s3,done", "j loop", "done:");
    add("lui t0,0x100", "lui t1,0x5", "addi t1,t1,1365", "sw t1,0(t0)", "end:", "j end");
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  private void setControl() {
    int flags = dice.next(3) == 0 ? dice.next(32) : dice.next(2);
    add("li t0," + (dice.next(5) << 5 | flags), "fscsr t0");
  }

  private void instruction(int word) {
    add(".word 0x" + Integer.toHexString(word));
    descriptions.add(Disassembler.disassemble(0, word));
  }

  private void finish(String storeResult) {
    add("frflags t1", storeResult, "sd t1,8(s1)", "addi s1,s1," + RESULT_BYTES);
  }

  private void floatCase(Instruction row) {
    int opcode = row.opcode();
    boolean dbl = (opcode & 1) == 1 && opcode != FCVT_D_S || opcode == FCVT_S_D;
    int entry = dbl ? dice.next(DOUBLES - 2) : DOUBLES + dice.next(SINGLES - DOUBLES - 2);
    int word = row.match() | (int) dice.next() & ~row.mask();
    word = row.format() == Format.F_R4_ROUNDED || rounds(row) ? withMode(word) : word;
    for (int i = 0; i < 3; i++) {
      int register = word >>> (i == 0 ? 15 : i == 1 ? 20 : 27) & 31;
      add("fld " + Disassembler.floatRegister(register) + "," + 8 * (entry + i) + "(s0)");
    }
    if (opcode > LAST_FLOAT_TO_INTEGER) {
      word = withSource(word);
    }
    boolean toInteger = opcode > LAST_FLOAT_TO_FLOAT && opcode <= LAST_FLOAT_TO_INTEGER;
    word = toInteger ? withTarget(word) : word;
    setControl();
    instruction(word);
    finish(toInteger ? storeTarget(word) : storeFloat(word));
  }

  private static boolean rounds(Instruction row) {
    return (row.mask() & 0x7000) == 0;
  }

  /// A static rounding mode, or the dynamic one.
  private int withMode(int word) {
    int mode = dice.next(2) == 0 ? FloatingPoint.DYNAMIC : dice.next(5);
    return word & ~0x7000 | mode << 12;
  }

  /// An rs1 that holds an integer.
  private int withSource(int word) {
    String source = dice.oneOf(SOURCES);
    add("ld " + source + "," + 8 * (SINGLES + dice.next(ENTRIES - SINGLES)) + "(s0)");
    return word & ~(31 << 15) | Assembler.register(source) << 15;
  }

  /// An rd that nothing else uses: t3 to t6, now and then x0.
  private int withTarget(int word) {
    int target = dice.next(16) == 0 ? 0 : 28 + dice.next(4);
    return word & ~(31 << 7) | target << 7;
  }

  private static String storeTarget(int word) {
    return "sd " + Disassembler.register(word >>> 7 & 31) + ",0(s1)";
  }

  private static String storeFloat(int word) {
    return "fsd " + Disassembler.floatRegister(word >>> 7 & 31) + ",0(s1)";
  }

  private void integerCase(Instruction row) {
    int word = withSource(withTarget(row.match() | (int) dice.next() & ~row.mask()));
    if (row.opcode() == SLTI && (word >>> 7 & 31) == 0) {
      word |= 28 << 7; // otherwise it would be a hint
    }
    String second = dice.oneOf(SOURCES);
    if ((row.mask() >>> 20 & 31) == 0 && row.format() == Format.R) {
      add("ld " + second + "," + 8 * dice.next(ENTRIES) + "(s0)");
      word = word & ~(31 << 20) | Assembler.register(second) << 20;
    }
    instruction(word);
    finish(storeTarget(word));
  }

  private void accessCase(Instruction row) {
    int f = dice.next(32);
    String register = Disassembler.floatRegister(f);
    if (row.format() == Format.F_LOAD) {
      int word = row.match() | f << 7 | 8 << 15 | dice.next(WINDOW_BYTES - 8) << 20;
      instruction(word);
      finish(storeFloat(word));
    } else {
      add("fld " + register + "," + 8 * dice.next(ENTRIES) + "(s0)", "sd zero,0(s1)");
      instruction(row.match() | 9 << 15 | f << 20);
      finish("nop");
    }
  }

  /// C.FLD, C.FLDSP, C.FSD and C.FSDSP. Another one in front keeps what follows aligned.
  private void compressedCase() {
    int kind = dice.next(4);
    int f = kind < 2 ? dice.next(8) : dice.next(32);
    int bits = dice.next(8);
    int prime = bits >>> 3 << 5 | (bits & 7) << 10;
    add(kind == 1 ? "mv sp,s0" : "mv sp,s1");
    int half =
        switch (kind) {
          case 0 -> 0x2000 | prime | f << 2;
          case 1 -> 0x2002 | f << 7 | (bits & 3) << 5;
          case 2 -> 0xa000 | 1 << 7 | (f & 7) << 2;
          default -> 0xa002 | f << 2;
        };
    add("sd zero,0(s1)", ".half 0x0001", ".half 0x" + Integer.toHexString(half));
    descriptions.add(Disassembler.disassemble(0, half));
    int register = kind == 0 ? 8 + f : f;
    finish(kind < 2 ? storeFloat(register << 7) : "nop");
  }

  /// Related doubles in threes, then singles, then integers.
  private void operands(byte[] image, int window) {
    long a = 0;
    long b = 0;
    for (int i = 0; i < ENTRIES; i++) {
      ReferenceFloat format = i < DOUBLES ? ReferenceFloat.DOUBLE : ReferenceFloat.SINGLE;
      long next = i < SINGLES ? operand(format, a, b) : dice.corner();
      a = b;
      b = next;
      for (int at = 0; at < 8; at++) {
        image[window + 8 * i + at] = (byte) (next >>> 8 * at);
      }
    }
  }

  private long operand(ReferenceFloat format, long a, long b) {
    long mask = format == ReferenceFloat.DOUBLE ? -1 : 0xffff_ffffL;
    long near =
        switch (dice.next(5)) {
          case 0 -> floats.near(format, b & mask);
          case 1 -> floats.near(format, format.multiply(a & mask, b & mask, 0).bits());
          default -> floats.register(format);
        };
    return format == ReferenceFloat.DOUBLE || near < 0 ? near : dice.next(40) == 0
        ? near : FloatDice.box(near);
  }
}
