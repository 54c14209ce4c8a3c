package bohr.emulator.memory;

import java.util.Arrays;

/// Which blocks of a memory have changed since the log was begun or taken. Unlike an image, it
/// holds no contents: whoever takes it sees them where they are.
public final class ChangeLog {

  private final byte[] bytes;
  private final byte[] reasons;
  private final byte logged;
  private final int[] blocks;
  private int count;

  /// Whoever is shown the blocks of the log.
  public interface Visitor {

    /// The block number `block` has changed; its bytes are those of `bytes` from `at` on, for now.
    void changed(int block, byte[] bytes, int at);
  }

  /// A log that is told of the next change of each block.
  ///
  /// @param logged the reason by which it is
  ChangeLog(byte[] bytes, byte[] reasons, byte logged) {
    this.bytes = bytes;
    this.reasons = reasons;
    this.logged = logged;
    blocks = new int[reasons.length];
    for (int block = 0; block < reasons.length; block++) {
      reasons[block] |= logged;
    }
  }

  void note(int block) {
    blocks[count++] = block;
  }

  /// How many blocks it holds.
  public int size() {
    return count;
  }

  /// Shows the blocks in ascending order, and forgets them.
  public void take(Visitor visitor) {
    Arrays.sort(blocks, 0, count);
    for (int i = 0; i < count; i++) {
      visitor.changed(blocks[i], bytes, blocks[i] << Memory.BLOCK_SHIFT);
      reasons[blocks[i]] |= logged;
    }
    count = 0;
  }
}
