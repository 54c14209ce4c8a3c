package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

/// The A extension: Zalrsc and Zaamo (unprivileged ISA, chapter "A"). Each is one step, so nothing
/// comes between the load and the store of an AMO; the aq and rl bits add nothing to sequential
/// consistency. Reservations are [bohr.emulator.memory.Memory]'s.
final class Atomics {

  private Atomics() {}

  /// Executes an atomic instruction if its address is naturally aligned and known to be in RAM.
  ///
  /// @return whether it was executed; if not, nothing has happened
  static boolean execute(long w, long[] x, Ram ram, Translation translation) {
    long address = x[Decoded.rs1(w)];
    int size = Decoded.size(w);
    long offset =
        Decoded.opcode(w) <= LR_D
            ? translation.reading(address, size)
            : translation.writing(address, size);
    if ((address & size - 1) != 0 || !ram.holds(offset, size)) {
      return false;
    }
    if (size == 4) {
      word(w, x, ram, offset);
    } else {
      doubleword(w, x, ram, offset);
    }
    return true;
  }

  private static void word(long w, long[] x, Ram ram, long offset) {
    int source = (int) x[Decoded.rs2(w)];
    switch (Decoded.opcode(w)) {
      case LR_W -> {
        ram.reserve(offset);
        x[Decoded.rd(w)] = ram.load32(offset);
      }
      case SC_W -> {
        boolean stores = ram.takeReservation(offset);
        if (stores) {
          ram.store32(offset, source);
        }
        x[Decoded.rd(w)] = stores ? 0 : 1;
      }
      default -> {
        int old = ram.load32(offset);
        ram.store32(offset, combine(Decoded.opcode(w), old, source));
        x[Decoded.rd(w)] = old;
      }
    }
  }

  private static void doubleword(long w, long[] x, Ram ram, long offset) {
    long source = x[Decoded.rs2(w)];
    switch (Decoded.opcode(w)) {
      case LR_D -> {
        ram.reserve(offset);
        x[Decoded.rd(w)] = ram.load64(offset);
      }
      case SC_D -> {
        boolean stores = ram.takeReservation(offset);
        if (stores) {
          ram.store64(offset, source);
        }
        x[Decoded.rd(w)] = stores ? 0 : 1;
      }
      default -> {
        long old = ram.load64(offset);
        ram.store64(offset, combine(Decoded.opcode(w), old, source));
        x[Decoded.rd(w)] = old;
      }
    }
  }

  /// What an AMO stores. Sign-extended words compare as doublewords do, signed and unsigned alike.
  static long combine(int opcode, long old, long source) {
    return switch (opcode) {
      case AMOSWAP_W, AMOSWAP_D -> source;
      case AMOADD_W, AMOADD_D -> old + source;
      case AMOXOR_W, AMOXOR_D -> old ^ source;
      case AMOAND_W, AMOAND_D -> old & source;
      case AMOOR_W, AMOOR_D -> old | source;
      case AMOMIN_W, AMOMIN_D -> Math.min(old, source);
      case AMOMAX_W, AMOMAX_D -> Math.max(old, source);
      case AMOMINU_W, AMOMINU_D -> Long.compareUnsigned(old, source) < 0 ? old : source;
      case AMOMAXU_W, AMOMAXU_D -> Long.compareUnsigned(old, source) > 0 ? old : source;
      default -> throw new AssertionError(opcode);
    };
  }
}
