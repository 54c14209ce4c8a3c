package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the instructions of RV64I and M compute, at the corners of their domains. The expected
/// values were worked out with integers of unlimited size, apart from the implementation.
class ComputationTest {

  @ParameterizedTest
  @CsvSource({
        "add, 0xffffffffffffffff, 0x1, 0x0",
        "add, 0x7fffffffffffffff, 0x1, 0x8000000000000000",
        "sub, 0x0, 0x1, 0xffffffffffffffff",
        "sub, 0x8000000000000000, 0x1, 0x7fffffffffffffff",
        "sll, 0x1, 0x3f, 0x8000000000000000",
        "sll, 0x1, 0x40, 0x1",
        "sll, 0x3, 0xffffffffffffffc1, 0x6",
        "slt, 0xffffffffffffffff, 0x0, 0x1",
        "slt, 0x0, 0xffffffffffffffff, 0x0",
        "slt, 0x5, 0x5, 0x0",
        "sltu, 0xffffffffffffffff, 0x0, 0x0",
        "sltu, 0x0, 0xffffffffffffffff, 0x1",
        "sltu, 0x5, 0x5, 0x0",
        "xor, 0xf0f0f0f0f0f0f0f0, 0xffffffffffffffff, 0xf0f0f0f0f0f0f0f",
        "srl, 0xffffffffffffffff, 0x3f, 0x1",
        "srl, 0x8000000000000000, 0x40, 0x8000000000000000",
        "srl, 0xffffffffffffffff, 0x4, 0xfffffffffffffff",
        "sra, 0x8000000000000000, 0x3f, 0xffffffffffffffff",
        "sra, 0x8000000000000000, 0x40, 0x8000000000000000",
        "sra, 0x8000000000000000, 0x4, 0xf800000000000000",
        "or, 0xf0, 0xf, 0xff",
        "and, 0xff, 0xf0f, 0xf",
        "addw, 0x7fffffff, 0x1, 0xffffffff80000000",
        "addw, 0x1ffffffff, 0x1, 0x0",
        "subw, 0x80000000, 0x1, 0x7fffffff",
        "subw, 0x0, 0x1, 0xffffffffffffffff",
        "sllw, 0x1, 0x1f, 0xffffffff80000000",
        "sllw, 0x1, 0x20, 0x1",
        "sllw, 0xffffffff80000001, 0x4, 0x10",
        "srlw, 0xffffffff80000000, 0x1f, 0x1",
        "srlw, 0xffffffff80000000, 0x20, 0xffffffff80000000",
        "srlw, 0xffffffff80000000, 0x4, 0x8000000",
        "sraw, 0x80000000, 0x1f, 0xffffffffffffffff",
        "sraw, 0x80000000, 0x20, 0xffffffff80000000",
        "sraw, 0x180000000, 0x4, 0xfffffffff8000000",
        "mul, 0x8000000000000000, 0xffffffffffffffff, 0x8000000000000000",
        "mul, 0x123456789abcdef, 0xfedcba987654321, 0x22236d88fe5618cf",
        "mulh, 0x8000000000000000, 0x8000000000000000, 0x4000000000000000",
        "mulh, 0xffffffffffffffff, 0xffffffffffffffff, 0x0",
        "mulh, 0x7fffffffffffffff, 0x8000000000000000, 0xc000000000000000",
        "mulhsu, 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff",
        "mulhsu, 0x8000000000000000, 0xffffffffffffffff, 0x8000000000000000",
        "mulhsu, 0xffffffffffffffff, 0x0, 0x0",
        "mulhsu, 0x5, 0xffffffffffffffff, 0x4",
        "mulhu, 0xffffffffffffffff, 0xffffffffffffffff, 0xfffffffffffffffe",
        "mulhu, 0x8000000000000000, 0x2, 0x1",
        "div, 0x7, 0xfffffffffffffffe, 0xfffffffffffffffd",
        "div, 0xfffffffffffffff9, 0x2, 0xfffffffffffffffd",
        "div, 0x5, 0x0, 0xffffffffffffffff",
        "div, 0x8000000000000000, 0xffffffffffffffff, 0x8000000000000000",
        "divu, 0xffffffffffffffff, 0x2, 0x7fffffffffffffff",
        "divu, 0x5, 0x0, 0xffffffffffffffff",
        "divu, 0x5, 0xffffffffffffffff, 0x0",
        "rem, 0x7, 0xfffffffffffffffe, 0x1",
        "rem, 0xfffffffffffffff9, 0x2, 0xffffffffffffffff",
        "rem, 0x5, 0x0, 0x5",
        "rem, 0x8000000000000000, 0xffffffffffffffff, 0x0",
        "remu, 0xffffffffffffffff, 0xa, 0x5",
        "remu, 0x5, 0x0, 0x5",
        "remu, 0x5, 0xffffffffffffffff, 0x5",
        "mulw, 0x80000000, 0xffffffffffffffff, 0xffffffff80000000",
        "mulw, 0x10001, 0x10001, 0x20001",
        "divw, 0xffffff80000000, 0xffffffffffffffff, 0xffffffff80000000",
        "divw, 0xfffffffffffffff9, 0x2, 0xfffffffffffffffd",
        "divw, 0x9, 0x100000000, 0xffffffffffffffff",
        "divuw, 0xffffffffffffffff, 0x2, 0x7fffffff",
        "divuw, 0x9, 0x100000000, 0xffffffffffffffff",
        "divuw, 0x100000009, 0x2, 0x4",
        "remw, 0x80000000, 0xffffffffffffffff, 0x0",
        "remw, 0xfffffffffffffff9, 0x2, 0xffffffffffffffff",
        "remw, 0x80000009, 0x0, 0xffffffff80000009",
        "remuw, 0xffffffffffffffff, 0xa, 0x5",
        "remuw, 0x80000009, 0x0, 0xffffffff80000009"
  })
  void anInstructionOnTwoRegistersComputesItsResult(
      String mnemonic, String first, String second, String result) {
    Guest guest = Guest.of(mnemonic + " a0,a1,a2").set("a1", hex(first)).set("a2", hex(second));
    assertEquals(hex(result), guest.run(1).get("a0"));
  }

