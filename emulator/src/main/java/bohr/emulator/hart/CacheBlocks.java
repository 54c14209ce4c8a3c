package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// Zicbom and Zicboz (unprivileged ISA, chapter "CMO"), with blocks of 64 bytes. There are no
/// caches, so every copy of a block is coherent and managing one changes nothing; zeroing is a
/// single step. They are for RAM; elsewhere they raise a store access fault, with the address as it
/// was given.
final class CacheBlocks {

  static final int BYTES = 64;

  // Of menvcfg and senvcfg: which of these instructions there are in the modes below (privileged
  // ISA, §"Machine Environment Configuration (menvcfg) Register").

  static final long INVALIDATES = 3 << 4;
  static final long CLEANS = 1 << 6;
  static final long ZEROES = 1 << 7;

  /// The value of CBIE that is reserved.
  private static final long RESERVED = 2 << 4;

  private CacheBlocks() {}

  /// Whether `w` is an instruction in the present mode. Where CBO.INVAL is one, it may flush or
  /// invalidate, which is the same here.
  static boolean exists(ControlAndStatus csrs, long w) {
    int mode = csrs.status.mode();
    long field =
        switch (Decoded.opcode(w)) {
          case CBO_INVAL -> INVALIDATES;
          case CBO_ZERO -> ZEROES;
          default -> CLEANS;
        };
    return mode == Privilege.MACHINE
        || (csrs.menvcfg & field) != 0
            && (mode == Privilege.SUPERVISOR || (csrs.senvcfg & field) != 0);
  }

  /// The fields of `written`, or of `old` where `written` says what is reserved.
  static long fields(long old, long written) {
    long reserved = (written & INVALIDATES) == RESERVED ? INVALIDATES : 0;
    long mask = (INVALIDATES | CLEANS | ZEROES) & ~reserved;
    return written & mask | old & reserved;
  }

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
