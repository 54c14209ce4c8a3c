package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Clock;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The CSRs of one hart and the Zicsr instructions on them (unprivileged ISA, chapter "Zicsr").
/// What each register is called and what may be written to it are rows of [Csr].
final class ControlAndStatus implements Stateful {

  /// RV64 (MXL = 2) with A, C, D, F, I and M; writing it changes nothing.
  static final long MISA = 2L << 62 | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 5 | 1 << 8 | 1 << 12;

  /// The bits of mip and mie that exist.
  static final long INTERRUPTS = 1 << Hart.SOFTWARE | 1 << Hart.TIMER | 1 << Hart.EXTERNAL;

  private static final long MSTATUS_MIE = 1 << 3;
  private static final long MSTATUS_MPIE = 1 << 7;

  /// MPP reads as machine mode, the only one there is.
  private static final long MSTATUS_MPP = 3 << 11;

  private static final long INTERRUPT = 1L << 63;

  /// Numbers of miselect for the priorities of major interrupts (AIA 1.0, table 2.1).
  private static final int IPRIO_FIRST = 0x30;

  private static final int IPRIO_LAST = 0x3f;

  // What instructions write and read; see Csr.
  long mie;
  long mtvec;
  long mcounteren;
  long mscratch;
  long mepc;
  long mcause;
  long mtval;
  long mip;
  long miselect;

  /// Instructions retired since reset.
  long retired;

  /// F and D: their registers, CSRs and part of mstatus.
  final FloatingPoint floating = new FloatingPoint();

  /// Null if the hart has none.
  InterruptFile file;

  private boolean interruptsEnabled;
  private boolean interruptsWereEnabled;
  private long cycleOffset;
  private long instretOffset;
  private final int id;
  private final Clock clock;

  ControlAndStatus(int id, Clock clock) {
    this.id = id;
    this.clock = clock;
  }

  /// Everything as after power-on, except mip: its wires belong to those who drive them.
  void reset() {
    mie = 0;
    mtvec = 0;
    mcounteren = 0;
    mscratch = 0;
    mepc = 0;
    mcause = 0;
    mtval = 0;
    miselect = 0;
    retired = 0;
    floating.reset();
    interruptsEnabled = false;
    interruptsWereEnabled = false;
    cycleOffset = 0;
    instretOffset = 0;
  }

  /// Executes one of the six Zicsr instructions.
  ///
  /// @return false, with nothing done, if there is no such register or it cannot be written
  boolean execute(long w, long[] x) {
    int number = (int) Decoded.immediate(w);
    int opcode = Decoded.opcode(w);
    boolean writes = opcode == CSRRW || opcode == CSRRWI || Decoded.rs1(w) != 0;
    Csr csr = Csr.of(number);
    if (csr == null || writes && number >>> 10 == 3 || !exists(csr)) {
      return false;
    }
    long old = csr.reader.applyAsLong(this);
    if (writes && csr.writer != null) {
      long operand = opcode >= CSRRWI ? Decoded.rs1(w) : x[Decoded.rs1(w)];
      csr.writer.write(this, combine(opcode, old, operand));
    }
    x[Decoded.rd(w)] = old;
    return true;
  }

  private static long combine(int opcode, long old, long operand) {
    return switch (opcode) {
      case CSRRW, CSRRWI -> operand;
      case CSRRS, CSRRSI -> old | operand;
      case CSRRC, CSRRCI -> old & ~operand;
      default -> throw new AssertionError(opcode);
    };
  }

  private boolean exists(Csr csr) {
    if (csr.needsFloatingPoint()) {
      return !floating.isOff();
    }
    if (!csr.needsInterruptFile()) {
      return true;
    }
    return file != null && (csr != Csr.MIREG || selectsPriorities() || selectsFile());
  }

  /// Priorities of major interrupts: RV64 has the even ones, and they may be read-only zero.
  private boolean selectsPriorities() {
    return miselect >= IPRIO_FIRST && miselect <= IPRIO_LAST && (miselect & 1) == 0;
  }

  private boolean selectsFile() {
    return file.implementsRegister((int) miselect);
  }

