package bohr.fuzz.litmus;

import java.time.Duration;

/// How long the search of a test may go on.
final class Budget {

  private final long began = System.nanoTime();
  private final long most;
  private boolean spent;

  Budget(Duration limit) {
    most = limit.toNanos();
  }

  /// Whether the time is up, or somebody has asked to stop.
  boolean isSpent() {
    spent |= System.nanoTime() - began > most || Thread.currentThread().isInterrupted();
    return spent;
  }

  /// The search has had to leave something out.
  void spend() {
    spent = true;
  }
}
