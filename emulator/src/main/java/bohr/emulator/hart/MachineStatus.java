package bohr.emulator.hart;

import static bohr.emulator.hart.Privilege.*;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The hart's privilege mode and mstatus, of which sstatus is a part (privileged ISA, §"Machine
/// Status (mstatus and mstatush) Registers", §"Supervisor Status (sstatus) Register").
/// Little-endian in every mode; XLEN is 64 in every mode.
final class MachineStatus implements Stateful {

  private static final long SIE = 1 << 1;
  private static final long MIE = 1 << 3;
  private static final long SPIE = 1 << 5;
  private static final long MPIE = 1 << 7;
  private static final long SPP = 1 << 8;
  private static final int MPP_SHIFT = 11;
  private static final long MPP = 3 << MPP_SHIFT;
  private static final long MPRV = 1 << 17;
  private static final long SUM = 1 << 18;
  private static final long MXR = 1 << 19;
  private static final long TVM = 1 << 20;
  private static final long TW = 1 << 21;
  private static final long TSR = 1 << 22;

  /// UXL and SXL say 64 and cannot be changed.
  private static final long UXL = 2L << 32;

  private static final long SXL = 2L << 34;

  private static final long SUPERVISOR_WRITABLE = SIE | SPIE | SPP | SUM | MXR;
  private static final long MACHINE_WRITABLE =
      SUPERVISOR_WRITABLE | MIE | MPIE | MPP | MPRV | TVM | TW | TSR;

  private long bits;
  private int mode;

  /// Machine mode with interrupts disabled. MPP, which the specification leaves open, says that
  /// machine mode came before, so that a guest without other modes may MRET at any time.
  void reset() {
    mode = MACHINE;
    bits = MPP;
  }

  int mode() {
    return mode;
  }

  /// The mode with whose rights loads and stores are made (MPRV).
  int dataMode() {
    return (bits & MPRV) != 0 ? previousMode() : mode;
  }

  private int previousMode() {
    return (int) (bits & MPP) >> MPP_SHIFT;
  }

  boolean supervisorMayUseUserPages() {
    return (bits & SUM) != 0;
  }

  boolean executableIsReadable() {
    return (bits & MXR) != 0;
  }

  boolean trapsVirtualMemory() {
    return (bits & TVM) != 0;
  }

  boolean trapsWait() {
    return (bits & TW) != 0;
  }

  boolean trapsSupervisorReturn() {
    return (bits & TSR) != 0;
  }

  /// Whether interrupts for machine mode are taken now: always in lower modes.
  boolean machineInterruptible() {
    return mode < MACHINE || (bits & MIE) != 0;
  }

  /// Whether interrupts delegated to supervisor mode are taken now.
  boolean supervisorInterruptible() {
    return mode < SUPERVISOR || mode == SUPERVISOR && (bits & SIE) != 0;
  }

  long machine() {
    return bits | UXL | SXL;
  }

  /// MPP keeps its value if it is told to name a mode that does not exist.
  void writeMachine(long value) {
    long writable = (value & MPP) == 2 << MPP_SHIFT ? MACHINE_WRITABLE & ~MPP : MACHINE_WRITABLE;
    bits = bits & ~writable | value & writable;
  }

  long supervisor() {
    return bits & SUPERVISOR_WRITABLE | UXL;
  }

  void writeSupervisor(long value) {
    bits = bits & ~SUPERVISOR_WRITABLE | value & SUPERVISOR_WRITABLE;
  }

  /// Supervisor mode with everything else as after reset.
  void enterOperatingSystem() {
    mode = SUPERVISOR;
    bits &= ~MPP;
  }

  void enterMachine() {
    bits = moved(MIE, MPIE) & ~(MIE | MPP) | (long) mode << MPP_SHIFT;
    mode = MACHINE;
  }

  void enterSupervisor() {
    bits = moved(SIE, SPIE) & ~(SIE | SPP) | (mode == SUPERVISOR ? SPP : 0);
    mode = SUPERVISOR;
  }

  /// MRET. Afterwards MPP is the least privileged mode, and MPRV is gone below machine mode.
  void leaveMachine() {
    int previous = previousMode();
    bits = moved(MPIE, MIE) & ~MPP | MPIE;
    leaveTo(previous);
  }

  /// SRET.
  void leaveSupervisor() {
    int previous = (bits & SPP) != 0 ? SUPERVISOR : USER;
    bits = moved(SPIE, SIE) & ~SPP | SPIE;
    leaveTo(previous);
  }

  private void leaveTo(int previous) {
    mode = previous;
    if (mode != MACHINE) {
      bits &= ~MPRV;
    }
  }

  /// The bits with that of `from` copied to that of `to`.
  private long moved(long from, long to) {
    return (bits & from) != 0 ? bits | to : bits & ~to;
  }

  @Override
  public void walk(Walker walker) {
    bits = walker.value(bits);
    mode = walker.value(mode);
  }
}
