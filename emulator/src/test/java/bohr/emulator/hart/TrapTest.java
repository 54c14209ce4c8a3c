package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapTest {

  private static final long RAM = Guest.RAM;
  private static final long MIE = 1 << 3;
  private static final long MPIE = 1 << 7;

  /// 64 bits in user and supervisor mode.
  private static final long UXL_SXL = 0xaL << 32;

  @ParameterizedTest
  @CsvSource({
    "ecall, 11, 0", "ebreak, 3, 80000000", ".half 0x9002, 3, 80000000", ".half 0x0000, 2, 0",
    ".word 0xffffffff, 2, ffffffff", ".half 0x8002, 2, 8002", ".word 0x10300073, 2, 10300073"
  })
  void anExceptionSaysWhatHappenedAndWhere(String instruction, int cause, String value) {
    Guest guest = Guest.of(instruction).withHandler("nop").run(1);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(cause, guest.hart.csrs.mcause);
    assertEquals(RAM, guest.hart.csrs.mepc);
    assertEquals(Long.parseUnsignedLong(value, 16), guest.hart.csrs.mtval);
    assertEquals(0, guest.hart.retired());
    assertEquals(1, guest.clock.steps());
    assertEquals(1, guest.events.size());
  }

  @Test
  void exceptionsIgnoreTheVectors() {
    Guest guest = Guest.of("ecall");
    guest.hart.csrs.mtvec = Guest.HANDLER | 1;
    assertEquals(Guest.HANDLER, guest.run(1).hart.pc());
  }

  @Test
  void fetchingOutsideRamFaults() {
    Guest guest = Guest.of("jr a0").withHandler("nop").set("a0", 0x1000).run(2);
    assertEquals(List.of("instruction access fault at 1000: 1000"), guest.events);
    assertEquals(0x1000, guest.hart.csrs.mepc);
  }

  @Test
  void anInstructionThatReachesBeyondRamFaultsAtItsSecondHalf() {
    long last = RAM + Guest.RAM_BYTES - 2;
    Guest guest = Guest.of().program(last, ".half 0x0013").withHandler("nop").set("a0", last);
    guest.program(RAM, "jr a0").run(2);
    assertEquals(List.of("instruction access fault at 8000fffe: 80010000"), guest.events);
    assertEquals(last, guest.hart.csrs.mepc);
  }

  @Test
  void aCompressedInstructionMayBeTheLastOfRam() {
    long last = RAM + Guest.RAM_BYTES - 2;
    Guest guest = Guest.of("jr a0").program(last, ".half 0x4505").withHandler("nop");
    guest.set("a0", last).run(3);
    assertEquals(1, guest.get("a0"));
    assertEquals(List.of("instruction access fault at 80010000: 80010000"), guest.events);
  }

  @Test
  void branchesOutOfRamFaultAtTheirTarget() {
    Guest guest = Guest.of("j 0x7ffffffc").withHandler("nop").run(2);
    assertEquals(List.of("instruction access fault at 7ffffffc: 7ffffffc"), guest.events);
  }

  @Test
  void aTrapStacksTheInterruptEnableAndMretUnstacksIt() {
    Guest guest = Guest.of("ecall").withHandler("mret");
    guest.hart.csrs.writeMstatus(MIE);
    guest.run(1);
    assertEquals(UXL_SXL | MPIE | 0x1800, guest.hart.csrs.mstatus());
    guest.run(1);
    assertEquals(UXL_SXL | MIE | MPIE, guest.hart.csrs.mstatus());
    assertEquals(RAM, guest.hart.pc());
  }

  @Test
  void aTrapInAHandlerLosesTheFirstUnlessItWasSaved() {
    Guest guest = Guest.of("ecall").withHandler("ebreak");
    guest.hart.csrs.writeMstatus(MIE);
    guest.run(2);
    assertEquals(Guest.HANDLER, guest.hart.csrs.mepc);
    assertEquals(Cause.BREAKPOINT, guest.hart.csrs.mcause);
    assertEquals(UXL_SXL | 0x1800, guest.hart.csrs.mstatus());
  }

  @Test
  void aNestedTrapReturnsWhereItCameFrom() {
    Guest guest = Guest.of("ecall", "li s0,1");
    guest.withHandler(
        "bnez s1,inner",
        "li s1,1",
        "csrr s2,mepc",
        "csrr s3,mstatus",
        "ebreak",
        "addi s2,s2,4",
        "csrw mepc,s2",
        "csrw mstatus,s3",
        "mret",
        "inner:",
        "csrr t0,mepc",
        "addi t0,t0,4",
        "csrw mepc,t0",
        "mret");
    guest.run(16);
    assertEquals(1, guest.get("s0"));
    assertEquals(List.of(
        "environment call from M-mode at 80000000: 0", "breakpoint at 80008010: 80008010"),
        guest.events);
  }

  @Test
  void theGuestPortHearsOfAnExceptionWhenTheCsrsAreSet() {
    Guest guest = Guest.of("nop", ".word 0xffffffff").withHandler("nop").run(2);
    assertEquals(List.of("illegal instruction at 80000004: ffffffff"), guest.events);
  }

  @Test
  void resetGoesBackToTheBeginning() {
    Guest guest = Guest.of("lr.w a0,(a2)", "csrw mscratch,a2", "nop").set("a2", Guest.DATA).run(3);
    guest.hart.reset(RAM, 77);
    assertEquals(RAM, guest.hart.pc());
    assertEquals(0, guest.get("a0"));
    assertEquals(77, guest.get("a1"));
    assertEquals(0, guest.get("a2"));
    assertEquals(0, guest.hart.retired());
    assertEquals(0, guest.hart.csrs.mscratch);
    guest.program(RAM, "sc.w a0,a1,(a2)").set("a2", Guest.DATA).run(1);
    assertEquals(1, guest.get("a0"));
  }
}
