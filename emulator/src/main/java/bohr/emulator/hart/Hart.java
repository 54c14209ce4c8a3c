package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.CSRRC;
import static bohr.emulator.hart.Opcode.CSRRCI;
import static bohr.emulator.hart.Opcode.CSRRS;
import static bohr.emulator.hart.Opcode.CSRRSI;
import static bohr.emulator.hart.Opcode.CSRRW;
import static bohr.emulator.hart.Opcode.CSRRWI;
import static bohr.emulator.hart.Opcode.HINT;
import static bohr.emulator.hart.Opcode.WFI;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.Walker;

/// A RISC-V hart: RV64IMAC_Zicsr_Zifencei_Zihintpause in machine mode (unprivileged ISA 20240411,
/// privileged ISA 20240411). Left out: floating point, other privilege modes, PMP, debug triggers.
///
/// **A step** is one attempt at one instruction. So is each further step of an access outside RAM
/// that takes several (the hart stays at the instruction), an instruction that raises an exception
/// instead of retiring, and the taking of an interrupt, which happens between two instructions and
/// retires nothing. Every step advances the [Clock] by one; an instruction sees the time before it.
///
/// **A slice** ends early behind every access outside RAM and every hint, because the rest of the
/// machine may have changed; behind `pause`, and behind a `wfi` that had nothing to wait for, the
/// hart yields. Nothing else can change what an instruction does in the middle of a slice, and so
/// [BaseInteger] runs without looking.
public final class Hart implements Agent {

  /// Bits of mip and mie.
  public static final int SOFTWARE = 3;

  public static final int TIMER = 7;
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
  final ControlAndStatus csrs;
  final HartBus bus;
  final GuestPort guest;
  long pc;

  private final int id;
  private final Memory memory;
  private final Clock clock;
  private final Roster roster;

  /// The word of the instruction whose access outside RAM is pending, 0 if there is none; it stays
  /// what it was should its memory change meanwhile.
  private int accessWord;

  /// [#accessWord], decoded.
  private long access;

  /// In wfi, and nothing has come yet.
  private boolean waiting;

  // Of the slice in progress.
  private boolean sliceEnds;
  private boolean yields;
  private StopReason stopped = StopReason.LIMIT;

  /// A hart that is not enabled before its [#reset].
  public Hart(int id, Memory memory, HartBus bus, GuestPort guest, Clock clock, Roster roster) {
    this(id, memory, new DecodedCode(memory), bus, guest, clock, roster);
  }

  /// As the other one, for a hart that shares decoded instructions with others of its memory.
  public Hart(
      int id,
      Memory memory,
      DecodedCode code,
      HartBus bus,
      GuestPort guest,
      Clock clock,
      Roster roster) {
    this.id = id;
    this.memory = memory;
    this.code = code;
    this.bus = bus;
    this.guest = guest;
    this.clock = clock;
    this.roster = roster;
    ram = new Ram(memory, id);
    csrs = new ControlAndStatus(id, clock);
  }

  /// The hart's number, which is also its agent number and its mhartid.
  public int id() {
    return id;
  }

  /// Gives the hart its interrupt file; without one the AIA CSRs do not exist.
  public void attach(InterruptFile file) {
    csrs.file = file;
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
    ram.endReservation();
    forgetAccess();
    waiting = false;
    roster.enable(id);
  }

  public long pc() {
    return pc;
  }

  /// Register x`register`.
  public long x(int register) {
    return x[register];
  }

  /// Instructions retired since reset: minstret, had the guest not written it.
  public long retired() {
    return csrs.retired;
  }

