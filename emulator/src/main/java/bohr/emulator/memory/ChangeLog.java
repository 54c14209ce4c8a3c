package bohr.emulator.memory;

/// Which blocks of a memory have changed since the log was begun or taken. Unlike an image, it
/// holds no contents: whoever takes it sees them where they are.
public final class ChangeLog {

  private final byte[] bytes;
  private final byte[] reasons;
  private final byte logged;
  private int count;

  /// Whoever is shown the blocks of the log.
  public interface Visitor {

    /// The block number `block` has changed; its bytes are those of `bytes` from `at` on, for now.
    void changed(int block, byte[] bytes, int at);
  }

  /// A log that is told of the next change of each block. Which blocks have changed is in `reasons`
  /// alone: they lack the reason `logged`.
  ///
  /// @param logged the reason by which it is told
  ChangeLog(byte[] bytes, byte[] reasons, byte logged) {
    this.bytes = bytes;
    this.reasons = reasons;
    this.logged = logged;
    for (int block = 0; block < reasons.length; block++) {
      reasons[block] |= logged;
    }
  }

  void note() {
    count++;
  }

  /// How many blocks it holds.
  public int size() {
    return count;
  }

  /// Shows the blocks in ascending order, and forgets them.
  public void take(Visitor visitor) {
    for (int block = 0; count > 0; block++) {
      if ((reasons[block] & logged) == 0) {
        visitor.changed(block, bytes, block << Memory.BLOCK_SHIFT);
        reasons[block] |= logged;
        count--;
      }
    }
  }
}
