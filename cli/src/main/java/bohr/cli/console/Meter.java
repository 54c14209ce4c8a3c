package bohr.cli.console;

import java.util.Locale;

/// How fast the machine goes, and how far it has come.
final class Meter {

  private static final double NANOSECONDS = 1e9;

  private final Subject subject;
  private long lookedAt = System.nanoTime();
  private long steps;
  private double million;

  Meter(Subject subject) {
    this.subject = subject;
    steps = subject.machine().steps();
  }

  /// Nanoseconds of the host since [#measure()].
  long age() {
    return System.nanoTime() - lookedAt;
  }

  /// Measures the speed since the last call.
  void measure() {
    long now = subject.machine().steps();
    million = (now - steps) * 1e3 / Math.max(1, age());
    steps = now;
    lookedAt = System.nanoTime();
  }

  /// The machine has stood still: that is not to count as slow.
  void skip() {
    lookedAt = System.nanoTime();
    steps = subject.machine().steps();
  }

  /// The last speed that was measured, and the guest's time.
  String line() {
    return String.format(Locale.ROOT, "%.1f MIPS, guest time %.3f s, %,d steps",
        million, subject.machine().nanoseconds() / NANOSECONDS, steps);
  }
}
