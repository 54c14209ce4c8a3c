package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zalasr: load-acquire and store-release (RISC-V "Load-Acquire and Store-Release Extensions",
/// 1.0). Under sequential consistency they are loads and stores that must be aligned. Offered in
/// RAM only.
final class OrderedAccess {

  private OrderedAccess() {}

  /// Executes a load or store of Zalasr if its address is aligned and known to be in RAM.
  ///
  /// @return whether it was executed; if not, or if it is something else, nothing has happened
  static boolean execute(long w, long[] x, Ram ram, Translation translation) {
    int opcode = Decoded.opcode(w);
    if (!isOrdered(opcode)) {
      return false;
    }
    long address = x[Decoded.rs1(w)];
    int size = Decoded.size(w);
    long offset =
        opcode <= LD_AQ
            ? translation.reading(address, size)
            : translation.writing(address, size);
    if ((address & size - 1) != 0 || !ram.holds(offset, size)) {
      return false;
    }
    switch (opcode) {
      case LB_AQ -> x[Decoded.rd(w)] = ram.load8(offset);
      case LH_AQ -> x[Decoded.rd(w)] = ram.load16(offset);
      case LW_AQ -> x[Decoded.rd(w)] = ram.load32(offset);
      case LD_AQ -> x[Decoded.rd(w)] = ram.load64(offset);
      case SB_RL -> ram.store8(offset, x[Decoded.rs2(w)]);
      case SH_RL -> ram.store16(offset, x[Decoded.rs2(w)]);
      case SW_RL -> ram.store32(offset, x[Decoded.rs2(w)]);
      case SD_RL -> ram.store64(offset, x[Decoded.rs2(w)]);
      default -> throw new AssertionError(opcode);
    }
    return true;
  }
}
