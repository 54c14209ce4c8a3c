package bohr.emulator.hart;

/// Operands for floating-point instructions, as they are in registers: mostly what is special.
final class FloatDice {

  private final Dice dice;

  FloatDice(Dice dice) {
    this.dice = dice;
  }

  /// A number of the format in the low bits.
  long number(ReferenceFloat format) {
    int fractionBits = format.precision() - 1;
    long exponent = exponent(format.emax());
    long sign = format.zero(dice.next(2) == 0);
    return sign | exponent << fractionBits | fraction(fractionBits);
  }

  /// The register that holds a number; of singles, one in thirty is not boxed as it should be.
  long register(ReferenceFloat format) {
    long number = number(format);
    if (format == ReferenceFloat.DOUBLE) {
      return number;
    }
    return dice.next(30) == 0
        ? number | dice.oneOf(0L, 1L, 0x7fff_ffffL, dice.next()) << 32
        : box(number);
  }

  static long box(long single) {
    return single | 0xffff_ffffL << 32;
  }

  /// A number that has to do with `a`: the same, a neighbour, one that cancels it, one as far below
  /// as its last place; or nothing of that.
  long near(ReferenceFloat format, long a) {
    long one = 1L << format.precision() - 1;
    long mask = format.zero(true) | format.zero(true) - 1;
    long other =
        switch (dice.next(8)) {
          case 0 -> a;
          case 1 -> a + dice.next(5) - 2;
          case 2 -> format.negated(a);
          case 3 -> format.negated(a + dice.next(5) - 2);
          case 4 -> (a & -one) - one * (format.precision() + dice.next(5) - 3);
          case 5 -> format.negated(a & -one) - one * (format.precision() + dice.next(5) - 3);
          default -> number(format);
        };
    return other & mask;
  }

  private long exponent(int emax) {
    int largest = 2 * emax + 1;
    return switch (dice.next(10)) {
      case 0 -> 0;
      case 1 -> 1 + dice.next(3);
      case 2 -> largest;
      case 3 -> largest - 1 - dice.next(3);
      case 4, 5, 6 -> emax + dice.next(140) - 70 & largest;
      case 7 -> emax / 2 + dice.next(40) - 20;
      default -> dice.next(largest + 1);
    };
  }

  private long fraction(int bits) {
    long all = (1L << bits) - 1;
    long some =
        switch (dice.next(8)) {
          case 0 -> 0;
          case 1 -> all;
          case 2 -> 1L << dice.next(bits);
          case 3 -> all - (1L << dice.next(bits));
          case 4 -> -1L << dice.next(bits);
          case 5 -> (1L << dice.next(bits)) - 1;
          case 6 -> dice.next() << dice.next(bits);
          default -> dice.next();
        };
    return (some + (dice.next(4) == 0 ? dice.next(3) - 1 : 0)) & all;
  }
}
