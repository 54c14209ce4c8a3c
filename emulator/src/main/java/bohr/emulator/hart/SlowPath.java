package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Access;
import bohr.emulator.hart.PageWalk.Outcome;

/// One step of a hart that needs more than registers and what the translation buffer knows: what
/// traps, what leaves RAM, what walks page tables, what reads time, what talks to the emulator, and
/// the privileged instructions. [BaseInteger] has stopped in front of the instruction, and the
/// clock is exact.
final class SlowPath {

  private SlowPath() {}

  /// Executes the instruction at the hart's pc.
  static void step(Hart hart) {
    if (fetch(hart)) {
      hart.code.breakpoints().at(hart.id(), hart.pc);
      long w = hart.cache == null ? hart.fetch.instruction(hart.pc) : hart.cache.fetch();
      if (Decoded.access(w) != Access.Kind.NONE) {
        access(hart, w);
      } else if (!runFast(hart, w)) {
        execute(hart, w);
      }
    }
    hart.translation.dropTemporaries();
  }

  /// Has the loop do the instruction, if it only had to wait for the translation buffer.
  private static boolean runFast(Hart hart, long w) {
    int retired = hart.cache == null ? BaseInteger.run(hart, 1) : hart.cache.run(w);
    hart.csrs.counters.retired += retired;
    if (hart.weak != null && retired == 1) {
      hart.weak.computed(w);
    }
    return retired == 1;
  }

  /// Whether the instruction is there; if not, the step has been something else.
  private static boolean fetch(Hart hart) {
    long pc = hart.pc;
    return fetch(hart, pc)
        && (!hart.fetch.isLong(Ram.offset(hart.translation.physical)) || fetch(hart, pc + 2));
  }

  private static boolean fetch(Hart hart, long address) {
    Outcome outcome = hart.translation.resolve(address, 2, Purpose.FETCH);
    boolean inRam = hart.ram.holds(Ram.offset(hart.translation.physical), 2);
    if (outcome == Outcome.DONE && inRam) {
      return true;
    }
    fault(hart, outcome == Outcome.DONE ? Outcome.ACCESS_FAULT : outcome, address, Purpose.FETCH);
    return false;
  }

  /// What becomes of the step if an access is not possible as things are.
  private static void fault(Hart hart, Outcome outcome, long address, Purpose purpose) {
    switch (outcome) {
      case PAGE_FAULT -> hart.exception(purpose.pageFault, address);
      case ACCESS_FAULT -> hart.exception(purpose.accessFault, address);
      case UPDATE -> hart.entryUpdate.begin();
      case DONE -> throw new AssertionError(purpose);
    }
  }

  private static void execute(Hart hart, long w) {
    switch (Decoded.opcode(w)) {
      case HINT -> hint(hart, w);
      case PAUSE -> {
        hart.retire(w);
        hart.yieldSlice();
      }
      case ECALL -> environmentCall(hart);
      case EBREAK -> hart.exception(Cause.BREAKPOINT, hart.pc);
      case CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI -> controlAndStatus(hart, w);
      case MRET, SRET, WFI, SFENCE_VMA, SINVAL_VMA, SFENCE_W_INVAL, SFENCE_INVAL_IR ->
          privileged(hart, w);
      case ILLEGAL -> illegal(hart);
      default -> refused(hart, w);
    }
  }

  /// What the loop executes, but has refused.
  private static void refused(Hart hart, long w) {
    if (CacheBlocks.manages(w) && CacheBlocks.exists(hart.csrs, w)) {
      cacheBlock(hart, w);
    } else {
      illegal(hart);
    }
  }

  /// Managing a cache block needs the right to read it; the faults are those of stores.
  private static void cacheBlock(Hart hart, long w) {
    long address = hart.x[Decoded.rs1(w)];
    Outcome outcome = hart.translation.resolve(address, 1, Purpose.READ);
    if (outcome != Outcome.DONE) {
      fault(hart, outcome, address, Purpose.WRITE);
    } else if (!runFast(hart, w)) {
      hart.exception(Cause.STORE_ACCESS_FAULT, address);
    }
  }

  /// A call of supervisor mode may be answered by a built-in SBI, which acts on other harts too.
  private static void environmentCall(Hart hart) {
    int mode = hart.csrs.status.mode();
    int cause = Cause.ECALL_FROM_USER + mode;
    boolean toMachine = (hart.csrs.medeleg >>> cause & 1) == 0;
    if (mode == Privilege.SUPERVISOR && toMachine && hart.guest.environmentCall(hart)) {
      hart.breakSlice();
    } else {
      hart.exception(cause, 0);
    }
  }

  private static void illegal(Hart hart) {
    hart.exception(Cause.ILLEGAL_INSTRUCTION, hart.word() & 0xffff_ffffL);
  }

