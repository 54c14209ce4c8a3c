package bohr.emulator.hart;

/// Arithmetic of IEEE 754-2008 in integers, in all five rounding modes, with the exception flags
/// and with what the standard leaves open as RISC-V has it (unprivileged ISA, chapters "F" and
/// "D"): every NaN that is computed is the canonical one, tininess is detected after rounding, and
/// an underflow is flagged only if the result is inexact too.
///
/// Each operation finds its result as a significand of 64 bits of which the lowest is *sticky*: it
/// is set if the exact result has any bits further down. That is all that [#round] needs, because a
/// result of 53 or fewer bits leaves at least two bits between its last place and the sticky bit.
final class SoftFloat {

  // Rounding modes, as in frm.
  static final int NEAREST_EVEN = 0;
  static final int TOWARD_ZERO = 1;
  static final int DOWN = 2;
  static final int UP = 3;
  static final int NEAREST_MAX_MAGNITUDE = 4;

  // Exceptions, as in fflags.
  static final int INEXACT = 1;
  static final int UNDERFLOW = 2;
  static final int OVERFLOW = 4;
  static final int DIVIDE_BY_ZERO = 8;
  static final int INVALID = 16;

  /// The exceptions since somebody cleared them.
  int flags;

  SoftFloat() {}

  long add(FloatFormat format, long a, long b, int mode) {
    if (format.isNan(a) || format.isNan(b)) {
      return nan(format, a, b);
    }
    if (format.isInfinite(a)) {
      return format.isInfinite(b) && a != b ? invalid(format) : a;
    }
    if (format.isInfinite(b)) {
      return b;
    }
    if (format.isZero(a)) {
      return format.isZero(b) ? sumOfZeros(format, a, b, mode) : b;
    }
    if (format.isZero(b)) {
      return a;
    }
    return (a & ~format.sign) >= (b & ~format.sign)
        ? addSmaller(format, a, b, mode)
        : addSmaller(format, b, a, mode);
  }

  /// Adds two finite numbers other than zero. Both significands move down by one to make room for a
  /// carry. The sticky bit of `b` is harmless to a difference: it is set only if `b` moved by more
  /// than ten places, and then at most one leading bit cancels.
  private long addSmaller(FloatFormat format, long a, long b, int mode) {
    int exponent = format.exponent(a);
    boolean negative = format.isNegative(a);
    long larger = format.significand(a) >>> 1;
    long smaller = Sticky.shiftRight(format.significand(b) >>> 1, exponent - format.exponent(b));
    long sum = negative == format.isNegative(b) ? larger + smaller : larger - smaller;
    if (sum == 0) {
      return format.zero(mode == DOWN);
    }
    int up = Long.numberOfLeadingZeros(sum);
    return round(format, negative, exponent + 1 - up, sum << up, mode);
  }

  /// Equal ones keep their sign; the others cancel to +0, in [#DOWN] to −0 (IEEE 754-2008, §6.3).
  private static long sumOfZeros(FloatFormat format, long a, long b, int mode) {
    return a == b ? a : format.zero(mode == DOWN);
  }

  long subtract(FloatFormat format, long a, long b, int mode) {
    return add(format, a, b ^ format.sign, mode);
  }

  long multiply(FloatFormat format, long a, long b, int mode) {
    if (format.isNan(a) || format.isNan(b)) {
      return nan(format, a, b);
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isInfinite(a) || format.isInfinite(b)) {
      return format.isZero(a) || format.isZero(b)
          ? invalid(format)
          : format.zero(negative) | format.infinity;
    }
    if (format.isZero(a) || format.isZero(b)) {
      return format.zero(negative);
    }
    long high = Math.unsignedMultiplyHigh(format.significand(a), format.significand(b));
    long low = format.significand(a) * format.significand(b);
    int up = Long.numberOfLeadingZeros(high);
    long product = up == 0 ? high | Sticky.bit(low) : high << 1 | low >>> 63 | Sticky.bit(low << 1);
    int exponent = format.exponent(a) + format.exponent(b) + 1 - up;
    return round(format, negative, exponent, product, mode);
  }

