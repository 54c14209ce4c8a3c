package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zicond (unprivileged ISA, chapter "Zicond").
final class ConditionalOperations {

  private ConditionalOperations() {}

  static void execute(long w, long[] x) {
    boolean zero = x[Decoded.rs2(w)] == 0;
    boolean clears = zero == (Decoded.opcode(w) == CZERO_EQZ);
    x[Decoded.rd(w)] = clears ? 0 : x[Decoded.rs1(w)];
  }
}
