package bohr.emulator.hart;

import java.util.ArrayList;
import java.util.List;

/// Zca and Zcd for RV64 (unprivileged ISA, chapter "C"): each 16-bit instruction as a row that
/// names the base instruction which it stands for. Nothing but decoding knows that they exist.
///
/// Reserved encodings are rows of their own with the opcode ILLEGAL. `c.mv` becomes ADDI where the
/// manual says ADD: the effect is the same, and a person expects to read `mv`.
final class Compressed {

  private static final int RA = 1;
  private static final int SP = 2;

  /// Where the operands are. A register with a prime is one of x8 to x15, in three bits.
  private enum Operands {
    NONE,
    /// rd', sp, scaled immediate.
    STACK_ADDRESS,
    LOAD_WORD,
    LOAD_DOUBLE,
    STORE_WORD,
    STORE_DOUBLE,
    /// rd = rs1, 6-bit signed immediate.
    IMMEDIATE,
    /// rd, x0, 6-bit signed immediate.
    LOAD_IMMEDIATE,
    STACK_ADJUST,
    UPPER,
    /// rd = rs1, 6-bit shift amount.
    SHIFT,
    /// rd' = rs1', 6-bit shift amount.
    SHIFT_PRIME,
    /// rd' = rs1', 6-bit signed immediate.
    IMMEDIATE_PRIME,
    /// rd' = rs1', rs2'.
    REGISTERS_PRIME,
    JUMP,
    BRANCH,
    LOAD_WORD_STACK,
    LOAD_DOUBLE_STACK,
    STORE_WORD_STACK,
    STORE_DOUBLE_STACK,
    JUMP_REGISTER,
    CALL_REGISTER,
    /// rd, rs2.
    MOVE,
    /// rd = rs1, rs2.
    REGISTERS
  }

  private record Row(String mnemonic, int match, int mask, Operands operands, int opcode) {}

