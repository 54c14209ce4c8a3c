package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zicbom and Zicboz (unprivileged ISA, chapter "CMO"), with blocks of 64 bytes. There are no
/// caches, so every copy of a block is coherent and managing one changes nothing; zeroing is a
/// single step. They are for RAM; elsewhere they raise a store access fault, with the address as it
/// was given.
final class CacheBlocks {

  static final int BYTES = 64;

  private CacheBlocks() {}

  /// Whether an instruction is one that manages a block: all but the one that writes it.
  static boolean manages(long w) {
    return Decoded.opcode(w) >= CBO_INVAL && Decoded.opcode(w) <= CBO_FLUSH;
  }

  /// Where the block around an address starts.
  static long start(long address) {
    return address & -BYTES;
  }

  /// Executes a CBO instruction if its block is in RAM.
  ///
  /// @return whether it was executed; if not, nothing has happened and it has to trap
  static boolean execute(long w, long[] x, Ram ram, Translation translation) {
    boolean zero = Decoded.opcode(w) == CBO_ZERO;
    long address = start(x[Decoded.rs1(w)]);
    long offset =
        zero ? translation.writing(address, BYTES) : translation.reading(address, BYTES);
    if (!ram.holds(offset, BYTES)) {
      return false;
    }
    if (zero) {
      for (int i = 0; i < BYTES; i += 8) {
        ram.store64(offset + i, 0);
      }
    }
    return true;
  }
}
