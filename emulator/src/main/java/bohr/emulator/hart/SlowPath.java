package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Access;

/// One step of a hart that needs more than registers and RAM: what traps, what leaves RAM, what
/// reads time, what talks to the emulator, and machine mode's own instructions. [BaseInteger] has
/// stopped in front of the instruction, and the clock is exact.
final class SlowPath {

  private SlowPath() {}

  /// Executes the instruction at the hart's pc.
  static void step(Hart hart) {
    long offset = Ram.offset(hart.pc);
    if (!hart.ram.holds(offset, 2)) {
      hart.exception(Cause.FETCH_ACCESS_FAULT, hart.pc);
      return;
    }
    long w = hart.code.at((int) offset);
    if (w == 0) {
      hart.exception(Cause.FETCH_ACCESS_FAULT, hart.pc + 2);
    } else {
      execute(hart, w);
    }
  }

  private static void execute(Hart hart, long w) {
    switch (Decoded.opcode(w)) {
      case LB, LH, LW, LD, LBU, LHU, LWU, SB, SH, SW, SD -> beginAccess(hart, w);
      case HINT -> hint(hart, w);
      case PAUSE -> {
        hart.retire(w);
        hart.yieldSlice();
      }
      case ECALL -> hart.exception(Cause.ECALL, 0);
      case EBREAK -> hart.exception(Cause.BREAKPOINT, hart.pc);
      case MRET -> {
        hart.retire(w);
        hart.pc = hart.csrs.leaveTrap();
      }
      case WFI -> {
        hart.retire(w);
        hart.waitForInterrupt();
      }
      case CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI -> {
        if (hart.csrs.execute(w, hart.x)) {
          hart.retire(w);
        } else {
          illegal(hart);
        }
      }
      case ILLEGAL -> illegal(hart);
      case FLW, FLD, FSW, FSD -> {
        if (hart.csrs.floating.isOff()) {
          illegal(hart);
        } else {
          beginAccess(hart, w);
        }
      }
      case CBO_INVAL, CBO_CLEAN, CBO_FLUSH, CBO_ZERO ->
          hart.exception(Cause.STORE_ACCESS_FAULT, hart.x[Decoded.rs1(w)]);
      default -> {
        if (Opcode.isAtomic(Decoded.opcode(w))) {
          faultAtomic(hart, w);
        } else {
          illegal(hart);
        }
      }
    }
  }

  private static void illegal(Hart hart) {
    hart.exception(Cause.ILLEGAL_INSTRUCTION, hart.word() & 0xffff_ffffL);
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

  /// Atomics are for RAM only: neither QEMU's `virt` board nor PCI offers them elsewhere.
  private static void faultAtomic(Hart hart, long w) {
    long address = hart.x[Decoded.rs1(w)];
    boolean store = Decoded.access(w) == Access.Kind.UPDATE;
    if ((address & Decoded.size(w) - 1) != 0) {
      hart.exception(store ? Cause.STORE_MISALIGNED : Cause.LOAD_MISALIGNED, address);
    } else {
      hart.exception(store ? Cause.STORE_ACCESS_FAULT : Cause.LOAD_ACCESS_FAULT, address);
    }
  }

  private static void beginAccess(Hart hart, long w) {
    long address = hart.address(w);
    int size = Decoded.size(w);
    boolean store = Decoded.access(w) == Access.Kind.WRITE;
    if ((address & size - 1) != 0) {
      hart.exception(store ? Cause.STORE_MISALIGNED : Cause.LOAD_MISALIGNED, address);
      return;
    }
    HartBus.Reply reply =
        store
            ? hart.bus.store(hart, address, size, truncate(stored(hart, w), size))
            : hart.bus.load(hart, address, size);
    if (reply == HartBus.Reply.PENDING) {
      hart.keepAccess(w);
    } else {
      finishAccess(hart, w, reply);
    }
    hart.breakSlice();
  }

  /// One more step of the access that `w` has begun.
  static void resumeAccess(Hart hart, long w) {
    HartBus.Reply reply = hart.bus.resume(hart);
    if (reply != HartBus.Reply.PENDING) {
      hart.forgetAccess();
      finishAccess(hart, w, reply);
    }
    hart.breakSlice();
  }

  private static void finishAccess(Hart hart, long w, HartBus.Reply reply) {
    boolean store = Decoded.access(w) == Access.Kind.WRITE;
    if (reply == HartBus.Reply.FAULT) {
      int cause = store ? Cause.STORE_ACCESS_FAULT : Cause.LOAD_ACCESS_FAULT;
      hart.exception(cause, hart.address(w));
      return;
    }
    if (!store) {
      load(hart, w);
    }
    hart.retire(w);
  }

  private static long stored(Hart hart, long w) {
    boolean integer = Decoded.opcode(w) <= SD;
    return integer ? hart.x[Decoded.rs2(w)] : hart.csrs.floating.stored(w);
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
      case LB -> (byte) value;
      case LH -> (short) value;
      case LW -> (int) value;
      case LBU -> value & 0xff;
      case LHU -> value & 0xffff;
      case LWU -> value & 0xffff_ffffL;
      case LD -> value;
      default -> throw new AssertionError(opcode);
    };
  }

  private static long truncate(long value, int size) {
    return size == 8 ? value : value & (1L << 8 * size) - 1;
  }
}