  private static void controlAndStatus(Hart hart, long w) {
    if (!hart.csrs.execute(w, hart.x)) {
      illegal(hart);
      return;
    }
    if (hart.weak != null) {
      hart.weak.computed(w);
    }
    hart.retire(w);
    hart.translation.select();
    if (hart.csrs.clock.isTimerSet()) {
      hart.breakSlice();
    }
  }

  private static void privileged(Hart hart, long w) {
    if (!permits(hart.csrs.status, Decoded.opcode(w))) {
      illegal(hart);
      return;
    }
    hart.retire(w);
    switch (Decoded.opcode(w)) {
      case MRET -> hart.leaveMachine();
      case SRET -> hart.leaveSupervisor();
      case WFI -> hart.waitForInterrupt();
      default -> {}
    }
  }

  /// Whether a privileged instruction is one in this mode (privileged ISA, §"Trap-Return
  /// Instructions", §"Wait for Interrupt", §"Supervisor Memory-Management Fence Instruction";
  /// chapter "Svinval"; §"Virtualization Support in mstatus Register"). WFI waits without bound,
  /// and so traps below machine mode if TW is set, and in user mode always.
  private static boolean permits(MachineStatus status, int opcode) {
    return switch (status.mode()) {
      case Privilege.MACHINE -> true;
      case Privilege.SUPERVISOR ->
          switch (opcode) {
            case SRET -> !status.trapsSupervisorReturn();
            case WFI -> !status.trapsWait();
            case SFENCE_VMA, SINVAL_VMA -> !status.trapsVirtualMemory();
            case MRET -> false;
            default -> true;
          };
      default -> false;
    };
  }

  /// The instruction runs to its end here; afterwards the machine looks at what the guest said.
  private static void hint(Hart hart, long w) {
    int code = (int) Decoded.immediate(w);
    if (code != 0) {
      hart.guest.hint(hart, code, hart.x[Decoded.rs1(w)]);
      hart.breakSlice();
    }
    hart.retire(w);
  }

  /// A load, store or atomic. Misaligned atomics trap, and so does whatever is misaligned outside
  /// RAM; atomics are for RAM only: neither QEMU's `virt` board nor PCI offers them elsewhere.
  private static void access(Hart hart, long w) {
    if (!Operand.exists(hart.csrs, w)) {
      illegal(hart);
      return;
    }
    long address = Operand.address(hart.x, w);
    int size = Operand.size(w);
    Purpose purpose = Decoded.access(w) == Access.Kind.READ ? Purpose.READ : Purpose.WRITE;
    boolean misaligned = (address & size - 1) != 0;
    if (misaligned && Opcode.isAtomic(Decoded.opcode(w))) {
      misaligned(hart, address, purpose);
      return;
    }
    if (!hart.translation.unasked && Translation.untilPageEnd(address, size) < size) {
      acrossPages(hart, w, purpose);
      return;
    }
    Outcome outcome = hart.translation.resolve(address, size, purpose);
    long physical = hart.translation.physical;
    if (outcome != Outcome.DONE) {
      fault(hart, outcome, address, purpose);
    } else if (hart.ram.holds(Ram.offset(physical), size)) {
      inRam(hart, w, Ram.offset(physical));
    } else if (misaligned) {
      misaligned(hart, address, purpose);
    } else if (Opcode.isOnlyForRam(Decoded.opcode(w))) {
      hart.exception(purpose.accessFault, hart.x[Decoded.rs1(w)]);
    } else {
      beginAccess(hart, w, physical);
    }
  }

  private static void inRam(Hart hart, long w, long offset) {
    hart.ram.loaded(w, offset, Operand.size(w));
    if (hart.weak == null) {
      runFast(hart, w);
    } else {
      hart.weak.access(w, offset);
    }
  }

  private static void misaligned(Hart hart, long address, Purpose purpose) {
    boolean store = purpose == Purpose.WRITE;
    hart.exception(store ? Cause.STORE_MISALIGNED : Cause.LOAD_MISALIGNED, address);
  }