  /// The quotient of the significands A ≥ B, 53-bit integers, lies in [1, 2). The host's division
  /// of doubles gives it to the nearest of 53 bits, Q / 2^52. The remainder A·2^52 − Q·B says on
  /// which side of Q the quotient is; it is at most B/2 in magnitude, so that 64 bits hold it
  /// although they hold neither of the two terms.
  long divide(FloatFormat format, long a, long b, int mode) {
    if (format.isNan(a) || format.isNan(b)) {
      return nan(format, a, b);
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isInfinite(a)) {
      return format.isInfinite(b) ? invalid(format) : format.zero(negative) | format.infinity;
    }
    if (format.isInfinite(b)) {
      return format.zero(negative);
    }
    if (format.isZero(b)) {
      return format.isZero(a) ? invalid(format) : divideByZero(format, negative);
    }
    if (format.isZero(a)) {
      return format.zero(negative);
    }
    int exponent = format.exponent(a) - format.exponent(b);
    long dividend = format.significand(a) >>> 11;
    long divisor = format.significand(b) >>> 11;
    if (dividend < divisor) {
      dividend <<= 1;
      exponent--;
    }
    long quotient = (long) ((double) dividend / (double) divisor * 0x1p52);
    long remainder = (dividend << 52) - quotient * divisor;
    return round(format, negative, exponent, nearby(quotient, remainder), mode);
  }

  private long divideByZero(FloatFormat format, boolean negative) {
    flags |= DIVIDE_BY_ZERO;
    return format.zero(negative) | format.infinity;
  }

  /// As [#divide]: the significand M, made to stand for a number in [1, 4) with an even exponent,
  /// has a root in [1, 2), which `Math.sqrt` rounds to R / 2^52, and M·2^52 − R² is less than 2R.
  long squareRoot(FloatFormat format, long a, int mode) {
    if (format.isNan(a)) {
      return nan(format, a, a);
    }
    if (format.isZero(a)) {
      return a;
    }
    if (format.isNegative(a)) {
      return invalid(format);
    }
    if (format.isInfinite(a)) {
      return a;
    }
    int exponent = format.exponent(a);
    long radicand = format.significand(a) >>> 11 << (exponent & 1);
    long root = (long) (Math.sqrt((double) radicand * 0x1p-52) * 0x1p52);
    long remainder = (radicand << 52) - root * root;
    return round(format, false, exponent >> 1, nearby(root, remainder), mode);
  }

  /// The significand of a number that rounds to the 53 bits `nearest` and is larger than that,
  /// equal or smaller, as `remainder` is than 0. It cannot lie half way between two numbers of 53
  /// bits, and numbers of fewer bits and what is half way between those are numbers of 53 bits
  /// themselves; so every rounding sees it where it is.
  private static long nearby(long nearest, long remainder) {
    return (nearest << 11) + Long.signum(remainder);
  }

  /// `a * b + c`, rounded once. ∞ times zero is invalid even if `c` is a quiet NaN (unprivileged
  /// ISA, chapter "F", §"Single-Precision Floating-Point Computational Instructions").
  long multiplyAdd(FloatFormat format, long a, long b, long c, int mode) {
    boolean infinite = format.isInfinite(a) || format.isInfinite(b);
    boolean zero = format.isZero(a) || format.isZero(b);
    if (infinite && zero) {
      return invalid(format);
    }
    if (format.isNan(a) || format.isNan(b) || format.isNan(c)) {
      return format.isSignalingNan(c) ? invalid(format) : nan(format, a, b);
    }
    boolean negative = format.isNegative(a ^ b);
    if (infinite) {
      long product = format.zero(negative) | format.infinity;
      return format.isInfinite(c) && c != product ? invalid(format) : product;
    }
    if (format.isInfinite(c)) {
      return c;
    }
    if (zero) {
      return format.isZero(c) ? sumOfZeros(format, format.zero(negative), c, mode) : c;
    }
    if (format.isZero(c)) {
      return multiply(format, a, b, mode);
    }
    return multiplyAddFinite(format, a, b, c, mode);
  }

