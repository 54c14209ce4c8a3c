package bohr.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The status line: the terminal's title, so that it takes nothing from what the guest prints and
/// moves no cursor (xterm, "Operating System Commands": OSC 0; titles are saved and put back by
/// CSI 22 t and CSI 23 t).
final class Title {

  private static final long BETWEEN_NANOS = 500_000_000;
  private static final String SAVE = "\u001b[22;0t";
  private static final String BACK = "\u001b[23;0t";

  private final PrintStream terminal;
  private final Subject subject;
  private final Meter meter;
  private final EscapeSequences printed = new EscapeSequences();
  private boolean used;

  Title(PrintStream terminal, Subject subject, Meter meter) {
    this.terminal = terminal;
    this.subject = subject;
    this.meter = meter;
  }

  /// The guest has printed this on the same terminal.
  void shown(byte[] bytes) {
    printed.print(bytes);
  }

  /// Shows where the machine stands, if it is time and the guest is not in the middle of something.
  void tick() {
    if (meter.age() < BETWEEN_NANOS || !printed.isBetween()) {
      return;
    }
    meter.measure();
    terminal.print((used ? "" : SAVE) + "\u001b]0;bohr: " + meter.line() + trace() + "\u0007");
    terminal.flush();
    used = true;
  }

  private String trace() {
    return subject.trace().map(Title::size).orElse("");
  }

  private static String size(Path trace) {
    try {
      return String.format(Locale.ROOT, ", trace %.1f MB", Files.size(trace) / 1e6);
    } catch (IOException e) {
      return "";
    }
  }

  /// Puts the title back.
  void close() {
    if (used) {
      terminal.print(BACK);
      terminal.flush();
    }
  }
}
