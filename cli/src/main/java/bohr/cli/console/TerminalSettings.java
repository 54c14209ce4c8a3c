package bohr.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The settings of the terminal at standard input: every key goes to the program at once and as it
/// is, until they are put back. `stty`, which every system with terminals has, does it: Java has no
/// words for them, and a library for so little would bring native code with it.
final class TerminalSettings {

  private static final long PATIENCE_SECONDS = 5;

  /// No lines, no echo, no signals, no translation of what is typed; what is printed is still
  /// translated, for bare guests end their lines with LF alone.
  private static final List<String> RAW =
      List.of("-icanon", "-echo", "-isig", "-iexten", "-icrnl", "-inlcr", "-igncr", "-ixon",
          "-istrip", "min", "1", "time", "0");

  private final String saved;
  private final Thread hook = new Thread(this::putBack, "bohr-terminal");

  private TerminalSettings(String saved) {
    this.saved = saved;
  }

  /// Has every key come as it is.
  ///
  /// @return what puts the settings back; empty, with nothing changed, if this process must not
  ///     touch them or cannot
  static Optional<TerminalSettings> raw() {
    Optional<String> before = isInForeground() ? stty(List.of("-g")) : Optional.empty();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    TerminalSettings settings = new TerminalSettings(before.get());
    try {
      Runtime.getRuntime().addShutdownHook(settings.hook);
    } catch (IllegalStateException ending) {
      return Optional.empty();
    }
    if (stty(RAW).isEmpty()) {
      settings.restore();
      return Optional.empty();
    }
    return Optional.of(settings);
  }

  /// Puts the settings back; does no harm if they are back.
  void restore() {
    putBack();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook runs, or has run: it does the same.
    }
  }

  private void putBack() {
    stty(List.of(saved));
  }

  /// A process in the background that touches the terminal is stopped by it. Linux tells who is in
  /// front: fields 5 and 8 of /proc/self/stat, counted behind the name in parentheses, which may
  /// hold anything (proc(5)). Elsewhere the launcher's word, a terminal at standard input, counts.
  private static boolean isInForeground() {
    try {
      String line = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]);
    } catch (IOException e) {
      return true;
    }
  }

  /// Runs `stty` at standard input, whether or not this thread was interrupted.
  ///
  /// @return what it printed; empty if it failed
  private static Optional<String> stty(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(arguments);
    boolean interrupted = Thread.interrupted();
    try {
      Process stty = new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      String printed =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return stty.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      interrupted = true;
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
