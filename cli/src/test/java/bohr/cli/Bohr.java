package bohr.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Runs commands as if they were typed in a folder, and keeps what they said.
///
/// @param folder where they are typed; files are written there
/// @param input what stands at standard input
/// @param errIsTerminal whether somebody watches standard error
/// @param charset of standard output
record Bohr(Path folder, String input, boolean errIsTerminal, Charset charset) {

  /// Bohr is installed where its sources are.
  static final Path HOME = Path.of("..");

  /// What a command left behind.
  record Run(int status, String out, String err) {

    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  /// In a pipe.
  static Bohr in(Path folder) {
    return new Bohr(folder, "", false, StandardCharsets.UTF_8);
  }

  Bohr withInput(String text) {
    return new Bohr(folder, text, errIsTerminal, charset);
  }

  Bohr onATerminal() {
    return new Bohr(folder, input, true, charset);
  }

  Bohr inAscii() {
    return new Bohr(folder, input, errIsTerminal, StandardCharsets.US_ASCII);
  }

  Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(
        new PrintStream(out, true, charset),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        charset, false, errIsTerminal, 120, HOME, folder);
    int status = Main.execute(terminal, arguments);
    return new Run(status, out.toString(charset), err.toString(StandardCharsets.UTF_8));
  }
}
