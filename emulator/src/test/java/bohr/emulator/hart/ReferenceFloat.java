package bohr.emulator.hart;

import java.math.BigInteger;

/// IEEE 754-2008 from first principles, for tests: operations are exact, on integers of any size,
/// and one function rounds. Nothing in here is shared with what it judges, and nothing is fast.
///
/// @param precision bits of a significand, with the leading one
/// @param emax the largest exponent
record ReferenceFloat(int precision, int emax) {

  static final ReferenceFloat SINGLE = new ReferenceFloat(24, 127);
  static final ReferenceFloat DOUBLE = new ReferenceFloat(53, 1023);

  /// What an operation gives, and the flags that it raises.
  record Result(long bits, int flags) {}

  private static final int NX = 1;
  private static final int UF = 2;
  private static final int OF = 4;
  private static final int DZ = 8;
  private static final int NV = 16;

  /// More than any quotient or root needs for all of its bits to be right.
  private static final int EXTRA_BITS = 256;

  /// `numerator * 2^exponent`, and a bit further from 0 if `more`.
  record Exact(BigInteger numerator, int exponent, boolean more) {

    Exact plus(Exact other) {
      int lower = Math.min(exponent, other.exponent);
      return new Exact(at(lower).add(other.at(lower)), lower, false);
    }

    Exact times(Exact other) {
      return new Exact(numerator.multiply(other.numerator), exponent + other.exponent, false);
    }

    Exact by(Exact other) {
      BigInteger[] parts =
          numerator.shiftLeft(EXTRA_BITS).divideAndRemainder(other.numerator);
      return new Exact(
          parts[0], exponent - other.exponent - EXTRA_BITS, parts[1].signum() != 0);
    }

    Exact root() {
      int up = EXTRA_BITS + (exponent & 1);
      BigInteger[] parts = numerator.shiftLeft(up).sqrtAndRemainder();
      return new Exact(parts[0], exponent - up >> 1, parts[1].signum() != 0);
    }

    int compareTo(Exact other) {
      int lower = Math.min(exponent, other.exponent);
      return at(lower).compareTo(other.at(lower));
    }

    private BigInteger at(int lower) {
      return numerator.shiftLeft(exponent - lower);
    }
  }

  boolean nan(long a) {
    return storedExponent(a) == 2 * emax + 1 && fraction(a) != 0;
  }

  boolean signaling(long a) {
    return nan(a) && fraction(a) < 1L << precision - 2;
  }

  boolean infinite(long a) {
    return storedExponent(a) == 2 * emax + 1 && fraction(a) == 0;
  }

  boolean zero(long a) {
    return storedExponent(a) == 0 && fraction(a) == 0;
  }

  boolean negative(long a) {
    return (a >>> width() - 1 & 1) == 1;
  }

  long quietNan() {
    return infinity(false) | 1L << precision - 2;
  }

  long infinity(boolean negative) {
    return zero(negative) | (2L * emax + 1) << precision - 1;
  }

  long zero(boolean negative) {
    return negative ? 1L << width() - 1 : 0;
  }

  private int width() {
    return precision == 24 ? 32 : 64;
  }

  private int storedExponent(long a) {
    return (int) (a >>> precision - 1) & 2 * emax + 1;
  }

  private long fraction(long a) {
    return a & (1L << precision - 1) - 1;
  }

  Exact exact(long a) {
    int stored = storedExponent(a);
    long magnitude = stored == 0 ? fraction(a) : fraction(a) + (1L << precision - 1);
    int exponent = Math.max(stored, 1) - emax - (precision - 1);
    BigInteger numerator = BigInteger.valueOf(magnitude);
    return new Exact(negative(a) ? numerator.negate() : numerator, exponent, false);
  }

  Result add(long a, long b, int mode) {
    if (nan(a) || nan(b)) {
      return invalidIf(signaling(a) || signaling(b));
    }
    if (infinite(a) || infinite(b)) {
      boolean opposite = infinite(a) && infinite(b) && negative(a) != negative(b);
      return opposite ? invalidIf(true) : new Result(infinite(a) ? a : b, 0);
    }
    return sum(exact(a), negative(a), exact(b), negative(b), mode);
  }

