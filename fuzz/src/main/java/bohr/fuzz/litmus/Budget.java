package bohr.fuzz.litmus;

import java.time.Duration;

/// How long the search of a test may go on.
final class Budget {

  private static final int BETWEEN_LOOKS = 256;

  private final long began = System.nanoTime();
  private final long most;
  private int looks;
  private boolean spent;

  Budget(Duration limit) {
    most = limit.toNanos();
  }

  /// Whether the time is up; asked once in every few steps.
  boolean isSpent() {
    if (++looks % BETWEEN_LOOKS == 0) {
      spent |= System.nanoTime() - began > most || Thread.currentThread().isInterrupted();
    }
    return spent;
  }
}
