package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// The usual case of arithmetic, on the host's floating-point unit. Java's `+`, `-`, `*`, `/`,
/// `Math.sqrt` and `Math.fma` round to nearest, ties to even, on every JVM (JLS 17 §15.4: all
/// expressions are strict; the two methods are specified to round correctly), so in that mode their
/// results are right. What Java does not tell is the exceptions. But if the guest's inexact flag is
/// set already, an *ordinary* result raises none that counts:
///
/// - it is no NaN, so nothing was invalid, and finite, so nothing overflowed or was divided by
///   zero;
/// - its magnitude is above the smallest normal number, so it was not tiny: a result that is tiny
///   after rounding has at most that magnitude;
/// - whether it is inexact no longer matters, because flags are sticky.
///
/// Everything else is for [SoftFloat].
final class HostFloat {

  /// Not an ordinary result; 0 is none.
  static final long UNKNOWN = 0;

  private HostFloat() {}

  /// The result of an operation on doubles, or [#UNKNOWN].
  static long computeDouble(int opcode, long first, long second, long third) {
    double a = Double.longBitsToDouble(first);
    double b = Double.longBitsToDouble(second);
    double result =
        switch (opcode) {
          case FADD_D -> a + b;
          case FSUB_D -> a - b;
          case FMUL_D -> a * b;
          case FDIV_D -> a / b;
          case FSQRT_D -> Math.sqrt(a);
          case FMADD_D -> Math.fma(a, b, Double.longBitsToDouble(third));
          case FMSUB_D -> Math.fma(a, b, -Double.longBitsToDouble(third));
          case FNMSUB_D -> Math.fma(-a, b, Double.longBitsToDouble(third));
          case FNMADD_D -> Math.fma(-a, b, -Double.longBitsToDouble(third));
          default -> 0;
        };
    double magnitude = Math.abs(result);
    boolean ordinary = magnitude > Double.MIN_NORMAL && magnitude <= Double.MAX_VALUE;
    return ordinary ? Double.doubleToRawLongBits(result) : UNKNOWN;
  }

  /// The result of an operation on floats, or [#UNKNOWN].
  static long computeSingle(int opcode, long first, long second, long third) {
    float a = Float.intBitsToFloat((int) first);
    float b = Float.intBitsToFloat((int) second);
    float result =
        switch (opcode) {
          case FADD_S -> a + b;
          case FSUB_S -> a - b;
          case FMUL_S -> a * b;
          case FDIV_S -> a / b;
          // A root of 53 bits is never so near to half way between two of 24 that it misleads.
          case FSQRT_S -> (float) Math.sqrt(a);
          case FMADD_S -> Math.fma(a, b, Float.intBitsToFloat((int) third));
          case FMSUB_S -> Math.fma(a, b, -Float.intBitsToFloat((int) third));
          case FNMSUB_S -> Math.fma(-a, b, Float.intBitsToFloat((int) third));
          case FNMADD_S -> Math.fma(-a, b, -Float.intBitsToFloat((int) third));
          default -> 0;
        };
    float magnitude = Math.abs(result);
    boolean ordinary = magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
    return ordinary ? Float.floatToRawIntBits(result) & 0xffff_ffffL : UNKNOWN;
  }
}
