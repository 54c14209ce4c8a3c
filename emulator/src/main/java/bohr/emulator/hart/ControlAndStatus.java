package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Clock;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The CSRs of one hart and the Zicsr instructions on them (unprivileged ISA, chapter "Zicsr").
/// What each register is called and what may be written to it are rows of [Csr]; who may access it
/// when is decided here.
final class ControlAndStatus implements Stateful {

  /// RV64 (MXL = 2) with A, C, D, F, I, M, S and U; writing it changes nothing.
  static final long MISA =
      2L << 62
          | 1 << 'A' - 'A'
          | 1 << 'C' - 'A'
          | 1 << 'D' - 'A'
          | 1 << 'F' - 'A'
          | 1 << 'I' - 'A'
          | 1 << 'M' - 'A'
          | 1 << 'S' - 'A'
          | 1 << 'U' - 'A';

  /// Exceptions that can be delegated: all there are but the environment call from machine mode.
  static final long DELEGABLE = 0xb3ff;

  private static final long INTERRUPT = 1L << 63;

  // Bits of menvcfg and senvcfg. FIOM changes nothing under sequential consistency.
  private static final long FIOM = 1;
  private static final long ADUE = 1L << 61;
  private static final long STCE = 1L << 63;

  // Bits of mcounteren and scounteren: CY, TM and IR.
  private static final int TIME_COUNTER = 1;
  private static final long COUNTERS = 7;

  final MachineStatus status = new MachineStatus();
  final PhysicalProtection protection = new PhysicalProtection();
  final Counters counters;
  final MajorInterrupts interrupts = new MajorInterrupts(status);

  // What instructions write and read; see Csr.
  long medeleg;
  long mtvec;
  long mcounteren;
  long menvcfg;
  long mscratch;
  long mepc;
  long mcause;
  long mtval;
  long miselect;
  long stvec;
  long scounteren;
  long senvcfg;
  long sscratch;
  long sepc;
  long scause;
  long stval;
  long siselect;
  long satp;
  private long stimecmp;

  /// F and D: their registers, CSRs and part of mstatus.
  final FloatingPoint floating = new FloatingPoint();

  /// Null if the hart has none.
  InterruptFile file;

  /// As `file`, of supervisor level.
  InterruptFile supervisorFile;

  private final int id;
  final Clock clock;
  private final PteUpdate pteUpdate;

  ControlAndStatus(int id, Clock clock, PteUpdate pteUpdate) {
    this.id = id;
    this.clock = clock;
    this.pteUpdate = pteUpdate;
    counters = new Counters(clock);
  }

  /// Everything as after power-on, except the wires behind mip: they belong to those who drive
  /// them.
  void reset() {
    status.reset();
    protection.reset();
    counters.reset();
    interrupts.reset();
    medeleg = 0;
    mtvec = 0;
    mcounteren = 0;
    menvcfg = pteUpdate == PteUpdate.FAULT ? 0 : ADUE;
    mscratch = 0;
    mepc = 0;
    mcause = 0;
    mtval = 0;
    miselect = 0;
    stvec = 0;
    scounteren = 0;
    senvcfg = 0;
    sscratch = 0;
    sepc = 0;
    scause = 0;
    stval = 0;
    siselect = 0;
    satp = 0;
    stimecmp = -1;
    floating.reset();
  }

  /// As a firmware leaves it behind when it enters an operating system in supervisor mode: whatever
  /// can be delegated is, but for environment calls; counters can be read, time compared, and all
  /// of memory accessed.
  void enterOperatingSystem() {
    medeleg = DELEGABLE & ~(1L << Cause.ECALL_FROM_USER + Privilege.SUPERVISOR);
    interrupts.writeMideleg(-1);
    writeMcounteren(-1);
    writeScounteren(-1); // user mode reads the time, as under OpenSBI
    writeMenvcfg(-1);
    protection.permitEverything();
    status.enterOperatingSystem();
  }

