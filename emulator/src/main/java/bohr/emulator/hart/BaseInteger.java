package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.memory.MemoryLayout;

/// RV64I (unprivileged ISA, chapters 2 and 4), and the loop that executes all instructions which
/// neither trap nor leave what the translation buffer knows of RAM: the fast path of [Hart]. It
/// stops before the first one that it cannot finish, with nothing of it done, and [SlowPath] takes
/// that one. The mode, and what address translation depends on, cannot change inside the loop.
///
/// Everything the loop touches is a primitive in a local or in an array, and it is written for the
/// compiler: one `switch` over dense constants, short cases, no calls that are not inlined but for
/// extensions, and far less than the 8000 bytecodes above which HotSpot would not compile it at
/// all.
final class BaseInteger {

  private static final long PAGE_MASK = DecodedCode.PAGE_BYTES - 1;

  private static final long[] NOWHERE = {};

  private BaseInteger() {}

  /// Executes at most `limit` instructions from the hart's pc on.
  ///
  /// @return how many; all of them have retired, and the hart's pc is behind the last
  static int run(Hart hart, int limit) {
    final long[] x = hart.x;
    final Ram ram = hart.ram;
    final DecodedCode code = hart.code;
    final Translation translation = hart.translation;
    final boolean direct = translation.unasked;
    final long[] reads = translation.reads;
    final long[] writes = translation.writes;
    final boolean directFetch = translation.directFetch;
    final long[] fetches = translation.fetches;
    long pc = hart.pc;
    long base = 0;
    long[] page = NOWHERE;
    int left = limit;
    loop:
    while (left > 0) {
      int entry = (int) (pc - base) >> 1;
      if (pc - base >>> 12 != 0 || entry >= page.length) {
        long offset = directFetch ? Ram.offset(pc) : Translation.lookUp(fetches, pc, 2);
        if (!ram.holds(offset, 2)) {
          break;
        }
        page = code.page((int) offset);
        base = pc & ~PAGE_MASK;
        entry = (int) (pc - base) >> 1;
      }
      long w = page[entry];
      switch (Decoded.opcode(w)) {
        case UNDECODED -> {
          page = hart.fetch.page(pc);
          if (page == null) {
            break loop;
          }
          continue;
        }
        case LB -> {
          long at = at(x, w, direct, reads, 1);
          if (!ram.holds(at, 1)) {
            break loop;
          }
          x[rd(w)] = ram.load8(at);
        }
        case LH -> {
          long at = at(x, w, direct, reads, 2);
          if (!ram.holds(at, 2)) {
            break loop;
          }
          x[rd(w)] = ram.load16(at);
        }
        case LW -> {
          long at = at(x, w, direct, reads, 4);
          if (!ram.holds(at, 4)) {
            break loop;
          }
          x[rd(w)] = ram.load32(at);
        }
        case LD -> {
          long at = at(x, w, direct, reads, 8);
          if (!ram.holds(at, 8)) {
            break loop;
          }
          x[rd(w)] = ram.load64(at);
        }
        case LBU -> {
          long at = at(x, w, direct, reads, 1);
          if (!ram.holds(at, 1)) {
            break loop;
          }
          x[rd(w)] = ram.load8(at) & 0xff;
        }
        case LHU -> {
          long at = at(x, w, direct, reads, 2);
          if (!ram.holds(at, 2)) {
            break loop;
          }
          x[rd(w)] = ram.load16(at) & 0xffff;
        }
        case LWU -> {
          long at = at(x, w, direct, reads, 4);
          if (!ram.holds(at, 4)) {
            break loop;
          }
          x[rd(w)] = ram.load32(at) & 0xffff_ffffL;
        }
        case SB -> {
          long at = at(x, w, direct, writes, 1);
          if (!ram.holds(at, 1)) {
            break loop;
          }
          ram.store8(at, x[rs2(w)]);
        }
        case SH -> {
          long at = at(x, w, direct, writes, 2);
          if (!ram.holds(at, 2)) {
            break loop;
          }
          ram.store16(at, x[rs2(w)]);
        }
        case SW -> {
          long at = at(x, w, direct, writes, 4);
          if (!ram.holds(at, 4)) {
            break loop;
          }
          ram.store32(at, x[rs2(w)]);
        }
        case SD -> {
          long at = at(x, w, direct, writes, 8);
          if (!ram.holds(at, 8)) {
            break loop;
          }
          ram.store64(at, x[rs2(w)]);
        }
        case JAL -> {
          x[rd(w)] = pc + length(w);
          pc += imm(w);
          left--;
          continue;
        }
        case JALR -> {
          long target = x[rs1(w)] + imm(w) & ~1;
          x[rd(w)] = pc + length(w);
          pc = target;
          left--;
          continue;
        }
        case BEQ -> {
          if (x[rs1(w)] == x[rs2(w)]) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case BNE -> {
          if (x[rs1(w)] != x[rs2(w)]) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case BLT -> {
          if (x[rs1(w)] < x[rs2(w)]) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case BGE -> {
          if (x[rs1(w)] >= x[rs2(w)]) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case BLTU -> {
          if (Long.compareUnsigned(x[rs1(w)], x[rs2(w)]) < 0) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case BGEU -> {
          if (Long.compareUnsigned(x[rs1(w)], x[rs2(w)]) >= 0) {
            pc += imm(w);
            left--;
            continue;
          }
        }
        case LUI -> x[rd(w)] = imm(w);
        case AUIPC -> x[rd(w)] = pc + imm(w);
        case ADDI -> x[rd(w)] = x[rs1(w)] + imm(w);
        case SLTI -> x[rd(w)] = x[rs1(w)] < imm(w) ? 1 : 0;
        case SLTIU -> x[rd(w)] = Long.compareUnsigned(x[rs1(w)], imm(w)) < 0 ? 1 : 0;
        case XORI -> x[rd(w)] = x[rs1(w)] ^ imm(w);
        case ORI -> x[rd(w)] = x[rs1(w)] | imm(w);
        case ANDI -> x[rd(w)] = x[rs1(w)] & imm(w);
        case SLLI -> x[rd(w)] = x[rs1(w)] << imm(w);
        case SRLI -> x[rd(w)] = x[rs1(w)] >>> imm(w);
        case SRAI -> x[rd(w)] = x[rs1(w)] >> imm(w);
        case ADD -> x[rd(w)] = x[rs1(w)] + x[rs2(w)];
        case SUB -> x[rd(w)] = x[rs1(w)] - x[rs2(w)];
        case SLL -> x[rd(w)] = x[rs1(w)] << x[rs2(w)];
        case SLT -> x[rd(w)] = x[rs1(w)] < x[rs2(w)] ? 1 : 0;
        case SLTU -> x[rd(w)] = Long.compareUnsigned(x[rs1(w)], x[rs2(w)]) < 0 ? 1 : 0;
        case XOR -> x[rd(w)] = x[rs1(w)] ^ x[rs2(w)];
        case SRL -> x[rd(w)] = x[rs1(w)] >>> x[rs2(w)];
        case SRA -> x[rd(w)] = x[rs1(w)] >> x[rs2(w)];
        case OR -> x[rd(w)] = x[rs1(w)] | x[rs2(w)];
        case AND -> x[rd(w)] = x[rs1(w)] & x[rs2(w)];
        case ADDIW -> x[rd(w)] = (int) (x[rs1(w)] + imm(w));
        case SLLIW -> x[rd(w)] = (int) x[rs1(w)] << imm(w);
        case SRLIW -> x[rd(w)] = (int) x[rs1(w)] >>> imm(w);
        case SRAIW -> x[rd(w)] = (int) x[rs1(w)] >> imm(w);
        case ADDW -> x[rd(w)] = (int) (x[rs1(w)] + x[rs2(w)]);
        case SUBW -> x[rd(w)] = (int) (x[rs1(w)] - x[rs2(w)]);
        case SLLW -> x[rd(w)] = (int) x[rs1(w)] << x[rs2(w)];
        case SRLW -> x[rd(w)] = (int) x[rs1(w)] >>> x[rs2(w)];
        case SRAW -> x[rd(w)] = (int) x[rs1(w)] >> x[rs2(w)];
        case MUL -> x[rd(w)] = x[rs1(w)] * x[rs2(w)];
        case MULH -> x[rd(w)] = Math.multiplyHigh(x[rs1(w)], x[rs2(w)]);
        case MULHSU -> x[rd(w)] = MultiplyDivide.mulhsu(x[rs1(w)], x[rs2(w)]);
        case MULHU -> x[rd(w)] = Math.unsignedMultiplyHigh(x[rs1(w)], x[rs2(w)]);
        case DIV -> x[rd(w)] = MultiplyDivide.div(x[rs1(w)], x[rs2(w)]);
        case DIVU -> x[rd(w)] = MultiplyDivide.divu(x[rs1(w)], x[rs2(w)]);
        case REM -> x[rd(w)] = MultiplyDivide.rem(x[rs1(w)], x[rs2(w)]);
        case REMU -> x[rd(w)] = MultiplyDivide.remu(x[rs1(w)], x[rs2(w)]);
        case MULW -> x[rd(w)] = (int) (x[rs1(w)] * x[rs2(w)]);
        case DIVW -> x[rd(w)] = MultiplyDivide.divw((int) x[rs1(w)], (int) x[rs2(w)]);
        case DIVUW -> x[rd(w)] = MultiplyDivide.divuw((int) x[rs1(w)], (int) x[rs2(w)]);
        case REMW -> x[rd(w)] = MultiplyDivide.remw((int) x[rs1(w)], (int) x[rs2(w)]);
        case REMUW -> x[rd(w)] = MultiplyDivide.remuw((int) x[rs1(w)], (int) x[rs2(w)]);
        case FENCE, FENCE_I -> {}
        default -> {
          if (!executeExtension(hart, w)) {
            break loop;
          }
        }
      }
      pc += length(w);
      left--;
    }
    hart.pc = pc;
    return limit - left;
  }

  /// What is not in the loop itself, so that the loop stays small: one call further away.
  ///
  /// @return whether it was executed; if not, nothing has happened and it is for [SlowPath]
  private static boolean executeExtension(Hart hart, long w) {
    int opcode = opcode(w);
    if (opcode < FIRST_EXTENSION) {
      return opcode <= LAST_ATOMIC && Atomics.execute(w, hart.x, hart.ram, hart.translation);
    }
    if (opcode <= LAST_FLOAT) {
      return hart.csrs.floating.execute(w, hart.x, hart.ram, hart.translation);
    }
    if (opcode > LAST_CONDITIONAL) {
      return opcode <= LAST_CACHE_BLOCK
          ? CacheBlocks.exists(hart.csrs, w)
              && CacheBlocks.execute(w, hart.x, hart.ram, hart.translation)
          : OrderedAccess.execute(w, hart.x, hart.ram, hart.translation);
    }
    if (opcode <= LAST_BIT_MANIPULATION) {
      BitManipulation.execute(w, hart.x);
    } else {
      ConditionalOperations.execute(w, hart.x);
    }
    return true;
  }

  private static int opcode(long w) {
    return Decoded.opcode(w);
  }

  private static int rd(long w) {
    return Decoded.rd(w);
  }

  private static int rs1(long w) {
    return Decoded.rs1(w);
  }

  private static int rs2(long w) {
    return Decoded.rs2(w);
  }

  private static long imm(long w) {
    return Decoded.immediate(w);
  }

  private static int length(long w) {
    return Decoded.length(w);
  }

  /// Where a load or store goes, as an offset into RAM; none that is in RAM if that has to be found
  /// out first.
  private static long at(long[] x, long w, boolean direct, long[] buffer, int size) {
    long address = x[Decoded.rs1(w)] + Decoded.immediate(w);
    return direct ? address - MemoryLayout.RAM : Translation.lookUp(buffer, address, size);
  }
}