  @ParameterizedTest
  @CsvSource({
        "addi, 0x5, -6, 0xffffffffffffffff",
        "addi, 0x7fffffffffffffff, 2047, 0x80000000000007fe",
        "addi, 0x0, -2048, 0xfffffffffffff800",
        "slti, 0xffffffffffffffff, 0, 0x1",
        "slti, 0xfffffffffffff800, -2047, 0x1",
        "slti, 0x0, -1, 0x0",
        "sltiu, 0x5, -1, 0x1",
        "sltiu, 0xffffffffffffffff, -1, 0x0",
        "sltiu, 0x0, 1, 0x1",
        "xori, 0xff, -1, 0xffffffffffffff00",
        "ori, 0x100, -2048, 0xfffffffffffff900",
        "andi, 0xffffffffffffffff, -2048, 0xfffffffffffff800",
        "andi, 0xffffffffffffffff, 2047, 0x7ff",
        "slli, 0x1, 63, 0x8000000000000000",
        "slli, 0xffffffffffffffff, 32, 0xffffffff00000000",
        "srli, 0xffffffffffffffff, 63, 0x1",
        "srli, 0x8000000000000000, 32, 0x80000000",
        "srai, 0x8000000000000000, 63, 0xffffffffffffffff",
        "srai, 0x8000000000000000, 32, 0xffffffff80000000",
        "addiw, 0x7fffffff, 1, 0xffffffff80000000",
        "addiw, 0x1ffffffff, 0, 0xffffffffffffffff",
        "slliw, 0x1, 31, 0xffffffff80000000",
        "slliw, 0xffffffffffffffff, 4, 0xfffffffffffffff0",
        "srliw, 0xffffffffffffffff, 31, 0x1",
        "srliw, 0xffffffffffffffff, 0, 0xffffffffffffffff",
        "srliw, 0xffffffff80000000, 4, 0x8000000",
        "sraiw, 0x80000000, 31, 0xffffffffffffffff",
        "sraiw, 0x80000000, 0, 0xffffffff80000000"
  })
  void anInstructionWithAnImmediateComputesItsResult(
      String mnemonic, String first, String immediate, String result) {
    Guest guest = Guest.of(mnemonic + " a0,a1," + immediate).set("a1", hex(first));
    assertEquals(hex(result), guest.run(1).get("a0"));
  }

  @Test
  void theUpperImmediateIsSignExtended() {
    assertEquals(0xffff_ffff_8000_0000L, Guest.of("lui a0,0x80000").run(1).get("a0"));
    assertEquals(0x7fff_f000L, Guest.of("lui a0,0x7ffff").run(1).get("a0"));
  }

  @Test
  void auipcAddsToItsOwnAddress() {
    assertEquals(Guest.RAM + 4 + 0x3000, Guest.of("nop", "auipc a0,0x3").run(2).get("a0"));
    assertEquals(Guest.RAM - 0x1000, Guest.of("auipc a0,0xfffff").run(1).get("a0"));
  }

  @Test
  void whatIsWrittenToX0IsGone() {
    Guest guest = Guest.of("addi zero,a1,5", "add a0,zero,zero", "lui zero,0x1", "mv a2,zero");
    guest.set("a1", 7).set("a0", 1).set("a2", 1).run(4);
    assertEquals(0, guest.hart.x(0));
    assertEquals(0, guest.get("a0"));
    assertEquals(0, guest.get("a2"));
  }

  @Test
  void anInstructionMayReadTheRegisterThatItWrites() {
    assertEquals(12, Guest.of("add a0,a0,a0").set("a0", 6).run(1).get("a0"));
    assertEquals(Guest.RAM + 4, Guest.of("jalr a0,0(a0)").set("a0", Guest.DATA).run(1).get("a0"));
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text.substring(2), 16);
  }
}
