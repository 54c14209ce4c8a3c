package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The access outside RAM that a hart is in the middle of, if there is one. The instruction stays
/// what it was should its memory change meanwhile.
final class PendingAccess implements Stateful {

  private final Hart hart;

  /// The word of the instruction, 0 if there is none.
  private int word;

  /// The same, decoded.
  private long instruction;

  PendingAccess(Hart hart) {
    this.hart = hart;
  }

  /// The instruction, decoded; 0 if there is none.
  long instruction() {
    return instruction;
  }

  /// The access of the instruction `w` at the pc goes on with the next step.
  void keep(long w) {
    instruction = w;
    word = hart.word();
  }

  void forget() {
    instruction = 0;
    word = 0;
  }

  void pending(Access into) {
    boolean store = Decoded.access(instruction) == Access.Kind.WRITE;
    long address = Operand.address(hart.x, instruction);
    hart.bus.pending(hart, address, Decoded.size(instruction), store, into);
  }

  String describe() {
    return Disassembler.disassemble(hart.pc, word) + " (pending)";
  }

  @Override
  public void walk(Walker walker) {
    int walked = walker.value(word);
    if (walked != word) {
      word = walked;
      instruction = walked == 0 ? 0 : Decoded.decode(walked);
    }
  }
}