  /// A zero has no sign as an exact number, so signs come apart.
  private Result sum(Exact a, boolean aNegative, Exact b, boolean bNegative, int mode) {
    Exact sum = a.plus(b);
    if (sum.numerator.signum() != 0) {
      return round(sum, mode);
    }
    return new Result(zero(aNegative == bNegative ? aNegative : mode == 2), 0);
  }

  Result subtract(long a, long b, int mode) {
    return add(a, negated(b), mode);
  }

  long negated(long a) {
    return a ^ zero(true);
  }

  Result multiply(long a, long b, int mode) {
    if (nan(a) || nan(b)) {
      return invalidIf(signaling(a) || signaling(b));
    }
    boolean negative = negative(a) != negative(b);
    if (infinite(a) || infinite(b)) {
      return zero(a) || zero(b) ? invalidIf(true) : new Result(infinity(negative), 0);
    }
    return zero(a) || zero(b)
        ? new Result(zero(negative), 0)
        : round(exact(a).times(exact(b)), mode);
  }

  Result multiplyAdd(long a, long b, long c, int mode) {
    boolean noProduct = infinite(a) && zero(b) || zero(a) && infinite(b);
    if (noProduct || nan(a) || nan(b) || nan(c)) {
      return invalidIf(noProduct || signaling(a) || signaling(b) || signaling(c));
    }
    boolean negative = negative(a) != negative(b);
    if (infinite(a) || infinite(b)) {
      boolean opposite = infinite(c) && negative(c) != negative;
      return opposite ? invalidIf(true) : new Result(infinity(negative), 0);
    }
    return infinite(c)
        ? new Result(c, 0)
        : sum(exact(a).times(exact(b)), negative, exact(c), negative(c), mode);
  }

  Result divide(long a, long b, int mode) {
    if (nan(a) || nan(b)) {
      return invalidIf(signaling(a) || signaling(b));
    }
    boolean negative = negative(a) != negative(b);
    if (infinite(a) && infinite(b) || zero(a) && zero(b)) {
      return invalidIf(true);
    }
    if (infinite(a) || zero(b)) {
      return new Result(infinity(negative), infinite(a) ? 0 : DZ);
    }
    return infinite(b) || zero(a)
        ? new Result(zero(negative), 0)
        : round(exact(a).by(exact(b)), mode);
  }

  Result squareRoot(long a, int mode) {
    if (nan(a)) {
      return invalidIf(signaling(a));
    }
    if (zero(a) || a == infinity(false)) {
      return new Result(a, 0);
    }
    return negative(a) ? invalidIf(true) : round(exact(a).root(), mode);
  }

  Result convert(ReferenceFloat from, long a, int mode) {
    if (from.nan(a)) {
      return invalidIf(from.signaling(a));
    }
    if (from.infinite(a)) {
      return new Result(infinity(from.negative(a)), 0);
    }
    return from.zero(a)
        ? new Result(zero(from.negative(a)), 0)
        : round(from.exact(a), mode);
  }

  Result fromInteger(BigInteger value, int mode) {
    return value.signum() == 0
        ? new Result(0, 0)
        : round(new Exact(value, 0, false), mode);
  }

