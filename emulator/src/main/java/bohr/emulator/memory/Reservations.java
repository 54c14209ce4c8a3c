package bohr.emulator.memory;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The reservations of harts (RISC-V unprivileged ISA, §"Zalrsc"): one per hart, the aligned 8
/// bytes around the LR's address. A store by any *other* agent that overlaps them ends the
/// reservation, whatever value it writes, so an SC cannot be fooled by A-B-A.
final class Reservations implements Stateful {

  private static final long NONE = -1;

  private final long[] reserved;

  Reservations(int harts) {
    reserved = new long[harts];
    Arrays.fill(reserved, NONE);
  }

  void set(int hart, int offset) {
    reserved[hart] = offset & ~7;
  }

  /// Whether `hart` had the reservation of the 8 bytes around `offset`; it has none any more.
  boolean take(int hart, int offset) {
    boolean held = reserved[hart] == (offset & ~7);
    reserved[hart] = NONE;
    return held;
  }

  /// Ends those that a store by `agent` ends.
  ///
  /// @return whether there are others in `block`
  boolean end(int block, int offset, int length, int agent) {
    boolean more = false;
    for (int hart = 0; hart < reserved.length; hart++) {
      long at = reserved[hart];
      if (at >= 0 && hart != agent && offset < at + 8 && at < offset + length) {
        reserved[hart] = NONE;
      } else if (at >> Memory.BLOCK_SHIFT == block) {
        more = true;
      }
    }
    return more;
  }

  /// Marks the blocks in which there are some.
  void mark(byte[] reasons, byte reason) {
    for (long at : reserved) {
      if (at >= 0) {
        reasons[(int) at >> Memory.BLOCK_SHIFT] |= reason;
      }
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(reserved);
  }
}
