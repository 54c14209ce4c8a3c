package bohr.emulator.hart;

/// What F and D do with numbers without rounding them: comparisons, minimum and maximum,
/// classification, signs (unprivileged ISA, chapter "F"). A NaN may make an operation invalid,
/// which goes into the flags of the [SoftFloat] given.
final class FloatComparison {

  private FloatComparison() {}

  /// FEQ: a quiet comparison.
  static boolean equal(FloatFormat format, long a, long b, SoftFloat exceptions) {
    if (format.isNan(a) || format.isNan(b)) {
      if (format.isSignalingNan(a) || format.isSignalingNan(b)) {
        exceptions.flags |= SoftFloat.INVALID;
      }
      return false;
    }
    return a == b || format.isZero(a | b);
  }

  /// FLT: a signaling comparison, invalid for every NaN.
  static boolean less(FloatFormat format, long a, long b, SoftFloat exceptions) {
    if (format.isNan(a) || format.isNan(b)) {
      exceptions.flags |= SoftFloat.INVALID;
      return false;
    }
    return !format.isZero(a | b) && order(format, a) < order(format, b);
  }

  /// FLE: as [#less].
  static boolean lessOrEqual(FloatFormat format, long a, long b, SoftFloat exceptions) {
    if (format.isNan(a) || format.isNan(b)) {
      exceptions.flags |= SoftFloat.INVALID;
      return false;
    }
    return format.isZero(a | b) || order(format, a) <= order(format, b);
  }

  /// FMIN: minimumNumber of IEEE 754-2019. −0 is less than +0.
  static long minimum(FloatFormat format, long a, long b, SoftFloat exceptions) {
    return extreme(format, a, b, order(format, a) < order(format, b) ? a : b, exceptions);
  }

  /// FMAX: maximumNumber of IEEE 754-2019.
  static long maximum(FloatFormat format, long a, long b, SoftFloat exceptions) {
    return extreme(format, a, b, order(format, a) < order(format, b) ? b : a, exceptions);
  }

  /// A NaN gives way to a number, even a signaling one, though that is invalid.
  private static long extreme(
      FloatFormat format, long a, long b, long ofNumbers, SoftFloat exceptions) {
    if (format.isSignalingNan(a) || format.isSignalingNan(b)) {
      exceptions.flags |= SoftFloat.INVALID;
    }
    if (format.isNan(a)) {
      return format.isNan(b) ? format.canonicalNan : b;
    }
    return format.isNan(b) ? a : ofNumbers;
  }

  /// A key that orders all numbers, −0 right below +0.
  private static long order(FloatFormat format, long a) {
    long magnitude = a & ~format.sign;
    return format.isNegative(a) ? ~magnitude : magnitude;
  }

  /// FCLASS: one bit of ten (table "Format of result of FCLASS instruction").
  static long classify(FloatFormat format, long a) {
    if (format.isNan(a)) {
      return format.isSignalingNan(a) ? 1 << 8 : 1 << 9;
    }
    int kind =
        format.isInfinite(a) ? 3 : format.isZero(a) ? 0 : format.isSubnormal(a) ? 1 : 2;
    return format.isNegative(a) ? 1 << 3 - kind : 1 << 4 + kind;
  }
}
