package bohr.emulator.hart;

/// The M extension (unprivileged ISA, chapter "M"): what is more than one Java operator. Division
/// never traps: by zero it gives all ones and the dividend as remainder, and the one overflow wraps
/// (table "Semantics for division by zero and division overflow"); Java wraps the overflow too.
final class MultiplyDivide {

  private MultiplyDivide() {}

  /// The upper half of signed times unsigned: the unsigned product, less `b` where the sign of `a`
  /// was counted as a bit of weight 2^63 instead of −2^63.
  static long mulhsu(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) - (a >> 63 & b);
  }

  static long div(long a, long b) {
    return b == 0 ? -1 : a / b;
  }

  static long divu(long a, long b) {
    return b == 0 ? -1 : Long.divideUnsigned(a, b);
  }

  static long rem(long a, long b) {
    return b == 0 ? a : a % b;
  }

  static long remu(long a, long b) {
    return b == 0 ? a : Long.remainderUnsigned(a, b);
  }

  static int divw(int a, int b) {
    return b == 0 ? -1 : a / b;
  }

  static int divuw(int a, int b) {
    return b == 0 ? -1 : Integer.divideUnsigned(a, b);
  }

  static int remw(int a, int b) {
    return b == 0 ? a : a % b;
  }

  static int remuw(int a, int b) {
    return b == 0 ? a : Integer.remainderUnsigned(a, b);
  }
}
