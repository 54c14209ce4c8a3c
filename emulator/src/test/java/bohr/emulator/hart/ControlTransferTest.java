package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTransferTest {

  private static final long RAM = Guest.RAM;

  @ParameterizedTest
  @CsvSource({
    "beq, 5, 5, true", "beq, 5, -5, false",
    "bne, 5, 5, false", "bne, 5, -5, true",
    "blt, -1, 0, true", "blt, 0, -1, false", "blt, 3, 3, false",
    "bge, -1, 0, false", "bge, 0, -1, true", "bge, 3, 3, true",
    "bltu, -1, 0, false", "bltu, 0, -1, true", "bltu, 3, 3, false",
    "bgeu, -1, 0, true", "bgeu, 0, -1, false", "bgeu, 3, 3, true"
  })
  void aBranchIsTakenWhenItsConditionHolds(String name, long first, long second, boolean taken) {
    Guest guest = Guest.of("nop", name + " a0,a1,0x80000104");
    guest.set("a0", first).set("a1", second).run(2);
    assertEquals(taken ? RAM + 0x104 : RAM + 8, guest.hart.pc());
  }

  @Test
  void aBranchReachesFourKibibytesBothWays() {
    Guest guest = Guest.of().program(RAM + 0x2000, "beqz zero,0x80001000");
    guest.hart.pc = RAM + 0x2000;
    assertEquals(RAM + 0x1000, guest.run(1).hart.pc());
    guest.program(RAM + 0x1000, "beqz zero,0x80001ffe");
    assertEquals(RAM + 0x1ffe, guest.run(1).hart.pc());
  }

  @Test
  void jalLinksAndJumps() {
    Guest guest = Guest.of("jal ra,0x80000800").program(RAM + 0x800, "j 0x80000010").run(1);
    assertEquals(RAM + 4, guest.get("ra"));
    assertEquals(RAM + 0x800, guest.hart.pc());
    assertEquals(RAM + 0x10, guest.run(1).hart.pc());
  }

  @Test
  void jalrClearsTheLowestBitOfItsTarget() {
    Guest guest = Guest.of("jalr a0,3(a1)").set("a1", RAM + 0x100).run(1);
    assertEquals(RAM + 0x102, guest.hart.pc());
    assertEquals(RAM + 4, guest.get("a0"));
  }

  @Test
  void aCompressedCallLinksTheAddressBehindIt() {
    Guest guest = Guest.of(".half 0x9582").set("a1", RAM + 0x100).run(1);
    assertEquals(RAM + 2, guest.get("ra"));
    assertEquals(RAM + 0x100, guest.hart.pc());
  }

  @Test
  void aTargetBetweenTwoWordsIsNotMisaligned() {
    Guest guest = Guest.of("j 0x80000006", ".half 0x0001", "li a0,7").run(2);
    assertEquals(7, guest.get("a0"));
  }

  @Test
  void aLoopTakesAsManyStepsAsItHasInstructions() {
    Guest guest = Guest.of("li a0,100", "again:", "addi a0,a0,-1", "bnez a0,again", "nop");
    guest.run(201);
    assertEquals(RAM + 12, guest.hart.pc());
    assertEquals(201, guest.hart.retired());
    assertEquals(201, guest.clock.steps());
  }
}
