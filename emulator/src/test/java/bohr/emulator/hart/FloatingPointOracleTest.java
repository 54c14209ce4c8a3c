package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.hart.ReferenceFloat.Result;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every computation of F and D, with its flags, against [ReferenceFloat]: in all rounding modes,
/// with flags set before or not (which decides whether the host computes), on operands biased
/// towards what is special.
class FloatingPointOracleTest {

  private static final int CASES = 5_000;
  private static final int MANY_CASES = 250_000;
  private static final int INEXACT = 1;

  private final FloatingPoint unit = new FloatingPoint();
  private final long[] x = new long[33];

  static Stream<Instruction> computations() {
    return InstructionSet.ROWS.stream()
        .filter(row -> row.opcode() > LAST_FLOAT_ACCESS && row.opcode() <= LAST_FLOAT);
  }

  @ParameterizedTest
  @MethodSource("computations")
  void anInstructionComputesWhatExactArithmeticSays(Instruction row) {
    compare(row, 1, CASES);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("computations")
  void anInstructionComputesWhatExactArithmeticSaysInManyCases(Instruction row) {
    compare(row, 2, MANY_CASES);
  }

  private void compare(Instruction row, long seed, int cases) {
    Dice dice = new Dice(seed * 1000 + row.opcode());
    FloatDice floats = new FloatDice(dice);
    ReferenceFloat format = source(row.opcode());
    unit.writeStatus(1 << 13);
    for (int i = 0; i < cases; i++) {
      long a = floats.register(format);
      long b = related(floats, dice, format, a);
      long c = third(floats, dice, format, a, b);
      int mode = dice.next(5);
      int before = dice.next(4) == 0 ? dice.next(32) : dice.next(2) == 0 ? INEXACT : 0;
      long integer = dice.corner();
      Result expected = expected(row.opcode(), a, b, c, integer, mode);
      execute(row, a, b, c, integer, mode, before);
      String what =
          "%s %x %x %x %x mode %d flags %x"
              .formatted(row.mnemonic(), a, b, c, integer, mode, before);
      boolean toInteger = row.opcode() > LAST_FLOAT_TO_FLOAT
          && row.opcode() <= LAST_FLOAT_TO_INTEGER;
      long actual = toInteger ? x[10] : unit.f[10];
      assertEquals(hex(expected.bits()), hex(actual), what);
      assertEquals(before | expected.flags(), unit.flags(), what);
    }
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  private static long related(FloatDice floats, Dice dice, ReferenceFloat format, long a) {
    if (dice.next(2) == 0) {
      return floats.register(format);
    }
    long near = floats.near(format, unboxed(format, a));
    return format == ReferenceFloat.SINGLE ? FloatDice.box(near) : near;
  }

  /// The addend of a fused operation: often near to the product or to minus it.
  private static long third(
      FloatDice floats, Dice dice, ReferenceFloat format, long a, long b) {
    if (dice.next(3) == 0) {
      return floats.register(format);
    }
    long product = format.multiply(unboxed(format, a), unboxed(format, b), 0).bits();
    long near = floats.near(format, product);
    return format == ReferenceFloat.SINGLE ? FloatDice.box(near) : near;
  }

  private void execute(
      Instruction row, long a, long b, long c, long integer, int mode, int before) {
    unit.f[1] = a;
    unit.f[2] = b;
    unit.f[3] = c;
    x[1] = integer;
    int word = row.match() | 10 << 7 | 1 << 15;
    word |= (row.mask() >>> 20 & 31) == 0 ? 2 << 20 : 0;
    boolean rounds = (row.mask() & 0x7000) == 0;
    word |= row.format() == Format.F_R4_ROUNDED ? 3 << 27 : 0;
    boolean dynamic = rounds && (a & 1) == 0;
    word |= rounds ? (dynamic ? FloatingPoint.DYNAMIC : mode) << 12 : 0;
    unit.writeControl((dynamic ? mode : 7) << 5 | before);
    assertEquals(true, unit.execute(Decoded.decode(word), x, null), row.mnemonic());
  }

  private static ReferenceFloat source(int opcode) {
    boolean dbl = (opcode & 1) == 1;
    return opcode == FCVT_S_D || dbl && opcode != FCVT_D_S
        ? ReferenceFloat.DOUBLE
        : ReferenceFloat.SINGLE;
  }

  private static long unboxed(ReferenceFloat format, long register) {
    if (format == ReferenceFloat.DOUBLE) {
      return register;
    }
    return (int) (register >>> 32) == -1 ? register & 0xffff_ffffL : format.quietNan();
  }

  private static Result expected(
      int opcode, long first, long second, long third, long integer, int mode) {
    ReferenceFloat format = source(opcode);
    long a = unboxed(format, first);
    long b = unboxed(format, second);
    long c = unboxed(format, third);
    if (opcode > LAST_FLOAT_TO_INTEGER) {
      return boxed(opcode, fromInteger(opcode, format, integer, mode));
    }
    if (opcode <= FSQRT_D) {
      return boxed(opcode, arithmetic(opcode, format, a, b, c, mode));
    }
    return opcode <= LAST_FLOAT_TO_FLOAT
        ? boxed(opcode, selection(opcode, format, a, b, mode))
        : toInteger(opcode, format, first, a, b, mode);
  }

  private static Result boxed(int opcode, Result result) {
    return (opcode & 1) == 1 ? result : new Result(FloatDice.box(result.bits()), result.flags());
  }

  private static Result arithmetic(
      int opcode, ReferenceFloat format, long a, long b, long c, int mode) {
    return switch (opcode & ~1) {
      case FMADD_S -> format.multiplyAdd(a, b, c, mode);
      case FMSUB_S -> format.multiplyAdd(a, b, format.negated(c), mode);
      case FNMSUB_S -> format.multiplyAdd(format.negated(a), b, c, mode);
      case FNMADD_S -> format.multiplyAdd(format.negated(a), b, format.negated(c), mode);
      case FADD_S -> format.add(a, b, mode);
      case FSUB_S -> format.subtract(a, b, mode);
      case FMUL_S -> format.multiply(a, b, mode);
      case FDIV_S -> format.divide(a, b, mode);
      case FSQRT_S -> format.squareRoot(a, mode);
      default -> throw new AssertionError(opcode);
    };
  }

  private static Result selection(int opcode, ReferenceFloat format, long a, long b, int mode) {
    boolean negated = format.negative(a) != format.negative(b);
    return switch (opcode) {
      case FSGNJ_S, FSGNJ_D -> signed(format, a, format.negative(b));
      case FSGNJN_S, FSGNJN_D -> signed(format, a, !format.negative(b));
      case FSGNJX_S, FSGNJX_D -> signed(format, a, negated);
      case FMIN_S, FMIN_D -> format.minimumOrMaximum(a, b, true);
      case FMAX_S, FMAX_D -> format.minimumOrMaximum(a, b, false);
      case FCVT_S_D -> ReferenceFloat.SINGLE.convert(format, a, mode);
      case FCVT_D_S -> ReferenceFloat.DOUBLE.convert(format, a, mode);
      default -> throw new AssertionError(opcode);
    };
  }

  private static Result signed(ReferenceFloat format, long a, boolean negative) {
    return new Result(format.negative(a) == negative ? a : format.negated(a), 0);
  }

  private static Result toInteger(
      int opcode, ReferenceFloat format, long register, long a, long b, int mode) {
    return switch (opcode) {
      case FMV_X_W -> new Result((int) register, 0);
      case FMV_X_D -> new Result(register, 0);
      case FCLASS_S, FCLASS_D -> new Result(format.classify(a), 0);
      case FEQ_S, FEQ_D -> ordered(format, a, b, false, List.of(0));
      case FLT_S, FLT_D -> ordered(format, a, b, true, List.of(-1));
      case FLE_S, FLE_D -> ordered(format, a, b, true, List.of(-1, 0));
      case FCVT_W_S, FCVT_W_D -> integer(format, a, true, 31, mode);
      case FCVT_WU_S, FCVT_WU_D -> integer(format, a, false, 32, mode);
      case FCVT_L_S, FCVT_L_D -> integer(format, a, true, 63, mode);
      case FCVT_LU_S, FCVT_LU_D -> integer(format, a, false, 64, mode);
      default -> throw new AssertionError(opcode);
    };
  }

  private static Result ordered(
      ReferenceFloat format, long a, long b, boolean signaling, List<Integer> wanted) {
    if (format.nan(a) || format.nan(b)) {
      boolean invalid = signaling || format.signaling(a) || format.signaling(b);
      return new Result(0, invalid ? 16 : 0);
    }
    return new Result(wanted.contains(format.compare(a, b)) ? 1 : 0, 0);
  }

  private static Result integer(
      ReferenceFloat format, long a, boolean signed, int bits, int mode) {
    BigInteger beyond = BigInteger.ONE.shiftLeft(bits);
    BigInteger lowest = signed ? beyond.negate() : BigInteger.ZERO;
    Result result = format.toInteger(a, lowest, beyond.subtract(BigInteger.ONE), mode);
    return bits <= 32 ? new Result((int) result.bits(), result.flags()) : result;
  }

  private static Result fromInteger(int opcode, ReferenceFloat format, long value, int mode) {
    return switch (opcode) {
      case FMV_W_X -> new Result(value & 0xffff_ffffL, 0);
      case FMV_D_X -> new Result(value, 0);
      case FCVT_S_W, FCVT_D_W -> format.fromInteger(BigInteger.valueOf((int) value), mode);
      case FCVT_S_WU, FCVT_D_WU ->
          format.fromInteger(BigInteger.valueOf(value & 0xffff_ffffL), mode);
      case FCVT_S_L, FCVT_D_L -> format.fromInteger(BigInteger.valueOf(value), mode);
      case FCVT_S_LU, FCVT_D_LU ->
          format.fromInteger(new BigInteger(Long.toUnsignedString(value)), mode);
      default -> throw new AssertionError(opcode);
    };
  }
}
