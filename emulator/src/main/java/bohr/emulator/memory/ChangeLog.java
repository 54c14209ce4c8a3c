package bohr.emulator.memory;

import java.util.function.IntConsumer;

/// Which blocks of a memory have changed since the log was begun or taken. Unlike an image, it
/// holds no contents: whoever takes it finds them where they are.
public final class ChangeLog {

  private final byte[] reasons;
  private final byte logged;
  private int count;

  /// A log that is told of the next change of each block. Which blocks have changed is in `reasons`
  /// alone: they lack the reason `logged`.
  ///
  /// @param logged the reason by which it is told
  ChangeLog(byte[] reasons, byte logged) {
    this.reasons = reasons;
    this.logged = logged;
    for (int block = 0; block < reasons.length; block++) {
      reasons[block] |= logged;
    }
  }

  void note() {
    count++;
  }

  /// Shows the numbers of the blocks in ascending order, and forgets them.
  public void take(IntConsumer visitor) {
    for (int block = 0; count > 0; block++) {
      if ((reasons[block] & logged) == 0) {
        visitor.accept(block);
        reasons[block] |= logged;
        count--;
      }
    }
  }
}
