package bohr.emulator.hart;

/// Where the memory operand of an instruction is.
final class Operand {

  private Operand() {}

  /// Whether a load or store is an instruction as the CSRs are.
  static boolean exists(ControlAndStatus csrs, long w) {
    int opcode = Decoded.opcode(w);
    return Opcode.isFloatAccess(opcode)
        ? !csrs.floating.isOff()
        : opcode != Opcode.CBO_ZERO || CacheBlocks.exists(csrs, w);
  }

  /// Where a load, store, atomic or CBO.ZERO goes. Atomics and Zalasr keep their aq and rl bits
  /// where others keep the offset.
  static long address(long[] x, long w) {
    long base = x[Decoded.rs1(w)];
    int opcode = Decoded.opcode(w);
    if (opcode == Opcode.CBO_ZERO) {
      return CacheBlocks.start(base);
    }
    return Opcode.isAtomic(opcode) ? base : base + Decoded.immediate(w);
  }

  /// How many bytes a load, store, atomic or CBO.ZERO touches.
  static int size(long w) {
    return Decoded.opcode(w) == Opcode.CBO_ZERO ? CacheBlocks.BYTES : Decoded.size(w);
  }
}
