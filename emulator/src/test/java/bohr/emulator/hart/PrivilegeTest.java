package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivilegeTest {

  private static final long RAM = Guest.RAM;
  private static final long INTERRUPT = 1L << 63;
  private static final long SIE = 1 << 1;
  private static final long SPIE = 1 << 5;
  private static final long SPP = 1 << 8;

  @ParameterizedTest
  @CsvSource({"0, 8", "1, 9", "3, 11"})
  void anEnvironmentCallSaysWhichModeMadeIt(int mode, int cause) {
    Guest guest = mode == 3 ? Guest.of("ecall").withHandler("nop")
        : (mode == 1 ? Supervisor.of("ecall") : Supervisor.user("ecall")).guest;
    guest.run(1);
    assertEquals(cause, guest.hart.csrs.mcause);
    assertEquals(mode, guest.hart.csrs.mstatus() >> 11 & 3);
    assertEquals(Privilege.MACHINE, guest.hart.csrs.status.mode());
  }

  @ParameterizedTest
  @CsvSource({"ecall, 8, 0", "ebreak, 3, 80000000", ".half 0, 2, 0", "ld a0|0(a1), 5, 1000"})
  void aDelegatedExceptionOfUserModeIsTheSupervisors(String line, int cause, String value) {
    Supervisor user = Supervisor.user(line.replace('|', ',')).delegate(cause);
    user.set("a1", StubBus.NOBODY).run(1);
    assertEquals(Privilege.SUPERVISOR, user.mode());
    assertEquals(Supervisor.HANDLER, user.guest.hart.pc());
    assertEquals(cause, user.csrs().scause);
    assertEquals(RAM, user.csrs().sepc);
    assertEquals(Long.parseLong(value, 16), user.csrs().stval);
    assertEquals(0, user.csrs().mcause);
    assertEquals(0, user.csrs().status.supervisor() & SPP);
  }

  @Test
  void aDelegatedExceptionOfMachineModeStaysThere() {
    Guest guest = Guest.of("ebreak").withHandler("nop");
    guest.hart.csrs.medeleg = ControlAndStatus.DELEGABLE;
    guest.run(1);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(Cause.BREAKPOINT, guest.hart.csrs.mcause);
  }

  @Test
  void theCallFromMachineModeCannotBeDelegated() {
    Guest guest = Guest.of("csrw medeleg,a0", "csrr a1,medeleg").set("a0", -1).run(2);
    assertEquals(0, guest.get("a1") >> 11 & 1);
  }

  @Test
  void aSupervisorTrapStacksAndSretUnstacks() {
    Supervisor supervisor = Supervisor.of("ebreak", "nop").delegate(Cause.BREAKPOINT);
    supervisor.guest.program(Supervisor.HANDLER, "sret");
    supervisor.csrs().status.writeSupervisor(SIE);
    supervisor.run(1);
    assertEquals(2L << 32 | SPIE | SPP, supervisor.csrs().status.supervisor());
    supervisor.run(1);
    assertEquals(2L << 32 | SIE | SPIE, supervisor.csrs().status.supervisor());
    assertEquals(RAM, supervisor.guest.hart.pc());
    assertEquals(Privilege.SUPERVISOR, supervisor.mode());
  }

  @Test
  void sretMayBeUsedInMachineModeAndClearsMprv() {
    Guest guest = Guest.of("csrw sepc,a0", "csrw mstatus,a1", "sret").set("a0", RAM);
    guest.set("a1", 1 << 17).run(3);
    assertEquals(Privilege.USER, guest.hart.csrs.status.mode());
    assertEquals(0, guest.hart.csrs.mstatus() >> 17 & 1);
  }

  @Test
  void mretToMachineModeKeepsMprvAndToOthersClearsIt() {
    long mprv = 1 << 17;
    Guest guest = Guest.of("csrw mepc,a0", "csrw mstatus,a1", "mret").set("a0", RAM);
    assertEquals(mprv, guest.set("a1", mprv | 3 << 11).run(3).hart.csrs.mstatus() & mprv);
    guest = Guest.of("csrw mepc,a0", "csrw mstatus,a1", "mret").set("a0", RAM);
    assertEquals(0, guest.set("a1", mprv | 1 << 11).run(3).hart.csrs.mstatus() & mprv);
  }

  @Test
  void mppKeepsItsValueWhenToldToNameAModeThatDoesNotExist() {
    Guest guest = Guest.of("csrw mstatus,a0", "csrw mstatus,a1", "csrr a2,mstatus");
    guest.set("a0", 1 << 11).set("a1", 2 << 11 | 8).run(3);
    assertEquals(0xaL << 32 | 1 << 11 | 8, guest.get("a2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mret", "csrr a0,mstatus", "csrw mscratch,a0", "csrr a0,mhartid"})
  void machineModesOwnIsIllegalForTheSupervisor(String line) {
    Supervisor supervisor = Supervisor.of(line).run(1);
    assertEquals(Cause.ILLEGAL_INSTRUCTION, supervisor.csrs().mcause);
    assertEquals(Assembler.word(RAM, line) & 0xffff_ffffL, supervisor.csrs().mtval);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sret", "wfi", "sfence.vma", "sinval.vma zero,zero", "sfence.w.inval",
        "sfence.inval.ir", "csrr a0,sstatus", "csrr a0,satp", "csrr a0,cycle", "csrr a0,time"})
  void theSupervisorsOwnIsIllegalForTheUser(String line) {
    assertEquals(Cause.ILLEGAL_INSTRUCTION, Supervisor.user(line).run(1).csrs().mcause);
  }

  /// A fence that names a page which the translation buffer knows was once taken for a CBO.
  @ParameterizedTest
  @ValueSource(strings = {"sfence.vma a1,zero", "sinval.vma a1,zero"})
  void theSupervisorsFenceIsIllegalForTheUserWhateverItNames(String line) {
    Supervisor user = Supervisor.user("ld a0,0(a1)", line).set("a1", Guest.DATA).run(2);
    assertEquals(Cause.ILLEGAL_INSTRUCTION, user.csrs().mcause);
    assertEquals(RAM + 4, user.csrs().mepc);
  }

  /// The first page of addresses may well be mapped to RAM, and be in the buffer.
  @Test
  void sretReturnsEvenIfTheFirstPageIsMapped() {
    Supervisor guest = Supervisor.paged(Supervisor.SV39, "ld a0,0(zero)", "sret");
    guest.map(0, Guest.DATA, Supervisor.ALL);
    guest.csrs().sepc = RAM + 0x100;
    assertEquals(RAM + 0x100, guest.run(2).guest.hart.pc());
  }

  @ParameterizedTest
  @CsvSource({
    "sret, 22", "wfi, 21", "sfence.vma, 20", "'sinval.vma a0,a1', 20", "'csrr a0,satp', 20",
    "'csrw satp,zero', 20"
  })
  void machineModeCanTrapWhatTheSupervisorDoes(String line, int bit) {
    Supervisor free = Supervisor.of(line, "nop").run(1);
    assertEquals("none", free.lastFault());
    assertEquals(1, free.guest.hart.retired());
    Supervisor trapped = Supervisor.of(line);
    trapped.csrs().writeMstatus(trapped.csrs().mstatus() | 1L << bit);
    assertEquals(Cause.ILLEGAL_INSTRUCTION, trapped.run(1).csrs().mcause);
    Guest machine = Guest.of(line);
    machine.hart.csrs.writeMstatus(machine.hart.csrs.mstatus() | 1L << bit);
    assertEquals(1, machine.run(1).hart.retired());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sfence.w.inval", "sfence.inval.ir"})
  void theOrderingHalvesOfSvinvalAreNotTrapped(String line) {
    Supervisor supervisor = Supervisor.of(line);
    supervisor.csrs().writeMstatus(supervisor.csrs().mstatus() | 1 << 20);
    assertEquals(1, supervisor.run(1).guest.hart.retired());
  }

  @ParameterizedTest
  @CsvSource({"cycle, 0", "time, 1", "instret, 2"})
  void countersAreShownAsMachineModeAndSupervisorAllow(String counter, int bit) {
    String read = "csrr a0," + counter;
    for (int allowed = 0; allowed < 4; allowed++) {
      for (int mode = 0; mode < 2; mode++) {
        Supervisor guest = mode == 1 ? Supervisor.of(read) : Supervisor.user(read);
        guest.csrs().mcounteren = (allowed & 1) << bit;
        guest.csrs().scounteren = allowed >> 1 << bit;
        boolean shown = (allowed & 1) != 0 && (mode == 1 || allowed >> 1 != 0);
        assertEquals(shown ? 1 : 0, guest.run(1).guest.hart.retired());
      }
    }
  }

  @Test
  void anInhibitedCounterStandsStillAndGoesOnWhereItStood() {
    Guest guest = Guest.of(
        "nop", "csrwi mcountinhibit,5", "csrr a0,mcycle", "csrr a1,minstret", "nop",
        "csrr a2,mcycle", "csrwi mcountinhibit,0", "csrr a3,mcycle", "csrr a4,minstret");
    guest.run(9);
    assertEquals(1, guest.get("a0"));
    assertEquals(1, guest.get("a1"));
    assertEquals(1, guest.get("a2"));
    assertEquals(1, guest.get("a3"));
    assertEquals(2, guest.get("a4"));
    assertEquals(9, guest.hart.retired());
  }

  @Test
  void anInhibitedCounterCanBeWritten() {
    Guest guest = Guest.of("csrwi mcountinhibit,1", "csrw mcycle,a1", "nop", "csrr a0,cycle");
    assertEquals(77, guest.set("a1", 77).run(4).get("a0"));
  }

  @Test
  void interruptsOfMachineModeComeBeforeTheSupervisors() {
    Supervisor supervisor = Supervisor.of("nop");
    supervisor.csrs().interrupts.mie = -1;
    supervisor.csrs().interrupts.mideleg = 1 << Hart.SUPERVISOR_EXTERNAL;
    supervisor.csrs().status.writeSupervisor(SIE);
    supervisor.guest.hart.setInterrupt(Hart.SUPERVISOR_EXTERNAL, true);
    supervisor.guest.hart.setInterrupt(Hart.TIMER, true);
    assertEquals("interrupt machine timer", supervisor.guest.hart.describe());
    assertEquals(INTERRUPT | Hart.TIMER, supervisor.run(1).csrs().mcause);
    assertEquals(0, supervisor.csrs().scause);
  }

  @Test
  void theOrderIsExternalSoftwareTimerMachineThenSupervisor() {
    Supervisor supervisor = Supervisor.user("nop");
    int[] order = {Hart.EXTERNAL, Hart.SOFTWARE, Hart.TIMER, Hart.SUPERVISOR_EXTERNAL,
      Hart.SUPERVISOR_SOFTWARE, Hart.SUPERVISOR_TIMER};
    supervisor.csrs().interrupts.mie = -1;
    for (int bit : order) {
      supervisor.guest.hart.setInterrupt(bit, true);
    }
    for (int bit : order) {
      supervisor.run(1);
      assertEquals(INTERRUPT | bit, supervisor.csrs().mcause);
      supervisor.guest.hart.setInterrupt(bit, false);
      supervisor.enter(Privilege.USER);
    }
  }

  @Test
  void aDelegatedInterruptIsTakenBelowTheSupervisorAndWithSieInIt() {
    for (int mode = 0; mode < 2; mode++) {
      for (long sie : new long[] {0, SIE}) {
        Supervisor guest = mode == 1 ? Supervisor.of("nop", "nop") : Supervisor.user("nop", "nop");
        guest.csrs().interrupts.mie = -1;
        guest.csrs().interrupts.writeMideleg(-1);
        guest.csrs().status.writeSupervisor(sie);
        guest.csrs().stvec = Supervisor.HANDLER | 1;
        guest.guest.hart.setInterrupt(Hart.SUPERVISOR_TIMER, true);
        guest.run(1);
        boolean taken = mode == 0 || sie != 0;
        assertEquals(taken ? Supervisor.HANDLER + 20 : RAM + 4, guest.guest.hart.pc());
        assertEquals(taken ? INTERRUPT | 5 : 0, guest.csrs().scause);
      }
    }
  }

  @Test
  void aDelegatedInterruptIsNeverTakenInMachineMode() {
    Guest guest = Guest.of("nop", "nop");
    guest.hart.csrs.interrupts.mie = -1;
    guest.hart.csrs.interrupts.writeMideleg(-1);
    guest.hart.csrs.writeMstatus(8 | SIE);
    guest.hart.setInterrupt(Hart.SUPERVISOR_EXTERNAL, true);
    assertEquals(RAM + 8, guest.run(2).hart.pc());
  }

  @Test
  void theSupervisorSeesDelegatedInterruptsOnlyAndChangesSsipOnly() {
    Supervisor supervisor = Supervisor.of(
        "csrr a0,sip", "csrw sip,a1", "csrr a2,sip", "csrw sie,a1", "csrr a3,sie");
    supervisor.csrs().interrupts.writeMideleg(1 << 1 | 1 << 5);
    supervisor.csrs().interrupts.writeMip(1 << 5 | 1 << 9);
    supervisor.set("a1", -1).run(5);
    assertEquals(1 << 5, supervisor.get("a0"));
    assertEquals(1 << 5 | 1 << 1, supervisor.get("a2"));
    assertEquals(1 << 5 | 1 << 1, supervisor.get("a3"));
    assertEquals(1 << 5 | 1 << 1, supervisor.csrs().interrupts.mie);
  }

  @Test
  void settingABitOfMipDoesNotFreezeTheExternalInterrupt() {
    Guest guest = Guest.of("csrsi mip,2", "csrr a0,mip", "csrr a1,mip");
    guest.hart.setInterrupt(Hart.SUPERVISOR_EXTERNAL, true);
    guest.run(2);
    assertEquals(1 << 9 | 1 << 1, guest.get("a0"));
    guest.hart.setInterrupt(Hart.SUPERVISOR_EXTERNAL, false);
    assertEquals(1 << 1, guest.run(1).get("a1"));
  }

  @Test
  void stimecmpDrivesTheSupervisorsTimerOnceItIsEnabled() {
    Guest guest = Guest.of(
        "csrw stimecmp,a1", "csrr a0,mip", "csrw menvcfg,a2", "csrr a3,mip", "csrw mip,zero",
        "csrr a4,mip");
    guest.set("a1", 0).set("a2", 1L << 63).run(6);
    assertEquals(0, guest.get("a0"));
    assertEquals(1 << 5, guest.get("a3"));
    assertEquals(1 << 5, guest.get("a4"));
    assertTrue(guest.clock.takeTimerSet());
    assertFalse(guest.clock.takeTimerSet());
  }

  @Test
  void aWriteToStimecmpEndsTheSliceSoThatTheMachineSeesTheDeadline() {
    Guest guest = Guest.of("csrw stimecmp,a1", "nop").set("a1", 5);
    guest.hart.csrs.writeMenvcfg(1L << 63);
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.LIMIT, guest.hart.stopped());
    assertEquals(5, guest.hart.timer().deadline());
    guest.clock.step(49);
    assertEquals(-1, guest.hart.timer().deadline());
    guest.hart.timer().update();
    assertEquals(1 << 5, guest.hart.csrs.interrupts.mip());
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false", "true, false, false", "false, true, false", "true, true, true"
  })
  void theSupervisorMaySetItsTimerIfMachineModeAllowsIt(boolean stce, boolean tm, boolean allowed) {
    Supervisor supervisor = Supervisor.of("csrw stimecmp,a1");
    supervisor.csrs().writeMenvcfg(stce ? 1L << 63 : 0);
    supervisor.csrs().mcounteren = tm ? 2 : 0;
    assertEquals(allowed ? 1 : 0, supervisor.run(1).guest.hart.retired());
  }

  @Test
  void wfiInSupervisorModeWakesForWhateverMieEnables() {
    Supervisor supervisor = Supervisor.of("wfi", "nop");
    supervisor.csrs().interrupts.mie = 1 << Hart.SUPERVISOR_SOFTWARE;
    supervisor.csrs().interrupts.writeMideleg(-1);
    supervisor.run(1);
    assertFalse(supervisor.guest.roster.isEnabled(0));
    supervisor.guest.hart.setInterrupt(Hart.SUPERVISOR_SOFTWARE, true);
    assertTrue(supervisor.guest.roster.isEnabled(0));
    assertEquals(RAM + 8, supervisor.run(1).guest.hart.pc(), "SIE is off");
  }

  @Test
  void satpIgnoresModesThatDoNotExist() {
    Guest guest = Guest.of("csrw satp,a0", "csrw satp,a1", "csrr a2,satp");
    guest.set("a0", 9L << 60 | 0xabcdL << 44 | 5).set("a1", 7L << 60 | 3).run(3);
    assertEquals(9L << 60 | 0xabcdL << 44 | 5, guest.get("a2"));
  }
}
