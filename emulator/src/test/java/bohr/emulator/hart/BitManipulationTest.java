package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Zba, Zbb, Zbs and Zicond: corners by hand, and everything against definitions bit by bit.
class BitManipulationTest {

  private static final long WORD = 0xffff_ffffL;

  @ParameterizedTest
  @CsvSource({
    "clz, 0, 0, 40", "clz, 1, 0, 3f", "clz, 8000000000000000, 0, 0", "clzw, 0, 0, 20",
    "clzw, ffffffff00000000, 0, 20", "clzw, 180000000, 0, 0", "ctz, 0, 0, 40",
    "ctz, 8000000000000000, 0, 3f", "ctzw, 0, 0, 20", "ctzw, 100000000, 0, 20", "cpop, 0, 0, 0",
    "cpop, ffffffffffffffff, 0, 40", "cpopw, ffffffffffffffff, 0, 20",
    "sext.b, 80, 0, ffffffffffffff80", "sext.h, 18000, 0, ffffffffffff8000",
    "zext.h, ffffffffffff8000, 0, 8000", "rev8, 102030405060708, 0, 807060504030201",
    "orc.b, 80000100ff001000, 0, ff00ff00ff00ff00", "add.uw, ffffffff80000000, 1, 80000001",
    "sh1add, 8000000000000001, 3, 5", "sh3add.uw, ffffffffffffffff, 1, 7fffffff9",
    "rol, 8000000000000000, 41, 1", "rolw, 80000000, 21, 1", "ror, 1, 1, 8000000000000000",
    "rorw, 1, 1, ffffffff80000000", "max, ffffffffffffffff, 1, 1",
    "maxu, ffffffffffffffff, 1, ffffffffffffffff", "min, ffffffffffffffff, 1, ffffffffffffffff",
    "minu, ffffffffffffffff, 1, 1", "bset, 0, 7f, 8000000000000000", "bclr, 3, 40, 2",
    "binv, 3, ff, 8000000000000003", "bext, 8000000000000000, 3f, 1",
    "czero.eqz, 7, 0, 0", "czero.eqz, 7, 8000000000000000, 7",
    "czero.nez, 7, 0, 7", "czero.nez, 7, 8000000000000000, 0"
  })
  void anInstructionComputesItsResult(String mnemonic, String a, String b, String result) {
    boolean unary = mnemonic.matches("c(lz|tz|pop)w?|[sz]ext.[bh]|rev8|orc.b");
    Guest guest = Guest.of(mnemonic + (unary ? " a0,a1" : " a0,a1,a2"));
    guest.set("a1", hex(a)).set("a2", hex(b)).run(1);
    assertEquals(result, Long.toHexString(guest.get("a0")));
  }

  @ParameterizedTest
  @CsvSource({
    "slli.uw, ffffffff80000001, 32, 8000000100000000", "slli.uw, 1, 63, 8000000000000000",
    "rori, 1, 63, 2", "roriw, ffffffff00000001, 31, 2", "roriw, 1, 1, ffffffff80000000",
    "bseti, 0, 63, 8000000000000000", "bclri, 8000000000000001, 63, 1",
    "binvi, 0, 32, 100000000", "bexti, 100000000, 32, 1"
  })
  void anInstructionWithAnImmediateComputesItsResult(
      String mnemonic, String a, int immediate, String result) {
    Guest guest = Guest.of(mnemonic + " a0,a1," + immediate).set("a1", hex(a)).run(1);
    assertEquals(result, Long.toHexString(guest.get("a0")));
  }

