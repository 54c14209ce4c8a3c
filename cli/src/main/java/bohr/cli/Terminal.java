package bohr.cli;

import bohr.emulator.plugin.DeviceModels;
import bohr.replay.report.Glyphs;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Where a command runs: its streams, its folders, and what the other end of them is.
///
/// @param out for results
/// @param err for progress and messages
/// @param in what the user types or another program sends
/// @param outCharset of `out`
/// @param inIsTerminal whether a person sits at `in`
/// @param errIsTerminal whether a person sees `err`
/// @param width of a line, in characters
/// @param home where Bohr is installed: `traces/` is there
/// @param folder relative paths begin there
/// @param plugins what is loaded besides Bohr
record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Charset outCharset,
    boolean inIsTerminal,
    boolean errIsTerminal,
    int width,
    Path home,
    Path folder,
    Plugins plugins) {

  private static final int WIDTH_IN_A_PIPE = 120;
  private static final int WIDTH_MAX = 160;

  /// Without plugins, until the command line names some.
  Terminal(
      PrintStream out, PrintStream err, InputStream in, Charset outCharset, boolean inIsTerminal,
      boolean errIsTerminal, int width, Path home, Path folder) {
    this(out, err, in, outCharset, inIsTerminal, errIsTerminal, width, home, folder,
        new Plugins());
  }

  /// That of this process.
  static Terminal ofProcess() {
    boolean outIsTerminal = isTerminal(1);
    return new Terminal(System.out, System.err, System.in, System.out.charset(), isTerminal(0),
        isTerminal(2), width(outIsTerminal), Path.of(System.getProperty("bohr.home", ".")),
        Path.of(""));
  }

  /// Java tells whether standard input and output are a terminal, both together. Linux tells of
  /// each.
  private static boolean isTerminal(int descriptor) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)));
      return target.startsWith("/dev/pts") || target.startsWith("/dev/tty")
          || target.equals(Path.of("/dev/console"));
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null && System.console().isTerminal();
    }
  }

  /// That of the terminal; a pipe is as wide as it is told to be, or [#WIDTH_IN_A_PIPE].
  private static int width(boolean outIsTerminal) {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{1,3}")) {
      return Integer.parseInt(columns);
    }
    return outIsTerminal ? Math.min(WIDTH_MAX, askedWidth()) : WIDTH_IN_A_PIPE;
  }

  /// `stty size` prints rows and columns of the terminal that it is given.
  private static int askedWidth() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(Path.of("/dev/tty").toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        String[] size = new String(stty.getInputStream().readAllBytes(), Charset.defaultCharset())
            .strip().split(" ");
        return size.length == 2 && size[1].matches("[1-9]\\d{1,3}")
            ? Integer.parseInt(size[1]) : WIDTH_IN_A_PIPE;
      }
    } catch (IOException e) {
      return WIDTH_IN_A_PIPE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return WIDTH_IN_A_PIPE;
  }

  /// The file that a user means by `path`.
  Path file(Path path) {
    return folder.resolve(path);
  }

  /// The device models that there are.
  DeviceModels models() {
    return plugins.models(folder);
  }

  /// A message in one line on standard error.
  void say(String text) {
    err.println("bohr: " + Glyphs.of(err.charset()).clean(text));
  }

  /// Writes a whole text to standard output.
  void print(String text) {
    out.print(text);
    out.flush();
  }
}
