package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Access;
import bohr.emulator.hart.PageWalk.Outcome;

/// What the instruction at a hart's pc is going to do, found out without doing any of it.
final class Lookahead {

  private Lookahead() {}

  /// What the next step touches, into `into`, which is empty; see [Hart#pending].
  static void pending(Hart hart, Access into) {
    long w = hart.fetch.instruction(hart.pc);
    if (w == 0 && canFetch(hart, into)) {
      w = Decoded.decode(hart.fetch.word(hart.pc));
    }
    if (w != 0 && Decoded.access(w) != Access.Kind.NONE) {
      data(hart, w, into);
    }
  }

  private static boolean canFetch(Hart hart, Access into) {
    long pc = hart.pc;
    return finds(hart, pc, 2, Purpose.FETCH, into)
        && (!hart.fetch.isLong(Ram.offset(hart.translation.physical))
            || finds(hart, pc + 2, 2, Purpose.FETCH, into));
  }

  /// Whether an access ends in RAM; if it ends at a page-table entry that it updates, `into` gets
  /// that.
  private static boolean finds(
      Hart hart, long address, int size, Purpose purpose, Access into) {
    Translation translation = hart.translation;
    Outcome outcome = translation.locate(address, size, purpose);
    if (outcome == Outcome.UPDATE) {
      into.memory(hart.pteUpdate.kind(), Ram.address(translation.entry()), 8);
      into.appends = hart.weak != null;
    }
    return outcome == Outcome.DONE && hart.ram.holds(Ram.offset(translation.physical), size);
  }

  /// Of an access across a page boundary, the part in the first page.
  private static void data(Hart hart, long w, Access into) {
    long address = Operand.address(hart.x, w);
    Access.Kind kind = Decoded.access(w);
    Purpose purpose = kind == Access.Kind.READ ? Purpose.READ : Purpose.WRITE;
    int size = Operand.size(w);
    int opcode = Decoded.opcode(w);
    boolean onlyRam = Opcode.isOnlyForRam(opcode);
    boolean misaligned = (address & size - 1) != 0;
    if (!Operand.exists(hart.csrs, w) || onlyRam && misaligned) {
      return;
    }
    int part = hart.translation.direct ? size : Translation.untilPageEnd(address, size);
    if (finds(hart, address, part, purpose, into)) {
      into.memory(kind, hart.translation.physical, part);
      into.appends = hart.weak != null && kind != Access.Kind.READ;
    } else if (!into.visible() && !onlyRam && !misaligned) {
      onBus(hart, address, size, purpose, into);
    }
  }

  private static void onBus(Hart hart, long address, int size, Purpose purpose, Access into) {
    if (hart.translation.locate(address, size, purpose) == Outcome.DONE) {
      long physical = hart.translation.physical;
      hart.bus.pending(hart, physical, size, purpose == Purpose.WRITE, into);
    }
  }

  /// It matters between which two instructions of an interruptible hart the interrupt comes, and
  /// what others do to page tables; CSRs, wfi and hints are about more than registers and memory,
  /// and a hart that may promise a store
  /// may do so anywhere. A fetch that may be stale can turn out as any instruction.
  static boolean isDivertible(Hart hart) {
    Translation translation = hart.translation;
    if (hart.csrs.interrupts.interruptible() || !translation.direct || !translation.directFetch) {
      return true;
    }
    long w = hart.fetch.instruction(hart.pc);
    return w == 0
        || hart.cache != null
        || hart.weak != null && hart.weak.mayPromise(w)
        || switch (Decoded.opcode(w)) {
          case CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI, WFI, HINT -> true;
          default -> false;
        };
  }

  /// The step in words, unless it is one of an access outside RAM.
  static String describe(Hart hart) {
    if (hart.entryUpdate.isPending()) {
      return "page-table entry update (pending)";
    }
    if (hart.isInterrupted()) {
      return "interrupt " + MajorInterrupts.name(hart.csrs.interrupts.first());
    }
    Access none = new Access();
    if (canFetch(hart, none)) {
      return Disassembler.disassemble(hart.pc, hart.fetch.word(hart.pc));
    }
    return none.visible() ? "page-table entry update" : "fetch faults";
  }
}