  /// A load or store in two pages, which is in RAM in both or not done at all. The fault of the
  /// second page is at its first byte (privileged ISA, §"Supervisor Trap Value (stval) Register").
  private static void acrossPages(Hart hart, long w, Purpose purpose) {
    long address = Operand.address(hart.x, w);
    int size = Decoded.size(w);
    int part = Translation.untilPageEnd(address, size);
    Outcome outcome = hart.translation.locate(address, part, purpose);
    long first = Ram.offset(hart.translation.physical);
    if (outcome != Outcome.DONE) {
      fault(hart, outcome, address, purpose);
      return;
    }
    outcome = hart.translation.locate(address + part, size - part, purpose);
    long second = Ram.offset(hart.translation.physical);
    if (outcome != Outcome.DONE) {
      fault(hart, outcome, address + part, purpose);
    } else if (!hart.ram.holds(first, part) || !hart.ram.holds(second, size - part)) {
      misaligned(hart, address, purpose);
    } else if (hart.weak != null) {
      hart.ram.loaded(w, first, part);
      hart.ram.loaded(w, second, size - part);
      hart.weak.across(w, first, part, second);
    } else {
      hart.ram.loaded(w, first, part);
      hart.ram.loaded(w, second, size - part);
      for (int i = 0; i < part; i++) {
        copy(hart, w, i, first + i);
      }
      for (int i = part; i < size; i++) {
        copy(hart, w, i, second + i - part);
      }
      finishAccess(hart, w, HartBus.Reply.DONE);
    }
  }

  /// Moves byte `i` of what a load or store moves.
  private static void copy(Hart hart, long w, int i, long offset) {
    if (Decoded.access(w) == Access.Kind.WRITE) {
      hart.ram.store8(offset, stored(hart, w) >>> 8 * i);
    } else {
      long before = i == 0 ? 0 : hart.busValue;
      hart.busValue = before | (hart.ram.load8(offset) & 0xffL) << 8 * i;
    }
  }

  /// Memory of a device that harts reach as RAM.
  private static void inDeviceMemory(Hart hart, long w, long offset) {
    if (hart.weak != null) {
      hart.weak.access(w, offset);
    } else {
      for (int i = 0; i < Decoded.size(w); i++) {
        copy(hart, w, i, offset + i);
      }
      finishAccess(hart, w, HartBus.Reply.DONE);
    }
    hart.breakSlice();
  }

  private static void beginAccess(Hart hart, long w, long physical) {
    int size = Decoded.size(w);
    long mapped = hart.bus.mappedAt(physical);
    if (mapped >= 0) {
      inDeviceMemory(hart, w, mapped);
      if (Decoded.access(w) == Access.Kind.WRITE) {
        hart.bus.storedInMapped(physical, size);
      }
      return;
    }
    if (hart.weak != null) {
      hart.weak.leavesRam(w);
    }
    HartBus.Reply reply =
        Decoded.access(w) == Access.Kind.WRITE
            ? hart.bus.store(hart, physical, size, truncate(stored(hart, w), size))
            : hart.bus.load(hart, physical, size);
    if (reply == HartBus.Reply.PENDING) {
      hart.access.keep(w);
    } else {
      finishOnBus(hart, w, reply);
    }
    hart.breakSlice();
  }

  /// One more step of the access that `w` has begun.
  static void resumeAccess(Hart hart, long w) {
    HartBus.Reply reply = hart.bus.resume(hart);
    if (reply != HartBus.Reply.PENDING) {
      hart.access.forget();
      finishOnBus(hart, w, reply);
    }
    hart.breakSlice();
  }

  private static void finishOnBus(Hart hart, long w, HartBus.Reply reply) {
    if (hart.weak != null) {
      hart.weak.cameBack(w);
    }
    finishAccess(hart, w, reply);
  }

  static void finishAccess(Hart hart, long w, HartBus.Reply reply) {
    boolean store = Decoded.access(w) == Access.Kind.WRITE;
    if (reply == HartBus.Reply.FAULT) {
      int cause = store ? Cause.STORE_ACCESS_FAULT : Cause.LOAD_ACCESS_FAULT;
      hart.exception(cause, Operand.address(hart.x, w));
      return;
    }
    if (!store) {
      load(hart, w);
    }
    hart.retire(w);
  }

  static long stored(Hart hart, long w) {
    boolean isFloat = Opcode.isFloatAccess(Decoded.opcode(w));
    return isFloat ? hart.csrs.floating.stored(w) : hart.x[Decoded.rs2(w)];
  }

  private static void load(Hart hart, long w) {
    int opcode = Decoded.opcode(w);
    if (opcode == FLW || opcode == FLD) {
      hart.csrs.floating.load(w, hart.busValue);
    } else {
      hart.x[Decoded.rd(w)] = extend(opcode, hart.busValue);
    }
  }

  private static long extend(int opcode, long value) {
    return switch (opcode) {
      case LB, LB_AQ -> (byte) value;
      case LH, LH_AQ -> (short) value;
      case LW, LW_AQ -> (int) value;
      case LBU -> value & 0xff;
      case LHU -> value & 0xffff;
      case LWU -> value & 0xffff_ffffL;
      case LD, LD_AQ -> value;
      default -> throw new AssertionError(opcode);
    };
  }

  private static long truncate(long value, int size) {
    return size == 8 ? value : value & (1L << 8 * size) - 1;
  }
}
