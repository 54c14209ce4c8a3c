package bohr.cli;

import bohr.fuzz.audit.AuditListener;
import java.time.Duration;
import java.util.Locale;

/// One line on the terminal that says how an audit goes on; nothing at all in a pipe.
final class AuditProgress implements AuditListener {

  private final StatusLine line;
  private final long began = System.nanoTime();

  AuditProgress(Terminal terminal) {
    line = new StatusLine(terminal);
  }

  @Override
  public void progress(Progress now) {
    line.show(line(now, Duration.ofNanos(System.nanoTime() - began)));
  }

  /// What to say after so long.
  static String line(Progress now, Duration elapsed) {
    String counted = String.format(Locale.ROOT, "%,d of %,d cells, %,d races",
        now.cells(), now.known(), now.races());
    if (now.cells() == 0) {
      return counted;
    }
    double left = elapsed.toMillis() / 1000.0 / now.cells() * (now.known() - now.cells());
    return String.format(Locale.ROOT, "%s, %.0f s left", counted, left);
  }

  /// All is searched; the races are replayed to see their steps.
  void replaying() {
    line.show("replaying the races ...");
  }

  /// Takes the line away.
  void done() {
    line.clear();
  }
}