  /// In 128 bits, which hold the product with a bit to spare for a carry; the smaller one of
  /// product and addend moves down, and its lowest bit becomes sticky. As in [#addSmaller], by then
  /// so much has moved that at most two leading bits cancel.
  private long multiplyAddFinite(FloatFormat format, long a, long b, long c, int mode) {
    long high = Math.unsignedMultiplyHigh(format.significand(a), format.significand(b));
    long low = format.significand(a) * format.significand(b);
    // Now the product has its leading bit at 126 or 125, and the addend its own at 126.
    low = high << 63 | low >>> 1;
    high >>>= 1;
    int exponent = format.exponent(a) + format.exponent(b) + 1;
    long addendHigh = format.significand(c) >>> 1;
    long addendLow = 0;
    int down = exponent - format.exponent(c);
    if (down >= 0) {
      addendLow = Sticky.shiftRightLow(addendHigh, 0, down);
      addendHigh = down < 64 ? addendHigh >>> down : 0;
    } else {
      low = Sticky.shiftRightLow(high, low, -down);
      high = -down < 64 ? high >>> -down : 0;
      exponent = format.exponent(c);
    }
    boolean negative = format.isNegative(a ^ b);
    if (negative == format.isNegative(c)) {
      low += addendLow;
      high += addendHigh + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
    } else {
      long borrow = Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0;
      low -= addendLow;
      high -= addendHigh + borrow;
      if (high < 0) {
        negative = !negative;
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
      }
    }
    return roundWide(format, negative, exponent, high, low, mode);
  }

  /// As [#round], of 128 bits of which bit 126 has the weight of 2^`exponent`.
  private long roundWide(
      FloatFormat format, boolean negative, int exponent, long high, long low, int mode) {
    if ((high | low) == 0) {
      return format.zero(mode == DOWN);
    }
    int up = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
    long significand =
        up == 0
            ? high | Sticky.bit(low)
            : up < 64 ? high << up | low >>> 64 - up | Sticky.bit(low << up) : low << up;
    return round(format, negative, exponent + 1 - up, significand, mode);
  }

  /// The other format's number nearest to `a`.
  long convert(FloatFormat from, FloatFormat to, long a, int mode) {
    if (from.isNan(a)) {
      if (from.isSignalingNan(a)) {
        flags |= INVALID;
      }
      return to.canonicalNan;
    }
    long sign = to.zero(from.isNegative(a));
    if (from.isInfinite(a)) {
      return sign | to.infinity;
    }
    return from.isZero(a)
        ? sign
        : round(to, sign != 0, from.exponent(a), from.significand(a), mode);
  }

  /// The number nearest to an integer, given as its sign and its unsigned magnitude.
  long fromInteger(FloatFormat format, boolean negative, long magnitude, int mode) {
    if (magnitude == 0) {
      return 0;
    }
    int up = Long.numberOfLeadingZeros(magnitude);
    return round(format, negative, 63 - up, magnitude << up, mode);
  }

  /// The integer nearest to `a` among those of `width` bits, sign-extended to 64; flags what is out
  /// of range after rounding as invalid and nothing else (unprivileged ISA, chapter "F", table
  /// "Domains of float-to-integer conversions").
  long toInteger(FloatFormat format, long a, boolean signed, int width, int mode) {
    boolean negative = format.isNegative(a) && !format.isNan(a);
    long largest = -1L >>> (signed ? 65 : 64) - width;
    long limit = negative ? (signed ? largest + 1 : 0) : largest;
    boolean huge = format.isNan(a) || format.isInfinite(a);
    if (!huge && format.isZero(a)) {
      return 0;
    }
    huge = huge || format.exponent(a) > 63;
    long magnitude = huge ? 0 : integerPart(format, a);
    long rest = huge ? 0 : fractionPart(format, a);
    if (rest != 0 && roundsUp(mode, negative, magnitude, Long.compareUnsigned(rest, 1L << 63))) {
      magnitude++;
    }
    if (huge || Long.compareUnsigned(magnitude, limit) > 0) {
      flags |= INVALID;
      magnitude = limit;
    } else if (rest != 0) {
      flags |= INEXACT;
    }
    long value = negative ? -magnitude : magnitude;
    return width == 32 ? (int) value : value;
  }

