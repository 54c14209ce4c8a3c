package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Walker;

/// A RISC-V hart: RV64IMAFDC_Zicsr_Zifencei_Zihintpause_Zicond_Zicbom_Zicboz_Zba_Zbb_Zbs with
/// machine, supervisor and user mode, PMP, Sv39, Sv48, Sv57, Svinval, Svnapot, Svadu, Sstc, Smaia
/// and Ssaia (unprivileged ISA 20240411, privileged ISA 20240411, AIA 1.0). Left out: hypervisor
/// extension, debug triggers.
///
/// **A step** is one attempt at one instruction, with the page-table walks that it needs. So is
/// each further step of an access outside RAM that takes several (the hart stays at the
/// instruction), an instruction that raises an exception instead of retiring, setting the A or D
/// bit of a page-table entry (two steps under [PteUpdate#PLAIN]), and the taking of an interrupt,
/// which happens between two instructions and retires nothing. Every step advances the [Clock] by
/// one; an instruction sees the time before it.
///
/// **A slice** ends early behind every access outside RAM and every hint, because the rest of the
/// machine may have changed; behind `pause`, and behind a `wfi` that had nothing to wait for, the
/// hart yields. Nothing else can change what an instruction does in the middle of a slice, and so
/// [BaseInteger] runs without looking.
public final class Hart implements Agent {

  /// Bits of mip and mie.
  public static final int SUPERVISOR_SOFTWARE = 1;

  public static final int SOFTWARE = 3;
  public static final int SUPERVISOR_TIMER = 5;

  public static final int TIMER = 7;
  public static final int SUPERVISOR_EXTERNAL = 9;
  public static final int EXTERNAL = 11;

  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int REGISTERS = 32;

  /// The value of the load that the bus has just completed, zero-extended.
  public long busValue;

  /// x0 to x31, and behind them [Decoded#SINK], which is no state.
  final long[] x = new long[REGISTERS + 1];

  final Ram ram;
  final DecodedCode code;
  final Fetch fetch;
  final ControlAndStatus csrs;
  private final FirmwarePort firmware = new FirmwarePort(this);
  private final SupervisorTimer timer = new SupervisorTimer(this);
  final EntryUpdate entryUpdate = new EntryUpdate(this);
  final PendingAccess access = new PendingAccess(this);
  final Translation translation;
  final PteUpdate pteUpdate;
  final HartBus bus;
  final GuestPort guest;
  long pc;

  /// Under a weak memory model, how the hart's accesses are ordered; null under sc.
  WeakAccess weak;

  /// If instruction fetches may be stale, from where; else null.
  InstructionCache cache;

  /// Whose slice it is.
  Chooser chooser = Chooser.STRONGEST;

  private final int id;
  private final Clock clock;
  private final Roster roster;

  /// In wfi, and nothing has come yet.
  private boolean waiting;

  // Of the slice in progress.
  private boolean sliceEnds;
  private boolean yields;
  private StopReason stopped = StopReason.LIMIT;

  /// A hart that is not enabled before its [#reset].
  public Hart(int id, Memory memory, HartBus bus, GuestPort guest, Clock clock, Roster roster) {
    this(id, memory, new DecodedCode(memory), bus, guest, clock, roster, PteUpdate.ATOMIC);
  }

  /// As the other one, for a hart that shares decoded instructions with others of its memory.
  public Hart(
      int id,
      Memory memory,
      DecodedCode code,
      HartBus bus,
      GuestPort guest,
      Clock clock,
      Roster roster,
      PteUpdate pteUpdate) {
    this.id = id;
    this.code = code;
    this.bus = bus;
    this.guest = guest;
    this.clock = clock;
    this.roster = roster;
    this.pteUpdate = pteUpdate;
    ram = new Ram(memory, id);
    csrs = new ControlAndStatus(id, clock, pteUpdate);
    translation = new Translation(memory, ram, csrs);
    fetch = new Fetch(code, ram, translation);
  }

  /// The hart's number, which is also its agent number and its mhartid.
  public int id() {
    return id;
  }

  /// Gives the hart its machine-level interrupt file; without one the AIA CSRs do not exist.
  public void attach(InterruptFile file) {
    csrs.file = file;
  }

  /// As [#attach], for supervisor level.
  public void attachSupervisor(InterruptFile file) {
    csrs.supervisorFile = file;
  }

  /// Gives the hart a place in the order of memory, if that is a weak one: from now on it takes one
  /// instruction at a time and asks which message a load reads.
  public void attach(Ordering ordering) {
    weak = WeakAccess.of(this, ordering);
    cache = InstructionCache.of(this, ordering);
  }

  /// What the hart could do alone, under a weak memory model.
  public Solo solo() {
    return weak.solo;
  }

  /// Puts the hart into its reset state at `pc`, with a0 = mhartid and a1 = `a1`, and enables it.
  /// The interrupt wires stay as they are.
  public void reset(long pc, long a1) {
    for (int register = 0; register < REGISTERS; register++) {
      x[register] = 0;
    }
    x[A0] = id;
    x[A1] = a1;
    this.pc = pc;
    csrs.reset();
    translation.select();
    ram.endReservation();
    access.forget();
    entryUpdate.reset();
    if (weak != null) {
      weak.reset();
    }
    if (cache != null) {
      cache.clear();
    }
    waiting = false;
    roster.enable(id);
  }

  /// What firmware does to the hart.
  public FirmwarePort firmware() {
    return firmware;
  }

  public long pc() {
    return pc;
  }

  /// Register x`register`.
  public long x(int register) {
    return x[register];
  }

