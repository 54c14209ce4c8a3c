package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusAccessTest {

  private static final long DEVICE = 0x4000_0000L;

  @ParameterizedTest
  @CsvSource({
    "lb, load1, ffffffffffffff88", "lh, load2, ffffffffffff8788", "lw, load4, ffffffff85868788",
    "ld, load8, 8182838485868788", "lbu, load1, 88", "lhu, load2, 8788", "lwu, load4, 85868788"
  })
  void aLoadExtendsWhatTheBusGives(String mnemonic, String access, String expected) {
    Guest guest = Guest.of(mnemonic + " a0,8(a1)").set("a1", DEVICE);
    guest.bus.value = 0x8182838485868788L;
    guest.run(1);
    assertEquals(expected, Long.toHexString(guest.get("a0")));
    assertEquals(List.of(access + " 40000008"), guest.bus.log);
  }

  @ParameterizedTest
  @CsvSource({
    "sb, store1, 88", "sh, store2, 8788", "sw, store4, 85868788", "sd, store8, 8182838485868788"
  })
  void aStoreGivesTheBusOnlyItsBytes(String mnemonic, String access, String expected) {
    Guest guest = Guest.of(mnemonic + " a0,-8(a1)");
    guest.set("a0", 0x8182838485868788L).set("a1", DEVICE).run(1);
    assertEquals(List.of(access + " 3ffffff8 " + expected), guest.bus.log);
  }

  @Test
  void aPendingAccessStaysAtItsInstructionAndRetiresOnce() {
    Guest guest = Guest.of("lw a0,0(a1)", "csrr a2,minstret", "csrr a3,mcycle");
    guest.set("a1", DEVICE);
    guest.bus.delay = 3;
    guest.bus.value = 5;
    guest.run(3);
    assertEquals(Guest.RAM, guest.hart.pc());
    assertEquals(0, guest.hart.retired());
    assertEquals("lw a0,0(a1) (pending)", guest.hart.describe());
    guest.run(3);
    assertEquals(5, guest.get("a0"));
    assertEquals(1, guest.get("a2"));
    assertEquals(5, guest.get("a3"));
    assertEquals(List.of("load4 40000000", "resume", "resume", "resume"), guest.bus.log);
  }

  @Test
  void everyStepOnTheBusEndsTheSlice() {
    Guest guest = Guest.of("nop", "lw a0,0(a1)", "nop", "nop").set("a1", DEVICE);
    guest.bus.delay = 1;
    assertEquals(2, guest.hart.perform(100, Chooser.STRONGEST));
    assertEquals(StopReason.LIMIT, guest.hart.stopped());
    assertEquals(1, guest.hart.perform(100, Chooser.STRONGEST));
    assertEquals(2, guest.hart.perform(2, Chooser.STRONGEST));
  }

  @Test
  void theBusMayBlockTheHartInTheMiddleOfAnAccess() {
    Guest guest = Guest.of("sw a0,0(a1)", "nop").set("a1", DEVICE);
    guest.bus.delay = 1;
    guest.bus.whenCalled = () -> guest.roster.disable(0);
    assertEquals(1, guest.hart.perform(100, Chooser.STRONGEST));
    assertEquals(StopReason.BLOCKED, guest.hart.stopped());
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    guest.hart.setInterrupt(Hart.TIMER, true);
    assertFalse(guest.roster.isEnabled(0), "an interrupt does not end the wait for a lock");
  }

  @Test
  void anAccessThatNobodyAnswersFaults() {
    Guest guest = Guest.of("lw a0,4(a1)", "nop").withHandler("sw a0,8(a1)");
    guest.set("a0", 7).set("a1", StubBus.NOBODY).run(2);
    assertEquals(
        List.of(
            "load access fault at 80000000: 1004", "store/AMO access fault at 80008000: 1008"),
        guest.events);
    assertEquals(7, guest.get("a0"));
    assertEquals(0, guest.hart.retired());
  }

  @Test
  void aFaultAfterSeveralStepsIsTakenAtTheLast() {
    Guest guest = Guest.of("lw a0,4(a1)").withHandler("nop").set("a1", StubBus.NOBODY);
    guest.bus.delay = 2;
    guest.run(2);
    assertEquals(List.of(), guest.events);
    guest.run(2);
    assertEquals(List.of("load access fault at 80000000: 1004"), guest.events);
    assertEquals(Guest.HANDLER + 4, guest.hart.pc());
  }

  @Test
  void misalignedAccessesOutsideRamTrapBeforeTheBusHearsOfThem() {
    Guest guest = Guest.of("lw a0,2(a1)").withHandler("sd a0,4(a1)").set("a1", DEVICE).run(2);
    assertEquals(
        List.of(
            "load address misaligned at 80000000: 40000002",
            "store/AMO address misaligned at 80008000: 40000004"),
        guest.events);
    assertEquals(List.of(), guest.bus.log);
  }

  @Test
  void anInterruptWaitsUntilThePendingAccessIsComplete() {
    Guest guest = Guest.of("lw a0,0(a1)", "nop").withHandler("nop").set("a1", DEVICE);
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    guest.hart.csrs.writeMstatus(8);
    guest.bus.delay = 2;
    guest.run(1);
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.run(2);
    assertEquals(Guest.RAM + 4, guest.hart.pc());
    assertEquals(Guest.HANDLER, guest.run(1).hart.pc());
    assertEquals(Guest.RAM + 4, guest.hart.csrs.mepc);
  }

  @Test
  void anAccessInProgressIsNotChangedByAStoreToItsInstruction() {
    Guest guest = Guest.of("lw a0,0(a1)", "nop").set("a1", DEVICE);
    guest.bus.delay = 1;
    guest.bus.value = 9;
    guest.run(1).program(Guest.RAM, "li a0,1");
    assertEquals("lw a0,0(a1) (pending)", guest.hart.describe());
    assertEquals(9, guest.run(1).get("a0"));
  }
}
