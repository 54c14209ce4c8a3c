package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zicbom and Zicboz (unprivileged ISA, chapter "CMO"), with blocks of 64 bytes. There are no
/// caches, so every copy of a block is coherent and managing one changes nothing; zeroing is a
/// single step. They are for RAM; elsewhere they raise a store access fault, with the address as it
/// was given.
final class CacheBlocks {

  static final int BYTES = 64;

  private CacheBlocks() {}

  /// Where the block around an address starts.
  static long start(long address) {
    return address & -BYTES;
  }

  /// Executes a CBO instruction if its block is in RAM.
  ///
  /// @return whether it was executed; if not, nothing has happened and it has to trap
  static boolean execute(long w, long[] x, Ram ram) {
    long offset = Ram.offset(start(x[Decoded.rs1(w)]));
    if (!ram.holds(offset, BYTES)) {
      return false;
    }
    if (Decoded.opcode(w) == CBO_ZERO) {
      for (int i = 0; i < BYTES; i += 8) {
        ram.store64(offset + i, 0);
      }
    }
    return true;
  }
}