  /// Register f`register`.
  public long f(int register) {
    return csrs.floating.f[register];
  }

  /// Instructions retired since reset: minstret, had the guest not written it.
  public long retired() {
    return csrs.counters.retired;
  }

  /// Drives one of the wires behind mip; wakes the hart from wfi if the interrupt is enabled in
  /// mie, whether or not mstatus lets it be taken.
  public void setInterrupt(int bit, boolean level) {
    csrs.interrupts.wire(bit, level);
    if (weak != null && level) {
      weak.views.signal(weak.ordering.delivered());
    }
    wakeIfInterrupted();
  }

  /// The hart knows of the interrupts that have come.
  void seeInterrupts() {
    if (weak != null) {
      weak.views.takeSignal();
    }
  }

  /// Enables the hart if it waits for an interrupt that has come.
  void wakeIfInterrupted() {
    if (waiting && csrs.interrupts.waiting()) {
      waiting = false;
      seeInterrupts();
      roster.enable(id);
    }
  }

  /// The supervisor's timer.
  public SupervisorTimer timer() {
    return timer;
  }

  /// The slice ends behind the instruction in progress, so that the machine can look around.
  public void breakSlice() {
    sliceEnds = true;
  }

  @Override
  public String name() {
    return "hart" + id;
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    sliceEnds = false;
    yields = false;
    this.chooser = chooser;
    int taken = 0;
    do {
      if (access.instruction() != 0) {
        SlowPath.resumeAccess(this, access.instruction());
      } else if (entryUpdate.isPending()) {
        entryUpdate.finish();
      } else if (isInterrupted()) {
        enterTrap(true, csrs.interrupts.first(), 0);
      } else {
        int retired = isObserved() ? 0 : fetch.run(this, limit - taken);
        clock.step(retired);
        csrs.counters.retired += retired;
        taken += retired;
        if (taken == limit) {
          break;
        }
        SlowPath.step(this);
      }
      clock.step(1);
      taken++;
    } while (taken < limit && !sliceEnds);
    stopped = reason();
    return taken;
  }

  private StopReason reason() {
    if (sliceEnds && !roster.isEnabled(id)) {
      return StopReason.BLOCKED;
    }
    return yields ? StopReason.YIELDED : StopReason.LIMIT;
  }

  @Override
  public StopReason stopped() {
    return stopped;
  }

  /// An access outside RAM is the bus's to describe, unless it is one that traps without asking the
  /// bus. Taking an interrupt touches nothing that another agent could see. An SC counts as UPDATE
  /// even if it is going to fail. Reading page tables is not reported, except where an entry is
  /// going to be updated: that is all that such a step does.
  @Override
  public void pending(Access into) {
    into.none();
    if (access.instruction() != 0) {
      access.pending(into);
    } else if (entryUpdate.isPending()) {
      entryUpdate.pending(into);
    } else if (!isInterrupted()) {
      Lookahead.pending(this, into);
    }
  }

  /// What the next step does to the order of others: [bohr.emulator.agent.Synchronization].
  public int synchronization() {
    return Synchronizations.of(this, access.instruction());
  }

  /// Whether the next step takes an interrupt. A hart that has promised a store comes to it first.
  boolean isInterrupted() {
    return csrs.interrupts.due() && (weak == null || !weak.hasPromised());
  }

  @Override
  public boolean isDivertible() {
    return access.instruction() == 0 && Lookahead.isDivertible(this);
  }

  @Override
  public String describe() {
    return access.instruction() != 0 ? access.describe() : Lookahead.describe(this);
  }

  @Override
  public void walk(Walker walker) {
    for (int register = 1; register < REGISTERS; register++) {
      x[register] = walker.value(x[register]);
    }
    pc = walker.value(pc);
    csrs.walk(walker);
    if (walker instanceof Loader) {
      translation.flush();
      translation.select();
    }
    waiting = walker.value(waiting);
    entryUpdate.walk(walker);
    if (cache != null) {
      cache.walk(walker);
    }
    access.walk(walker);
  }

  /// Whether the hart takes one instruction at a time.
  private boolean isObserved() {
    return weak != null || cache != null;
  }

  /// The word of the instruction at the pc.
  int word() {
    return cache == null ? fetch.word(pc) : cache.word;
  }

  // What SlowPath does to a hart.

  /// The instruction at the pc is complete.
  void retire(long w) {
    pc += Decoded.length(w);
    csrs.counters.retired++;
  }

  /// Enters the trap handler instead of completing the instruction at the pc.
  void exception(int cause, long value) {
    long at = pc;
    enterTrap(false, cause, value);
    guest.exception(this, cause, at, value);
  }

  private void enterTrap(boolean interrupt, int cause, long value) {
    ram.endReservation();
    if (weak != null) {
      weak.trap(interrupt);
    }
    pc = csrs.enterTrap(interrupt, cause, pc, value);
    translation.select();
  }

  /// MRET.
  void leaveMachine() {
    pc = csrs.mepc;
    csrs.status.leaveMachine();
    translation.select();
  }

  /// SRET.
  void leaveSupervisor() {
    pc = csrs.sepc;
    csrs.status.leaveSupervisor();
    translation.select();
  }

  void yieldSlice() {
    yields = true;
    sliceEnds = true;
  }

  boolean isWaiting() {
    return waiting;
  }

  /// The hart does nothing until somebody enables it.
  void stop() {
    sliceEnds = true;
    roster.disable(id);
  }

  void waitForInterrupt() {
    if (csrs.interrupts.waiting()) {
      seeInterrupts();
      yieldSlice();
    } else {
      waiting = true;
      stop();
    }
  }
}