  /// Executes one of the six Zicsr instructions.
  ///
  /// @return false, with nothing done, if there is no such register or it cannot be accessed so
  boolean execute(long w, long[] x) {
    int number = (int) Decoded.immediate(w);
    int opcode = Decoded.opcode(w);
    boolean writes = opcode == CSRRW || opcode == CSRRWI || Decoded.rs1(w) != 0;
    Csr csr = Csr.of(number);
    if (csr == null
        || writes && number >>> 10 == 3
        || status.mode() < (number >>> 8 & 3)
        || !accessible(csr, number)) {
      return false;
    }
    long old = csr.read(this, number);
    if (writes) {
      long operand = opcode >= CSRRWI ? Decoded.rs1(w) : x[Decoded.rs1(w)];
      long base = csr.showsWires() ? interrupts.writable() : old;
      csr.write(this, number, combine(opcode, base, operand));
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

  /// What depends on more than the mode and the number.
  private boolean accessible(Csr csr, int number) {
    return switch (csr) {
      case SATP -> status.mode() == Privilege.MACHINE || !status.trapsVirtualMemory();
      case CYCLE, TIME, INSTRET, HPMCOUNTER -> showsCounter(number & 31);
      case STIMECMP ->
          status.mode() == Privilege.MACHINE
              || comparesTime() && isSet(mcounteren, TIME_COUNTER);
      case MISELECT, MTOPEI, MTOPI, MVIEN, MVIP -> file != null;
      case MIREG -> file != null && selects(file, miselect);
      case SISELECT, STOPEI, STOPI -> supervisorFile != null;
      case SIREG -> supervisorFile != null && selects(supervisorFile, siselect);
      case FFLAGS, FRM, FCSR -> !floating.isOff();
      default -> true;
    };
  }

  private boolean showsCounter(int counter) {
    return status.mode() == Privilege.MACHINE
        || isSet(mcounteren, counter)
            && (status.mode() == Privilege.SUPERVISOR || isSet(scounteren, counter));
  }

  private static boolean isSet(long bits, int bit) {
    return (bits >>> bit & 1) != 0;
  }

  /// Priorities of major interrupts (AIA 1.0, table 2.1): RV64 has the even ones, and they may be
  /// read-only zero.
  private static boolean selects(InterruptFile file, long select) {
    return select >= 0x30 && select <= 0x3f && (select & 1) == 0
        || file.implementsRegister((int) select);
  }

  static long readSelected(InterruptFile file, long select) {
    return file.implementsRegister((int) select) ? file.read((int) select) : 0;
  }

  static void writeSelected(InterruptFile file, long select, long value) {
    if (file.implementsRegister((int) select)) {
      file.write((int) select, value);
    }
  }

  long hartId() {
    return id;
  }

  // mstatus and sstatus, part of which floating point keeps.

  long mstatus() {
    return status.machine() | floating.status();
  }

  void writeMstatus(long value) {
    status.writeMachine(value);
    floating.writeStatus(value);
  }

  long sstatus() {
    return status.supervisor() | floating.status();
  }

  void writeSstatus(long value) {
    status.writeSupervisor(value);
    floating.writeStatus(value);
  }

  void writeMcounteren(long value) {
    mcounteren = value & COUNTERS;
  }

  void writeScounteren(long value) {
    scounteren = value & COUNTERS;
  }

  void writeSenvcfg(long value) {
    senvcfg = value & FIOM | CacheBlocks.fields(senvcfg, value);
  }

  /// ADUE exists if page-table entries can be updated at all.
  void writeMenvcfg(long value) {
    long bits = pteUpdate == PteUpdate.FAULT ? FIOM | STCE : FIOM | STCE | ADUE;
    menvcfg = value & bits | CacheBlocks.fields(menvcfg, value);
    timerChanged();
  }

  /// Whether walks set A and D bits.
  boolean updatesEntries() {
    return (menvcfg & ADUE) != 0;
  }

  /// A write that selects an unsupported mode has no effect (privileged ISA, §"Supervisor Address
  /// Translation and Protection (satp) Register").
  void writeSatp(long value) {
    if (PageWalk.supports(value)) {
      satp = value;
    }
  }

  // Time and the supervisor's timer (privileged ISA, chapter "Sstc").

  long time() {
    clock.observe();
    return clock.ticks();
  }

  long stimecmp() {
    return stimecmp;
  }

  void writeStimecmp(long value) {
    clock.observe();
    stimecmp = value;
    timerChanged();
  }

  private boolean comparesTime() {
    return (menvcfg & STCE) != 0;
  }

  private void timerChanged() {
    clock.timerSet();
    updateTimer();
  }

  /// Whether the timer interrupt of supervisor mode is due by stimecmp; without Sstc it is
  /// software's.
  void updateTimer() {
    interrupts.timerIsWired(comparesTime());
    interrupts.wire(Hart.SUPERVISOR_TIMER, comparesTime() && !timerIsAhead());
  }

  private boolean timerIsAhead() {
    return Long.compareUnsigned(clock.ticks(), stimecmp) < 0;
  }

  /// The tick at which stimecmp raises an interrupt; -1 if that has happened, or will not.
  long deadline() {
    return comparesTime() && timerIsAhead() ? stimecmp : -1;
  }

  // Traps.

  /// Saves where the hart was and why it leaves, and enters the mode that handles it: that of the
  /// delegation, but never a lower one than the present.
  ///
  /// @return the pc of the handler
  long enterTrap(boolean interrupt, int cause, long pc, long value) {
    long delegated = interrupt ? interrupts.mideleg : medeleg;
    long code = interrupt ? INTERRUPT | cause : cause;
    if (status.mode() != Privilege.MACHINE && isSet(delegated, cause)) {
      sepc = pc;
      scause = code;
      stval = value;
      status.enterSupervisor();
      return handler(stvec, interrupt, cause);
    }
    mepc = pc;
    mcause = code;
    mtval = value;
    status.enterMachine();
    return handler(mtvec, interrupt, cause);
  }

  private static long handler(long vector, boolean interrupt, int cause) {
    boolean vectored = (vector & 1) != 0;
    return (vector & ~3) + (vectored && interrupt ? 4L * cause : 0);
  }

  @Override
  public void walk(Walker walker) {
    status.walk(walker);
    protection.walk(walker);
    counters.walk(walker);
    interrupts.walk(walker);
    medeleg = walker.value(medeleg);
    mtvec = walker.value(mtvec);
    mcounteren = walker.value(mcounteren);
    menvcfg = walker.value(menvcfg);
    mscratch = walker.value(mscratch);
    mepc = walker.value(mepc);
    mcause = walker.value(mcause);
    mtval = walker.value(mtval);
    miselect = walker.value(miselect);
    stvec = walker.value(stvec);
    scounteren = walker.value(scounteren);
    senvcfg = walker.value(senvcfg);
    sscratch = walker.value(sscratch);
    sepc = walker.value(sepc);
    scause = walker.value(scause);
    stval = walker.value(stval);
    siselect = walker.value(siselect);
    satp = walker.value(satp);
    stimecmp = walker.value(stimecmp);
    floating.walk(walker);
  }
}