  static Stream<Instruction> rows() {
    return InstructionSet.ROWS.stream()
        .filter(row -> row.opcode() > LAST_FLOAT && row.opcode() <= LAST_CONDITIONAL);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anInstructionComputesWhatItsDefinitionSays(Instruction row) {
    compare(row, 1, 5_000);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("rows")
  void anInstructionComputesWhatItsDefinitionSaysInManyCases(Instruction row) {
    compare(row, 2, 250_000);
  }

  private static void compare(Instruction row, long seed, int cases) {
    Dice dice = new Dice(1000 * seed + row.opcode());
    long[] x = new long[33];
    for (int i = 0; i < cases; i++) {
      long a = dice.corner();
      long b = dice.next(8) == 0 ? a : dice.corner();
      int word = row.match() | (int) dice.next() & ~row.mask();
      word = word & ~(31 << 15 | 31 << 7) | 11 << 15 | 10 << 7;
      boolean twoRegisters = row.format() == Format.R;
      word = twoRegisters ? word & ~(31 << 20) | 12 << 20 : word;
      x[11] = a;
      x[12] = b;
      long w = Decoded.decode(word);
      if (row.opcode() <= LAST_BIT_MANIPULATION) {
        BitManipulation.execute(w, x);
      } else {
        ConditionalOperations.execute(w, x);
      }
      long second = twoRegisters ? b : Decoded.immediate(w);
      String what = "%s %x %x".formatted(row.mnemonic(), a, second);
      assertEquals(Long.toHexString(definition(row.mnemonic(), a, second)),
          Long.toHexString(x[10]), what);
    }
  }

  private static long definition(String mnemonic, long a, long b) {
    int scale = mnemonic.startsWith("sh") ? 1 << mnemonic.charAt(2) - '0' : 1;
    return switch (mnemonic) {
      case "add.uw", "sh1add.uw", "sh2add.uw", "sh3add.uw" -> (a & WORD) * scale + b;
      case "sh1add", "sh2add", "sh3add" -> a * scale + b;
      case "slli.uw" -> shifted(a & WORD, (int) b);
      case "andn" -> a & (-1 - b);
      case "orn" -> a | (-1 - b);
      case "xnor" -> (a & b) + (-1 - (a | b));
      case "clz" -> countFrom(a, 63, -1, 64);
      case "clzw" -> countFrom(a, 31, -1, 32);
      case "ctz" -> countFrom(a, 0, 1, 64);
      case "ctzw" -> countFrom(a, 0, 1, 32);
      case "cpop" -> ones(a, 64);
      case "cpopw" -> ones(a, 32);
      case "max" -> a < b ? b : a;
      case "min" -> a < b ? a : b;
      case "maxu" -> a + Long.MIN_VALUE < b + Long.MIN_VALUE ? b : a;
      case "minu" -> a + Long.MIN_VALUE < b + Long.MIN_VALUE ? a : b;
      case "sext.b" -> a << 56 >> 56;
      case "sext.h" -> a << 48 >> 48;
      case "zext.h" -> a << 48 >>> 48;
      case "rol" -> rotated(a, (int) b & 63, 64);
      case "ror", "rori" -> rotated(a, -(int) b & 63, 64);
      case "rolw" -> (int) rotated(a, (int) b & 31, 32);
      case "rorw", "roriw" -> (int) rotated(a, -(int) b & 31, 32);
      case "orc.b" -> bytes(a, true);
      case "rev8" -> bytes(a, false);
      case "bclr", "bclri" -> bit(a, b) == 1 ? a - shifted(1, (int) b & 63) : a;
      case "bset", "bseti" -> bit(a, b) == 0 ? a + shifted(1, (int) b & 63) : a;
      case "binv", "binvi" ->
          bit(a, b) == 0 ? a + shifted(1, (int) b & 63) : a - shifted(1, (int) b & 63);
      case "bext", "bexti" -> bit(a, b);
      case "czero.eqz" -> b == 0 ? 0 : a;
      case "czero.nez" -> b != 0 ? 0 : a;
      default -> throw new AssertionError(mnemonic);
    };
  }

  private static long shifted(long a, int places) {
    long result = a;
    for (int i = 0; i < places; i++) {
      result += result;
    }
    return result;
  }

  private static int bit(long a, long number) {
    return (int) (a >>> (number & 63)) & 1;
  }

  private static int countFrom(long a, int start, int step, int width) {
    int count = 0;
    while (count < width && bit(a, start + (long) step * count) == 0) {
      count++;
    }
    return count;
  }

  private static int ones(long a, int width) {
    int count = 0;
    for (int i = 0; i < width; i++) {
      count += bit(a, i);
    }
    return count;
  }

  private static long rotated(long a, int left, int width) {
    long result = 0;
    for (int i = 0; i < width; i++) {
      result |= (long) bit(a, i) << (i + left) % width;
    }
    return result;
  }

  private static long bytes(long a, boolean combine) {
    long result = 0;
    for (int i = 0; i < 8; i++) {
      long value = a >>> 8 * i & 0xff;
      result |= combine ? (value == 0 ? 0 : 0xffL) << 8 * i : value << 56 - 8 * i;
    }
    return result;
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }
}