  private static final Row[] ROWS = {
    // Quadrant 0.
    row("reserved", 0x0000, 0xffe3, Operands.NONE, Opcode.ILLEGAL),
    row("c.addi4spn", 0x0000, 0xe003, Operands.STACK_ADDRESS, Opcode.ADDI),
    row("c.fld", 0x2000, 0xe003, Operands.LOAD_DOUBLE, Opcode.FLD),
    row("c.lw", 0x4000, 0xe003, Operands.LOAD_WORD, Opcode.LW),
    row("c.ld", 0x6000, 0xe003, Operands.LOAD_DOUBLE, Opcode.LD),
    row("c.fsd", 0xa000, 0xe003, Operands.STORE_DOUBLE, Opcode.FSD),
    row("c.sw", 0xc000, 0xe003, Operands.STORE_WORD, Opcode.SW),
    row("c.sd", 0xe000, 0xe003, Operands.STORE_DOUBLE, Opcode.SD),
    // Quadrant 1.
    row("c.addi", 0x0001, 0xe003, Operands.IMMEDIATE, Opcode.ADDI),
    row("reserved", 0x2001, 0xef83, Operands.NONE, Opcode.ILLEGAL),
    row("c.addiw", 0x2001, 0xe003, Operands.IMMEDIATE, Opcode.ADDIW),
    row("c.li", 0x4001, 0xe003, Operands.LOAD_IMMEDIATE, Opcode.ADDI),
    row("reserved", 0x6001, 0xf07f, Operands.NONE, Opcode.ILLEGAL),
    row("c.addi16sp", 0x6101, 0xef83, Operands.STACK_ADJUST, Opcode.ADDI),
    row("c.lui", 0x6001, 0xe003, Operands.UPPER, Opcode.LUI),
    row("c.srli", 0x8001, 0xec03, Operands.SHIFT_PRIME, Opcode.SRLI),
    row("c.srai", 0x8401, 0xec03, Operands.SHIFT_PRIME, Opcode.SRAI),
    row("c.andi", 0x8801, 0xec03, Operands.IMMEDIATE_PRIME, Opcode.ANDI),
    row("c.sub", 0x8c01, 0xfc63, Operands.REGISTERS_PRIME, Opcode.SUB),
    row("c.xor", 0x8c21, 0xfc63, Operands.REGISTERS_PRIME, Opcode.XOR),
    row("c.or", 0x8c41, 0xfc63, Operands.REGISTERS_PRIME, Opcode.OR),
    row("c.and", 0x8c61, 0xfc63, Operands.REGISTERS_PRIME, Opcode.AND),
    row("c.subw", 0x9c01, 0xfc63, Operands.REGISTERS_PRIME, Opcode.SUBW),
    row("c.addw", 0x9c21, 0xfc63, Operands.REGISTERS_PRIME, Opcode.ADDW),
    row("c.j", 0xa001, 0xe003, Operands.JUMP, Opcode.JAL),
    row("c.beqz", 0xc001, 0xe003, Operands.BRANCH, Opcode.BEQ),
    row("c.bnez", 0xe001, 0xe003, Operands.BRANCH, Opcode.BNE),
    // Quadrant 2.
    row("c.slli", 0x0002, 0xe003, Operands.SHIFT, Opcode.SLLI),
    row("c.fldsp", 0x2002, 0xe003, Operands.LOAD_DOUBLE_STACK, Opcode.FLD),
    row("reserved", 0x4002, 0xef83, Operands.NONE, Opcode.ILLEGAL),
    row("c.lwsp", 0x4002, 0xe003, Operands.LOAD_WORD_STACK, Opcode.LW),
    row("reserved", 0x6002, 0xef83, Operands.NONE, Opcode.ILLEGAL),
    row("c.ldsp", 0x6002, 0xe003, Operands.LOAD_DOUBLE_STACK, Opcode.LD),
    row("reserved", 0x8002, 0xffff, Operands.NONE, Opcode.ILLEGAL),
    row("c.jr", 0x8002, 0xf07f, Operands.JUMP_REGISTER, Opcode.JALR),
    row("c.mv", 0x8002, 0xf003, Operands.MOVE, Opcode.ADDI),
    row("c.ebreak", 0x9002, 0xffff, Operands.NONE, Opcode.EBREAK),
    row("c.jalr", 0x9002, 0xf07f, Operands.CALL_REGISTER, Opcode.JALR),
    row("c.add", 0x9002, 0xf003, Operands.REGISTERS, Opcode.ADD),
    row("c.fsdsp", 0xa002, 0xe003, Operands.STORE_DOUBLE_STACK, Opcode.FSD),
    row("c.swsp", 0xc002, 0xe003, Operands.STORE_WORD_STACK, Opcode.SW),
    row("c.sdsp", 0xe002, 0xe003, Operands.STORE_DOUBLE_STACK, Opcode.SD),
  };

  private static final Row NONE = row("reserved", 0, 0, Operands.NONE, Opcode.ILLEGAL);

  /// Rows by funct3 and quadrant.
  private static final Row[][] BY_FUNCTION = byFunction();

  private Compressed() {}

  /// The base instruction that the 16-bit instruction `half` stands for, [Decoded] with length 2.
  static long decode(int half) {
    for (Row row : BY_FUNCTION[half >>> 11 & 0x1c | half & 3]) {
      if ((half & row.mask) == row.match) {
        return expand(row, half);
      }
    }
    return expand(NONE, half);
  }