  Result toInteger(long a, BigInteger lowest, BigInteger highest, int mode) {
    if (nan(a) || infinite(a)) {
      boolean low = infinite(a) && negative(a);
      return new Result((low ? lowest : highest).longValue(), NV);
    }
    BigInteger value = toUnits(exact(a), 0, mode);
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      return new Result((value.signum() < 0 ? lowest : highest).longValue(), NV);
    }
    boolean same = new Exact(value, 0, false).compareTo(exact(a)) == 0;
    return new Result(value.longValue(), same ? 0 : NX);
  }

  /// -1, 0 or 1 for two operands that are no NaNs.
  int compare(long a, long b) {
    return rank(a).compareTo(rank(b));
  }

  /// Infinities stand beyond every finite number.
  private Exact rank(long a) {
    return infinite(a)
        ? new Exact(BigInteger.valueOf(negative(a) ? -1 : 1), 2 * emax, false)
        : exact(a);
  }

  Result minimumOrMaximum(long a, long b, boolean minimum) {
    int flags = signaling(a) || signaling(b) ? NV : 0;
    if (nan(a) || nan(b)) {
      return new Result(nan(a) ? nan(b) ? quietNan() : b : a, flags);
    }
    int order = compare(a, b);
    boolean aIsLess = order < 0 || order == 0 && negative(a);
    return new Result(aIsLess == minimum ? a : b, flags);
  }

  long classify(long a) {
    if (nan(a)) {
      return signaling(a) ? 0x100 : 0x200;
    }
    boolean subnormal = storedExponent(a) == 0;
    if (negative(a)) {
      return infinite(a) ? 0x1 : zero(a) ? 0x8 : subnormal ? 0x4 : 0x2;
    }
    return infinite(a) ? 0x80 : zero(a) ? 0x10 : subnormal ? 0x20 : 0x40;
  }

  Result invalidIf(boolean invalid) {
    return new Result(quietNan(), invalid ? NV : 0);
  }

  /// Rounds a number other than zero (IEEE 754-2008, §4.3, §7.4, §7.5: tininess after rounding).
  Result round(Exact value, int mode) {
    boolean negative = value.numerator.signum() < 0;
    int leading = value.numerator.abs().bitLength() - 1 + value.exponent;
    int emin = 1 - emax;
    int unit = Math.max(leading, emin) - (precision - 1);
    BigInteger units = toUnits(value, unit, mode).abs();
    boolean same =
        !value.more && new Exact(units, unit, false).compareTo(absolute(value)) == 0;
    if (units.bitLength() + unit > emax + 1) {
      boolean finite = mode == 1 || mode == (negative ? 3 : 2);
      return new Result(infinity(negative) - (finite ? 1 : 0), OF | NX);
    }
    int free = leading - (precision - 1);
    boolean tiny = toUnits(value, free, mode).abs().bitLength() + free <= emin;
    int flags = same ? 0 : tiny ? NX | UF : NX;
    return new Result(zero(negative) | encode(units, unit), flags);
  }

  private static Exact absolute(Exact value) {
    return new Exact(value.numerator.abs(), value.exponent, value.more);
  }

  private long encode(BigInteger units, int unit) {
    boolean carried = units.bitLength() > precision;
    long significand = (carried ? units.shiftRight(1) : units).longValueExact();
    int exponent = unit + (carried ? 1 : 0) + precision - 1;
    boolean subnormal = significand < 1L << precision - 1;
    return subnormal
        ? significand
        : ((long) (exponent + emax) << precision - 1) + significand - (1L << precision - 1);
  }

  /// The number of units of 2^`unit` that is nearest in the sense of `mode`.
  private static BigInteger toUnits(Exact value, int unit, int mode) {
    // Two more bits below: the half, and whether there is anything else.
    int down = unit - 1 - value.exponent;
    BigInteger magnitude = value.numerator.abs();
    BigInteger halves = down >= 0 ? magnitude.shiftRight(down) : magnitude.shiftLeft(-down);
    boolean more = value.more || down > 0 && magnitude.getLowestSetBit() < down;
    more = more && value.numerator.signum() != 0;
    boolean half = halves.testBit(0);
    BigInteger units = halves.shiftRight(1);
    boolean negative = value.numerator.signum() < 0;
    boolean up =
        switch (mode) {
          case 0 -> half && (more || units.testBit(0));
          case 1 -> false;
          case 2 -> negative && (half || more);
          case 3 -> !negative && (half || more);
          case 4 -> half;
          default -> throw new IllegalArgumentException("mode " + mode);
        };
    BigInteger rounded = up ? units.add(BigInteger.ONE) : units;
    return negative ? rounded.negate() : rounded;
  }
}