  private static long integerPart(FloatFormat format, long a) {
    int exponent = format.exponent(a);
    return exponent < 0 ? 0 : format.significand(a) >>> 63 - exponent;
  }

  /// In units of 2^-64, its lowest bit sticky.
  private static long fractionPart(FloatFormat format, long a) {
    int exponent = format.exponent(a);
    return exponent < 0
        ? Sticky.shiftRight(format.significand(a), -1 - exponent)
        : exponent == 63 ? 0 : format.significand(a) << exponent + 1;
  }

  /// Rounds `significand / 2^63 * 2^exponent`, whose lowest bit is sticky and whose top bit is set.
  private long round(
      FloatFormat format, boolean negative, int exponent, long significand, int mode) {
    int unstored = format.unstoredBits();
    long half = 1L << unstored - 1;
    long exact = significand;
    int stored = exponent + format.maxExponent - 1;
    boolean tiny = stored < 0;
    if (tiny) {
      tiny = stored < -1 || !roundsToTwo(format, negative, significand, mode);
      exact = Sticky.shiftRight(significand, -stored);
      stored = 0;
    }
    long kept = exact >>> unstored;
    if ((exact & 2 * half - 1) != 0) {
      flags |= tiny ? INEXACT | UNDERFLOW : INEXACT;
      if (roundsUp(mode, negative, kept, compareRest(exact, half))) {
        kept++;
      }
    }
    // The leading bit of a normal number counts as one more in the exponent, and so does a carry.
    long magnitude = ((long) stored << format.fractionBits) + kept;
    if (stored >= 2 * format.maxExponent || magnitude >= format.infinity) {
      return overflow(format, negative, mode);
    }
    return format.zero(negative) | magnitude;
  }

  /// Whether a significand, rounded as that of a normal number, carries out of its top bit: so does
  /// a number right below the normal ones that is not tiny after rounding.
  private static boolean roundsToTwo(
      FloatFormat format, boolean negative, long significand, int mode) {
    int unstored = format.unstoredBits();
    return significand >>> unstored == (2L << format.fractionBits) - 1
        && significand << 64 - unstored != 0
        && roundsUp(mode, negative, 1, compareRest(significand, 1L << unstored - 1));
  }

  /// Compares what is below the kept bits with half of the last place.
  private static int compareRest(long significand, long half) {
    return Long.compare(significand & 2 * half - 1, half);
  }

  /// Whether a magnitude with something below its last place `kept` is rounded away from zero.
  private static boolean roundsUp(int mode, boolean negative, long kept, int restToHalf) {
    return switch (mode) {
      case NEAREST_EVEN -> restToHalf > 0 || restToHalf == 0 && (kept & 1) != 0;
      case TOWARD_ZERO -> false;
      case DOWN -> negative;
      case UP -> !negative;
      case NEAREST_MAX_MAGNITUDE -> restToHalf >= 0;
      default -> throw new AssertionError(mode);
    };
  }

  private long overflow(FloatFormat format, boolean negative, int mode) {
    flags |= OVERFLOW | INEXACT;
    boolean finite = mode == TOWARD_ZERO || mode == (negative ? UP : DOWN);
    return format.zero(negative) | (finite ? format.infinity - 1 : format.infinity);
  }

  private long invalid(FloatFormat format) {
    flags |= INVALID;
    return format.canonicalNan;
  }

  /// The result of an operation on `a` and `b`, one of which is a NaN.
  private long nan(FloatFormat format, long a, long b) {
    return format.isSignalingNan(a) || format.isSignalingNan(b)
        ? invalid(format)
        : format.canonicalNan;
  }
}
