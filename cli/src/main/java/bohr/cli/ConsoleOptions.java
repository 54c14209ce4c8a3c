package bohr.cli;

import bohr.cli.console.Interactive;
import bohr.cli.console.Piped;
import bohr.cli.console.Session;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/// How a guest's console looks to whoever sits at it.
final class ConsoleOptions {

  @Option(names = "--no-status",
      description = "Does not show speed and guest time in the title of the terminal.")
  private boolean noStatus;

  ConsoleOptions() {}

  /// Opens the session of a person, or that of a program.
  Session.Opener opener(Terminal terminal) {
    if (!terminal.inIsTerminal()) {
      return subject -> new Piped(terminal.in());
    }
    PrintStream messages = terminal.errIsTerminal() ? terminal.err() : terminal.out();
    boolean status = !noStatus && terminal.errIsTerminal();
    Interactive.Screen screen =
        new Interactive.Screen(terminal.in(), messages, status, terminal.folder());
    return subject -> Interactive.open(screen, subject);
  }
}
