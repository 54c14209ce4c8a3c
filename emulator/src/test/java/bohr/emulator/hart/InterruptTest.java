package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptTest {

  private static final long RAM = Guest.RAM;
  private static final long ALL = 1 << Hart.SOFTWARE | 1 << Hart.TIMER | 1 << Hart.EXTERNAL;
  private static final long INTERRUPT = 1L << 63;

  private static Guest enabled(String... program) {
    Guest guest = Guest.of(program).withHandler("nop", "mret");
    guest.hart.csrs.interrupts.mie = ALL;
    guest.hart.csrs.writeMstatus(8);
    return guest;
  }

  @Test
  void takingAnInterruptIsAStepThatRetiresNothing() {
    Guest guest = enabled("nop", "nop").run(1);
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.run(1);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(RAM + 4, guest.hart.csrs.mepc);
    assertEquals(INTERRUPT | 7, guest.hart.csrs.mcause);
    assertEquals(0, guest.hart.csrs.mtval);
    assertEquals(1, guest.hart.retired());
    assertEquals(2, guest.clock.steps());
    assertEquals(List.of(), guest.events);
  }

  @Test
  void externalComesBeforeSoftwareBeforeTimer() {
    Guest guest = enabled("nop");
    for (int bit : new int[] {Hart.TIMER, Hart.SOFTWARE, Hart.EXTERNAL}) {
      guest.hart.setInterrupt(bit, true);
    }
    for (int expected : new int[] {Hart.EXTERNAL, Hart.SOFTWARE, Hart.TIMER}) {
      guest.run(1);
      assertEquals(INTERRUPT | expected, guest.hart.csrs.mcause);
      guest.hart.setInterrupt(expected, false);
      guest.hart.csrs.writeMstatus(8);
    }
  }

  @Test
  void vectorsAreFourBytesApart() {
    Guest guest = enabled("nop");
    guest.hart.csrs.mtvec = Guest.HANDLER | 1;
    guest.hart.setInterrupt(Hart.EXTERNAL, true);
    assertEquals(Guest.HANDLER + 44, guest.run(1).hart.pc());
  }

  @Test
  void anInterruptIsNotTakenWhileDisabledInMieOrMstatus() {
    Guest guest = enabled("nop", "nop", "nop");
    guest.hart.csrs.interrupts.mie = 0;
    guest.hart.setInterrupt(Hart.SOFTWARE, true);
    guest.run(1);
    guest.hart.csrs.interrupts.mie = ALL;
    guest.hart.csrs.writeMstatus(0);
    assertEquals(RAM + 8, guest.run(1).hart.pc());
  }

  @Test
  void enablingAnInterruptThatIsPendingTakesItBeforeTheNextInstruction() {
    Guest guest = Guest.of("csrsi mstatus,8", "li a0,1").withHandler("nop");
    guest.hart.csrs.interrupts.mie = ALL;
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.run(2);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(RAM + 4, guest.hart.csrs.mepc);
    assertEquals(0, guest.get("a0"));
  }

  @Test
  void aLevelThatStaysIsTakenAgainAfterMret() {
    Guest guest = enabled("nop");
    guest.hart.setInterrupt(Hart.SOFTWARE, true);
    guest.run(4);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(2, guest.hart.retired());
    guest.hart.setInterrupt(Hart.SOFTWARE, false);
    assertEquals(RAM + 4, guest.run(3).hart.pc());
  }

  @Test
  void theGuestSeesTheWiresInMipAndCannotDriveThem() {
    Guest guest = Guest.of("csrr a0,mip", "csrw mip,zero", "csrr a1,mip");
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.hart.setInterrupt(Hart.EXTERNAL, true);
    guest.run(3);
    assertEquals(1 << Hart.TIMER | 1 << Hart.EXTERNAL, guest.get("a0"));
    assertEquals(guest.get("a0"), guest.get("a1"));
  }

  @Test
  void wfiRetiresAndThenBlocksUntilAnInterruptThatIsEnabledInMie() {
    Guest guest = Guest.of("wfi", "nop");
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.BLOCKED, guest.hart.stopped());
    assertEquals(1, guest.hart.retired());
    guest.hart.setInterrupt(Hart.SOFTWARE, true);
    assertFalse(guest.roster.isEnabled(0));
    guest.hart.setInterrupt(Hart.TIMER, true);
    assertTrue(guest.roster.isEnabled(0), "whether or not mstatus lets it be taken");
    assertEquals(RAM + 8, guest.run(1).hart.pc());
  }

  @Test
  void anInterruptThatEndsWfiIsTakenBehindIt() {
    Guest guest = enabled("wfi", "nop").run(1);
    guest.hart.setInterrupt(Hart.EXTERNAL, true);
    guest.run(1);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(RAM + 4, guest.hart.csrs.mepc);
  }

  @Test
  void wfiWithSomethingPendingYieldsAndGoesOn() {
    Guest guest = Guest.of("wfi", "nop");
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    guest.hart.setInterrupt(Hart.TIMER, true);
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.YIELDED, guest.hart.stopped());
    assertTrue(guest.roster.isEnabled(0));
  }

  @Test
  void aHartThatNobodyHasResetIsNotWokenByAWire() {
    Guest guest = Guest.of("nop");
    guest.roster.disable(0);
    guest.hart.csrs.interrupts.mie = ALL;
    guest.hart.setInterrupt(Hart.TIMER, true);
    assertFalse(guest.roster.isEnabled(0));
  }

  @Test
  void aHartOnceWokenStaysAwakeThoughTheInterruptIsTakenBack() {
    Guest guest = Guest.of("wfi", "wfi");
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    guest.run(1);
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.hart.setInterrupt(Hart.TIMER, false);
    assertTrue(guest.roster.isEnabled(0), "it has been woken");
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.BLOCKED, guest.hart.stopped());
  }
}