  long readSelected() {
    return selectsFile() ? file.read((int) miselect) : 0;
  }

  void writeSelected(long value) {
    if (selectsFile()) {
      file.write((int) miselect, value);
    }
  }

  long mstatus() {
    return (interruptsEnabled ? MSTATUS_MIE : 0)
        | (interruptsWereEnabled ? MSTATUS_MPIE : 0)
        | MSTATUS_MPP
        | floating.status();
  }

  void writeMstatus(long value) {
    interruptsEnabled = (value & MSTATUS_MIE) != 0;
    interruptsWereEnabled = (value & MSTATUS_MPIE) != 0;
    floating.writeStatus(value);
  }

  long hartId() {
    return id;
  }

  long cycle() {
    clock.observe();
    return clock.now() + cycleOffset;
  }

  /// A counter that is written does not count the instruction that writes it, so that the next one
  /// reads what was written (unprivileged ISA, §"CSR Instructions").
  void writeCycle(long value) {
    clock.observe();
    cycleOffset = value - (clock.now() + 1);
  }

  long time() {
    clock.observe();
    return clock.ticks();
  }

  long instret() {
    clock.observe();
    return retired + instretOffset;
  }

  /// As [#writeCycle].
  void writeInstret(long value) {
    clock.observe();
    instretOffset = value - (retired + 1);
  }

  /// Whether an interrupt is pending and enabled in mie, so that a hart in wfi has to go on.
  boolean interruptWaits() {
    return (mip & mie) != 0;
  }

  /// Whether an interrupt could be taken, should one become pending.
  boolean interruptible() {
    return interruptsEnabled && mie != 0;
  }

  /// Whether an interrupt will be taken at this instruction boundary.
  boolean interruptDue() {
    return interruptsEnabled && (mip & mie) != 0;
  }

  /// The number of the interrupt that goes first, -1 if none is pending and enabled in mie:
  /// external, software, timer (privileged ISA, §"Machine Interrupt (mip and mie) Registers").
  int firstInterrupt() {
    long waiting = mip & mie;
    if ((waiting & 1 << Hart.EXTERNAL) != 0) {
      return Hart.EXTERNAL;
    }
    if ((waiting & 1 << Hart.SOFTWARE) != 0) {
      return Hart.SOFTWARE;
    }
    return waiting != 0 ? Hart.TIMER : -1;
  }

  /// The value of mtopi. All priorities are read-only zero, so its priority field may be 1 always
  /// (AIA 1.0, §5.2.2).
  long topInterrupt() {
    int first = firstInterrupt();
    return first < 0 ? 0 : (long) first << 16 | 1;
  }

  /// Saves where the hart was and why it leaves.
  ///
  /// @return the pc of the handler
  long enterTrap(boolean interrupt, int cause, long pc, long value) {
    mepc = pc;
    mcause = interrupt ? INTERRUPT | cause : cause;
    mtval = value;
    interruptsWereEnabled = interruptsEnabled;
    interruptsEnabled = false;
    boolean vectored = (mtvec & 1) != 0;
    return (mtvec & ~3) + (vectored && interrupt ? 4L * cause : 0);
  }

  /// MRET.
  ///
  /// @return the pc to go on at
  long leaveTrap() {
    interruptsEnabled = interruptsWereEnabled;
    interruptsWereEnabled = true;
    return mepc;
  }

  @Override
  public void walk(Walker walker) {
    mie = walker.value(mie);
    mtvec = walker.value(mtvec);
    mcounteren = walker.value(mcounteren);
    mscratch = walker.value(mscratch);
    mepc = walker.value(mepc);
    mcause = walker.value(mcause);
    mtval = walker.value(mtval);
    mip = walker.value(mip);
    miselect = walker.value(miselect);
    retired = walker.counter(retired);
    interruptsEnabled = walker.value(interruptsEnabled);
    interruptsWereEnabled = walker.value(interruptsWereEnabled);
    cycleOffset = walker.value(cycleOffset);
    instretOffset = walker.value(instretOffset);
    floating.walk(walker);
  }
}
