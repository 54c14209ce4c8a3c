package bohr.emulator.hart;

import bohr.emulator.agent.Access;

/// A decoded instruction packed into a long, so that a page of them is a plain array and the loop
/// allocates nothing:
///
/// ```
/// 63        32  31  30:29       28:27    26:24    23:19  18:14  13:8  7:0
/// immediate     0   size, log2  access   length   rs2    rs1    rd    opcode
/// ```
///
/// `rd` is [#SINK] instead of 0: a register that nobody reads takes the results that x0 discards,
/// and the loop need not ask. A packed instruction is never 0, which means "not decoded yet".
final class Decoded {

  /// Number of the register behind x31 that swallows what is written to x0.
  static final int SINK = 32;

  private static final Access.Kind[] KINDS = Access.Kind.values();

  private Decoded() {}

  /// Decodes the instruction at the start of `word`, whose upper half is ignored if it is a
  /// compressed one. Words that are no instruction give the opcode ILLEGAL.
  static long decode(int word) {
    if ((word & 3) != 3) {
      return Compressed.decode(word & 0xffff);
    }
    Instruction row = InstructionSet.of(word);
    int immediate = row.format().immediate(word);
    return pack(row, word >>> 7 & 31, word >>> 15 & 31, word >>> 20 & 31, immediate, 4);
  }

  static long pack(Instruction row, int rd, int rs1, int rs2, int immediate, int length) {
    int low =
        row.format().access().ordinal() << 27
            | row.sizeLog2() << 29
            | length << 24
            | rs2 << 19
            | rs1 << 14
            | (rd == 0 ? SINK : rd) << 8
            | row.opcode();
    return (long) immediate << 32 | low;
  }

  static int opcode(long decoded) {
    return (int) decoded & 0xff;
  }

  static int rd(long decoded) {
    return (int) decoded >>> 8 & 63;
  }

  static int rs1(long decoded) {
    return (int) decoded >>> 14 & 31;
  }

  static int rs2(long decoded) {
    return (int) decoded >>> 19 & 31;
  }

  /// 2 or 4.
  static int length(long decoded) {
    return (int) decoded >>> 24 & 6;
  }

  static Access.Kind access(long decoded) {
    return KINDS[(int) decoded >>> 27 & 3];
  }

  /// How many bytes a load, store or atomic touches.
  static int size(long decoded) {
    return 1 << ((int) decoded >>> 29 & 3);
  }

  static long immediate(long decoded) {
    return decoded >> 32;
  }
}
