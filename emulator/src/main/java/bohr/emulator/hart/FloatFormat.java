package bohr.emulator.hart;

/// The binary interchange formats of IEEE 754-2008 that F and D compute with, and how their numbers
/// are taken apart. A number is its encoding in the low bits of a long, the rest of which is zero.
///
/// A finite number other than zero is taken apart into sign, *exponent* and *significand*: its
/// magnitude is `significand / 2^63 * 2^exponent`, where the significand is an unsigned long with
/// its top bit set. So subnormal numbers are like all others.
enum FloatFormat {
  SINGLE(8, 23),
  DOUBLE(11, 52);

  /// How many bits of the significand are stored.
  final int fractionBits;

  /// The largest exponent of a finite number, which is also the bias of the stored one.
  final int maxExponent;

  /// The smallest exponent of a normal number.
  final int minExponent;

  final long sign;

  /// The encoding of +∞; that of the largest finite number is one less.
  final long infinity;

  /// The NaN that every operation gives (unprivileged ISA, §"NaN Generation and Propagation").
  final long canonicalNan;

  /// Clear in a signaling NaN.
  private final long quiet;

  FloatFormat(int exponentBits, int fractionBits) {
    this.fractionBits = fractionBits;
    maxExponent = (1 << exponentBits - 1) - 1;
    minExponent = 1 - maxExponent;
    sign = 1L << exponentBits + fractionBits;
    quiet = 1L << fractionBits - 1;
    infinity = sign - (1L << fractionBits);
    canonicalNan = infinity | quiet;
  }

  /// The format that an opcode of F and D is about.
  static FloatFormat of(int opcode) {
    return (opcode & 1) == 0 ? SINGLE : DOUBLE;
  }

  boolean isNegative(long a) {
    return (a & sign) != 0;
  }

  boolean isNan(long a) {
    return (a & ~sign) > infinity;
  }

  boolean isSignalingNan(long a) {
    return isNan(a) && (a & quiet) == 0;
  }

  boolean isInfinite(long a) {
    return (a & ~sign) == infinity;
  }

  boolean isZero(long a) {
    return (a & ~sign) == 0;
  }

  /// Whether it is a finite number other than zero below the normal ones.
  boolean isSubnormal(long a) {
    return !isZero(a) && storedExponent(a) == 0;
  }

  /// The zero of the given sign.
  long zero(boolean negative) {
    return negative ? sign : 0;
  }

  /// The exponent of a finite number other than zero.
  int exponent(long a) {
    int stored = storedExponent(a);
    return stored != 0
        ? stored - maxExponent
        : minExponent + unstoredBits() - Long.numberOfLeadingZeros(a & ~sign);
  }

  /// The significand of a finite number other than zero.
  long significand(long a) {
    long fraction = a & (1L << fractionBits) - 1;
    return storedExponent(a) != 0
        ? (fraction | 1L << fractionBits) << unstoredBits()
        : fraction << Long.numberOfLeadingZeros(fraction);
  }

  /// How many bits at the low end of a significand have no place in the encoding.
  int unstoredBits() {
    return 63 - fractionBits;
  }

  private int storedExponent(long a) {
    return (int) ((a & infinity) >>> fractionBits);
  }
}
