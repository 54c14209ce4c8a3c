package bohr.emulator.hart;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// mip, mie and mideleg: which interrupts are pending, for which mode, and which is first
/// (privileged ISA, §"Machine Interrupt (mip and mie) Registers"; AIA 1.0, chapter 5, with all
/// priorities read-only zero, so that the default order holds).
final class MajorInterrupts implements Stateful {

  private static final long SUPERVISOR_SOFTWARE = 1 << Hart.SUPERVISOR_SOFTWARE;
  private static final long SUPERVISOR_TIMER = 1 << Hart.SUPERVISOR_TIMER;
  private static final long SUPERVISOR_EXTERNAL = 1 << Hart.SUPERVISOR_EXTERNAL;
  private static final long SUPERVISOR =
      SUPERVISOR_SOFTWARE | SUPERVISOR_TIMER | SUPERVISOR_EXTERNAL;
  private static final long ALL =
      SUPERVISOR | 1 << Hart.SOFTWARE | 1 << Hart.TIMER | 1 << Hart.EXTERNAL;

  /// The first of several, from the left: external, software, timer, of machine mode first.
  private static final int[] ORDER = {
    Hart.EXTERNAL, Hart.SOFTWARE, Hart.TIMER,
    Hart.SUPERVISOR_EXTERNAL, Hart.SUPERVISOR_SOFTWARE, Hart.SUPERVISOR_TIMER
  };

  long mie;
  long mideleg;

  /// What hardware drives.
  private long wires;

  /// What software has written: the supervisor's interrupts only.
  private long written;

  private boolean timerIsWired;
  private final MachineStatus status;

  MajorInterrupts(MachineStatus status) {
    this.status = status;
  }

  void reset() {
    mie = 0;
    mideleg = 0;
    written = 0;
    timerIsWired = false;
    wires &= ~SUPERVISOR_TIMER;
  }

  void wire(int bit, boolean level) {
    wires = level ? wires | 1L << bit : wires & ~(1L << bit);
  }

  /// Whether STIP is stimecmp's or software's.
  void timerIsWired(boolean wired) {
    timerIsWired = wired;
  }

  long mip() {
    return wires | writable();
  }

  /// The bits that software has set, without wires: a read-modify-write of mip works on these, so
  /// that it does not freeze a SEIP that comes from outside.
  long writable() {
    return timerIsWired ? written & ~SUPERVISOR_TIMER : written;
  }

  void writeMip(long value) {
    long mask = timerIsWired ? SUPERVISOR & ~SUPERVISOR_TIMER : SUPERVISOR;
    written = written & ~mask | value & mask;
  }

  void writeMie(long value) {
    mie = value & ALL;
  }

  void writeMideleg(long value) {
    mideleg = value & SUPERVISOR;
  }

  long sip() {
    return mip() & mideleg;
  }

  /// Supervisor mode can change SSIP alone.
  void writeSip(long value) {
    long mask = mideleg & SUPERVISOR_SOFTWARE;
    written = written & ~mask | value & mask;
  }

  long sie() {
    return mie & mideleg;
  }

  void writeSie(long value) {
    mie = mie & ~mideleg | value & mideleg;
  }

  /// Whether an interrupt is pending and enabled in mie, so that a hart in wfi has to go on.
  boolean waiting() {
    return (mip() & mie) != 0;
  }

  /// Whether an interrupt could be taken, should one become pending.
  boolean interruptible() {
    return (mie & ~mideleg) != 0 && status.machineInterruptible()
        || (mie & mideleg) != 0 && status.supervisorInterruptible();
  }

  /// Whether an interrupt will be taken at this instruction boundary.
  boolean due() {
    return taken() != 0;
  }

  /// The number of the interrupt that will be taken, if one is due.
  int first() {
    return first(taken());
  }

  /// Interrupts of one mode: machine mode's come before those of supervisor mode.
  private long taken() {
    long pending = mip() & mie;
    long machine = pending & ~mideleg;
    if (machine != 0 && status.machineInterruptible()) {
      return machine;
    }
    return status.supervisorInterruptible() ? pending & mideleg : 0;
  }

  private static int first(long pending) {
    for (int bit : ORDER) {
      if ((pending >>> bit & 1) != 0) {
        return bit;
      }
    }
    return -1;
  }

  /// The value of mtopi. All priorities are read-only zero, so its priority field may be 1 always
  /// (AIA 1.0, §5.2.2).
  long machineTop() {
    return top(mip() & mie & ~mideleg);
  }

  /// The value of stopi.
  long supervisorTop() {
    return top(mip() & mie & mideleg);
  }

  private static long top(long pending) {
    return pending == 0 ? 0 : (long) first(pending) << 16 | 1;
  }

  /// What a person calls the interrupt of a bit.
  static String name(int bit) {
    return switch (bit) {
      case Hart.SOFTWARE -> "machine software";
      case Hart.TIMER -> "machine timer";
      case Hart.EXTERNAL -> "machine external";
      case Hart.SUPERVISOR_SOFTWARE -> "supervisor software";
      case Hart.SUPERVISOR_TIMER -> "supervisor timer";
      default -> "supervisor external";
    };
  }

  @Override
  public void walk(Walker walker) {
    mie = walker.value(mie);
    mideleg = walker.value(mideleg);
    wires = walker.value(wires);
    written = walker.value(written);
    timerIsWired = walker.value(timerIsWired);
  }
}
