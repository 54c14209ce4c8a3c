package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zba, Zbb and Zbs (unprivileged ISA, chapter "B"). Java takes shift distances modulo the width,
/// as these instructions do; words are sign-extended unless their name says otherwise.
final class BitManipulation {

  private static final long WORD = 0xffff_ffffL;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;

  private BitManipulation() {}

  static void execute(long w, long[] x) {
    long a = x[Decoded.rs1(w)];
    long b = x[Decoded.rs2(w)];
    int opcode = Decoded.opcode(w);
    x[Decoded.rd(w)] =
        opcode <= SLLI_UW
            ? address(opcode, a, opcode == SLLI_UW ? Decoded.immediate(w) : b)
            : opcode <= REV8
                ? basic(opcode, a, hasImmediate(opcode) ? Decoded.immediate(w) : b)
                : singleBit(opcode, a, hasImmediate(opcode) ? Decoded.immediate(w) : b);
  }

  private static boolean hasImmediate(int opcode) {
    return switch (opcode) {
      case RORI, RORIW, BCLRI, BEXTI, BINVI, BSETI -> true;
      default -> false;
    };
  }

  /// Zba: what an address of an array's element needs.
  private static long address(int opcode, long a, long b) {
    return switch (opcode) {
      case ADD_UW -> (a & WORD) + b;
      case SH1ADD -> (a << 1) + b;
      case SH1ADD_UW -> ((a & WORD) << 1) + b;
      case SH2ADD -> (a << 2) + b;
      case SH2ADD_UW -> ((a & WORD) << 2) + b;
      case SH3ADD -> (a << 3) + b;
      case SH3ADD_UW -> ((a & WORD) << 3) + b;
      case SLLI_UW -> (a & WORD) << b;
      default -> throw new AssertionError(opcode);
    };
  }

  /// Zbb.
  private static long basic(int opcode, long a, long b) {
    return switch (opcode) {
      case ANDN -> a & ~b;
      case ORN -> a | ~b;
      case XNOR -> ~(a ^ b);
      case CLZ -> Long.numberOfLeadingZeros(a);
      case CLZW -> Integer.numberOfLeadingZeros((int) a);
      case CTZ -> Long.numberOfTrailingZeros(a);
      case CTZW -> Integer.numberOfTrailingZeros((int) a);
      case CPOP -> Long.bitCount(a);
      case CPOPW -> Integer.bitCount((int) a);
      case MAX -> Math.max(a, b);
      case MAXU -> Long.compareUnsigned(a, b) > 0 ? a : b;
      case MIN -> Math.min(a, b);
      case MINU -> Long.compareUnsigned(a, b) < 0 ? a : b;
      case SEXT_B -> (byte) a;
      case SEXT_H -> (short) a;
      case ZEXT_H -> a & 0xffff;
      case ROL -> Long.rotateLeft(a, (int) b);
      case ROLW -> Integer.rotateLeft((int) a, (int) b);
      case ROR, RORI -> Long.rotateRight(a, (int) b);
      case RORW, RORIW -> Integer.rotateRight((int) a, (int) b);
      case ORC_B -> bytesThatAreNotZero(a);
      case REV8 -> Long.reverseBytes(a);
      default -> throw new AssertionError(opcode);
    };
  }

  /// All ones for each byte of `a` with a bit set: the bits of a byte are gathered in its lowest,
  /// which then times 255 fills the byte.
  private static long bytesThatAreNotZero(long a) {
    long bits = a | a >>> 4 & 0x0f0f_0f0f_0f0f_0f0fL;
    bits |= bits >>> 2;
    bits |= bits >>> 1;
    return (bits & LOW_BITS) * 255;
  }

  /// Zbs.
  private static long singleBit(int opcode, long a, long b) {
    return switch (opcode) {
      case BCLR, BCLRI -> a & ~(1L << b);
      case BEXT, BEXTI -> a >>> b & 1;
      case BINV, BINVI -> a ^ 1L << b;
      case BSET, BSETI -> a | 1L << b;
      default -> throw new AssertionError(opcode);
    };
  }
}
