package bohr.cli;

import bohr.fuzz.explore.ExploreListener;
import java.time.Duration;
import java.util.Locale;

/// One line on the terminal that says how an exploration goes on; nothing at all in a pipe.
final class ExploreProgress implements ExploreListener {

  /// Beyond this the estimate says no more than "very many".
  private static final double MANY = 1e15;

  private final StatusLine line;
  private final long began = System.nanoTime();

  ExploreProgress(Terminal terminal) {
    line = new StatusLine(terminal);
  }

  @Override
  public void progress(Progress now) {
    line.show(line(now, Duration.ofNanos(System.nanoTime() - began)));
  }

  /// What to say after so long.
  static String line(Progress now, Duration elapsed) {
    String counted = String.format(Locale.ROOT, "%,d states, %,d executions",
        now.states(), now.executions());
    double total = now.estimatedExecutions();
    if (total == 0 || total > MANY) {
      return counted + (total == 0 ? "" : " of very many, no end in sight");
    }
    double left = elapsed.toMillis() / 1000.0 * (1 / now.done() - 1);
    return String.format(Locale.ROOT, "%s of about %,.0f, %.1f %%, %s", counted, total,
        100 * now.done(),
        left > 999_999 ? "no end in sight" : String.format(Locale.ROOT, "%.0f s left", left));
  }

  /// Takes the line away.
  void done() {
    line.clear();
  }
}