  private static long expand(Row row, int half) {
    Instruction base = InstructionSet.ofOpcode(row.opcode);
    int rd = half >>> 7 & 31;
    int rs2 = half >>> 2 & 31;
    int high = 8 + (half >>> 7 & 7);
    int low = 8 + (half >>> 2 & 7);
    int signed = bits(half, 12, 1) << 31 >> 26 | bits(half, 2, 5);
    return switch (row.operands) {
      case NONE -> pack(base, 0, 0, 0, 0);
      case STACK_ADDRESS -> pack(base, low, SP, 0, stackAddress(half));
      case LOAD_WORD -> pack(base, low, high, 0, wordOffset(half));
      case LOAD_DOUBLE -> pack(base, low, high, 0, doubleOffset(half));
      case STORE_WORD -> pack(base, 0, high, low, wordOffset(half));
      case STORE_DOUBLE -> pack(base, 0, high, low, doubleOffset(half));
      case IMMEDIATE -> pack(base, rd, rd, 0, signed);
      case LOAD_IMMEDIATE -> pack(base, rd, 0, 0, signed);
      case STACK_ADJUST -> pack(base, SP, SP, 0, stackAdjustment(half));
      case UPPER -> pack(base, rd, 0, 0, signed << 12);
      case SHIFT -> pack(base, rd, rd, 0, signed & 63);
      case SHIFT_PRIME -> pack(base, high, high, 0, signed & 63);
      case IMMEDIATE_PRIME -> pack(base, high, high, 0, signed);
      case REGISTERS_PRIME -> pack(base, high, high, low, 0);
      case JUMP -> pack(base, 0, 0, 0, jumpOffset(half));
      case BRANCH -> pack(base, 0, high, 0, branchOffset(half));
      case LOAD_WORD_STACK -> pack(base, rd, SP, 0, wordOffsetFromStack(half));
      case LOAD_DOUBLE_STACK -> pack(base, rd, SP, 0, doubleOffsetFromStack(half));
      case STORE_WORD_STACK ->
          pack(base, 0, SP, rs2, bits(half, 9, 4) << 2 | bits(half, 7, 2) << 6);
      case STORE_DOUBLE_STACK ->
          pack(base, 0, SP, rs2, bits(half, 10, 3) << 3 | bits(half, 7, 3) << 6);
      case JUMP_REGISTER -> pack(base, 0, rd, 0, 0);
      case CALL_REGISTER -> pack(base, RA, rd, 0, 0);
      case MOVE -> pack(base, rd, rs2, 0, 0);
      case REGISTERS -> pack(base, rd, rd, rs2, 0);
    };
  }

  private static int stackAddress(int half) {
    return bits(half, 11, 2) << 4
        | bits(half, 7, 4) << 6
        | bits(half, 6, 1) << 2
        | bits(half, 5, 1) << 3;
  }

  private static int wordOffset(int half) {
    return bits(half, 10, 3) << 3 | bits(half, 6, 1) << 2 | bits(half, 5, 1) << 6;
  }

  private static int doubleOffset(int half) {
    return bits(half, 10, 3) << 3 | bits(half, 5, 2) << 6;
  }

  private static int wordOffsetFromStack(int half) {
    return bits(half, 12, 1) << 5 | bits(half, 4, 3) << 2 | bits(half, 2, 2) << 6;
  }

  private static int doubleOffsetFromStack(int half) {
    return bits(half, 12, 1) << 5 | bits(half, 5, 2) << 3 | bits(half, 2, 3) << 6;
  }

  private static int stackAdjustment(int half) {
    return bits(half, 12, 1) << 31 >> 22
        | bits(half, 6, 1) << 4
        | bits(half, 5, 1) << 6
        | bits(half, 3, 2) << 7
        | bits(half, 2, 1) << 5;
  }

  private static int jumpOffset(int half) {
    return bits(half, 12, 1) << 31 >> 20
        | bits(half, 11, 1) << 4
        | bits(half, 9, 2) << 8
        | bits(half, 8, 1) << 10
        | bits(half, 7, 1) << 6
        | bits(half, 6, 1) << 7
        | bits(half, 3, 3) << 1
        | bits(half, 2, 1) << 5;
  }

  private static int branchOffset(int half) {
    return bits(half, 12, 1) << 31 >> 23
        | bits(half, 10, 2) << 3
        | bits(half, 5, 2) << 6
        | bits(half, 3, 2) << 1
        | bits(half, 2, 1) << 5;
  }

  private static int bits(int half, int lowest, int count) {
    return half >>> lowest & (1 << count) - 1;
  }

  private static long pack(Instruction base, int rd, int rs1, int rs2, int immediate) {
    return Decoded.pack(base, rd, rs1, rs2, immediate, 2);
  }

  private static Row row(String mnemonic, int match, int mask, Operands operands, int opcode) {
    return new Row(mnemonic, match, mask, operands, opcode);
  }

  private static Row[][] byFunction() {
    Row[][] table = new Row[32][];
    for (int function = 0; function < table.length; function++) {
      List<Row> rows = new ArrayList<>();
      for (Row row : ROWS) {
        if ((row.match >>> 11 & 0x1c | row.match & 3) == function) {
          rows.add(row);
        }
      }
      table[function] = rows.toArray(Row[]::new);
    }
    return table;
  }
}
