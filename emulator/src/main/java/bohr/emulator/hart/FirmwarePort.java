package bohr.emulator.hart;

import bohr.emulator.hart.PageWalk.Outcome;
import bohr.emulator.ordering.Views;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What firmware does to a hart, here where it is not a program of the hart's own: a built-in SBI.
public final class FirmwarePort {

  private static final int A0 = 10;
  private static final int ECALL_BYTES = 4;

  private static final List<Csr> HELD = List.of(
      Csr.FCSR, Csr.STVEC, Csr.SCOUNTEREN, Csr.SENVCFG, Csr.SSCRATCH, Csr.SEPC, Csr.SCAUSE,
      Csr.STVAL, Csr.STIMECMP, Csr.SATP, Csr.MSTATUS, Csr.MEDELEG, Csr.MIDELEG, Csr.MIE,
      Csr.MTVEC, Csr.MCOUNTEREN, Csr.MENVCFG, Csr.MSCRATCH, Csr.MEPC, Csr.MCAUSE, Csr.MTVAL,
      Csr.MIP);

  private final Hart hart;

  FirmwarePort(Hart hart) {
    this.hart = hart;
  }

  /// Puts the hart into its reset state and disables it: it does nothing until it is started.
  public void resetStopped() {
    hart.reset(0, 0);
    hart.stop();
  }

  /// Has the hart go on from its reset state at `pc` in supervisor mode, as a firmware hands it
  /// over, with a0 = mhartid and a1 = `a1`.
  public void startSupervisor(long pc, long a1) {
    hart.reset(pc, a1);
    hart.csrs.enterOperatingSystem();
    hart.translation.select();
    hart.breakSlice();
  }

  /// The `ecall` at the pc returns with `a0`.
  public void completeCall(long a0) {
    hart.x[A0] = a0;
    hart.pc += ECALL_BYTES;
    hart.csrs.counters.retired++;
  }

  /// The privilege mode that the hart is in, in the words of the privileged ISA.
  public String mode() {
    return switch (hart.csrs.status.mode()) {
      case Privilege.USER -> "user";
      case Privilege.SUPERVISOR -> "supervisor";
      default -> "machine";
    };
  }

  /// Sets register x`register`, which is not x0.
  public void setX(int register, long value) {
    hart.x[register] = value;
  }

  /// Waits as `wfi` does.
  public void suspend() {
    hart.waitForInterrupt();
  }

  /// The CSRs that hold state of the hart's own, by name: no counters, and none that shows a part
  /// of another. Looking changes nothing.
  public SortedMap<String, Long> csrs() {
    SortedMap<String, Long> values = new TreeMap<>();
    HELD.forEach(csr -> values.put(csr.mnemonic(), csr.read(hart.csrs)));
    return values;
  }

  /// What a person calls the interrupt of a bit of mip, as [Hart#describe()] does.
  public static String interruptName(int bit) {
    return MajorInterrupts.name(bit);
  }

  /// The interrupts that are pending, as mip has them: a bit for each, numbered as in [Hart].
  public long pendingInterrupts() {
    return hart.csrs.interrupts.mip();
  }

  /// Whether it waits for an interrupt.
  public boolean isWaiting() {
    return hart.isWaiting();
  }

  /// Sets the tick from which on the supervisor's timer interrupt is pending.
  public void setSupervisorTimer(long tick) {
    hart.csrs.writeStimecmp(tick);
    hart.wakeIfInterrupted();
  }

  /// Sets SSIP.
  public void raiseSupervisorSoftware() {
    MajorInterrupts interrupts = hart.csrs.interrupts;
    interrupts.writeMip(interrupts.writable() | 1 << Hart.SUPERVISOR_SOFTWARE);
    hart.wakeIfInterrupted();
  }

  /// Where a load from `address` would go, as the hart stands; -1 if it would fault.
  public long physical(long address) {
    Outcome outcome = hart.translation.locate(address, 1, Purpose.READ);
    boolean found = outcome == Outcome.DONE || outcome == Outcome.UPDATE;
    return found ? hart.translation.physical : -1;
  }

  /// The interrupts that are pending: mip.
  public long pending() {
    return hart.csrs.interrupts.mip();
  }

  /// The hart's views, in the order of [Views#NAMES]; none unless memory is weak.
  public int[] views() {
    return hart.weak == null ? new int[0] : hart.weak.views.frontiers();
  }
}