  /// Drives one of the wires behind mip; wakes the hart from wfi if the interrupt is enabled in
  /// mie, whether or not mstatus lets it be taken.
  public void setInterrupt(int bit, boolean level) {
    csrs.mip = level ? csrs.mip | 1L << bit : csrs.mip & ~(1L << bit);
    if (waiting && csrs.interruptWaits()) {
      waiting = false;
      roster.enable(id);
    }
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
    int taken = 0;
    do {
      if (access != 0) {
        SlowPath.resumeAccess(this, access);
      } else if (csrs.interruptDue()) {
        interrupt(csrs.firstInterrupt());
      } else {
        int retired = BaseInteger.run(this, limit - taken);
        clock.step(retired);
        csrs.retired += retired;
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
  /// even if it is going to fail.
  @Override
  public void pending(Access into) {
    if (access != 0) {
      pendingOnBus(access, into);
      return;
    }
    long w = csrs.interruptDue() ? 0 : next();
    Access.Kind kind = w == 0 ? Access.Kind.NONE : Decoded.access(w);
    if (kind == Access.Kind.NONE) {
      into.none();
      return;
    }
    long address = address(w);
    int size = Decoded.size(w);
    if (ram.holds(Ram.offset(address), size)) {
      into.memory(kind, address, size);
    } else if (Decoded.opcode(w) >= Opcode.FIRST_ATOMIC || (address & size - 1) != 0) {
      into.none();
    } else {
      pendingOnBus(w, into);
    }
  }

  private void pendingOnBus(long w, Access into) {
    boolean store = Decoded.access(w) == Access.Kind.WRITE;
    bus.pending(this, address(w), Decoded.size(w), store, into);
  }

  /// It matters between which two instructions of an interruptible hart the interrupt comes; CSRs,
  /// wfi and hints are about more than registers and memory.
  @Override
  public boolean isDivertible() {
    if (access != 0) {
      return false;
    }
    long w = csrs.interruptible() ? 0 : next();
    return w == 0
        || switch (Decoded.opcode(w)) {
          case CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI, WFI, HINT -> true;
          default -> false;
        };
  }

  /// The instruction at the pc, 0 if it cannot be fetched.
  private long next() {
    long offset = Ram.offset(pc);
    return ram.holds(offset, 2) ? code.at((int) offset) : 0;
  }

  @Override
  public String describe() {
    if (access != 0) {
      return Disassembler.disassemble(pc, accessWord) + " (pending)";
    }
    if (csrs.interruptDue()) {
      return "interrupt " + interruptName(csrs.firstInterrupt());
    }
    return next() == 0 ? "fetch outside RAM" : Disassembler.disassemble(pc, word());
  }

  private static String interruptName(int bit) {
    return switch (bit) {
      case SOFTWARE -> "machine software";
      case TIMER -> "machine timer";
      default -> "machine external";
    };
  }

  @Override
  public void walk(Walker walker) {
    for (int register = 1; register < REGISTERS; register++) {
      x[register] = walker.value(x[register]);
    }
    pc = walker.value(pc);
    csrs.walk(walker);
    waiting = walker.value(waiting);
    int word = walker.value(accessWord);
    if (word != accessWord) {
      accessWord = word;
      access = word == 0 ? 0 : Decoded.decode(word);
    }
  }

  // What SlowPath does to a hart.

  /// The instruction at the pc is complete.
  void retire(long w) {
    pc += Decoded.length(w);
    csrs.retired++;
  }

  /// Enters the trap handler instead of completing the instruction at the pc.
  void exception(int cause, long value) {
    long at = pc;
    enterTrap(false, cause, value);
    guest.exception(this, cause, at, value);
  }

  private void interrupt(int bit) {
    enterTrap(true, bit, 0);
  }

  private void enterTrap(boolean interrupt, int cause, long value) {
    ram.endReservation();
    pc = csrs.enterTrap(interrupt, cause, pc, value);
  }

  void yieldSlice() {
    yields = true;
    sliceEnds = true;
  }

  void waitForInterrupt() {
    if (csrs.interruptWaits()) {
      yieldSlice();
    } else {
      waiting = true;
      sliceEnds = true;
      roster.disable(id);
    }
  }

  /// The access of the instruction `w` at the pc goes on with the next step.
  void keepAccess(long w) {
    access = w;
    accessWord = word();
  }

  void forgetAccess() {
    access = 0;
    accessWord = 0;
  }

  /// Where a load, store or atomic goes. Atomics keep their aq and rl bits where others keep the
  /// offset.
  long address(long w) {
    long base = x[Decoded.rs1(w)];
    return Decoded.opcode(w) >= Opcode.FIRST_ATOMIC ? base : base + Decoded.immediate(w);
  }

  /// The instruction word at the pc, which can be fetched: 16 bits of it if it is compressed.
  int word() {
    int offset = (int) (pc - MemoryLayout.RAM);
    int half = memory.load16(offset) & 0xffff;
    return (half & 3) == 3 ? memory.load32(offset) : half;
  }
}
