package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;
import bohr.fuzz.FoundTrace;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceWriter;
import bohr.replay.Replayer;
import bohr.replay.report.Glyphs;
import bohr.replay.report.Report;
import bohr.replay.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Traces as files.
record TraceFiles(Terminal terminal) {

  /// Reads a trace, and rebuilds its scenario.
  Replayer read(Path path) {
    Trace trace = TraceReader.read(terminal.file(path));
    return Replayer.of(trace, path.toString(), new ReferencedFiles(terminal, path),
        terminal.models());
  }

  /// Writes a whole trace: the file is there or it is not.
  void write(Path path, Trace trace) {
    try {
      TraceWriter.write(terminal.file(path), trace);
    } catch (IOException e) {
      throw new BadInput(path.toString(), "", "cannot be written: " + reason(e));
    }
  }

  static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceAll("Exception$", "")
        + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  /// Where to write the trace of a finding.
  ///
  /// @param asked a file or a folder; null for the present folder
  /// @param number of the finding, from 0: a file that is asked for is that of the first one
  Path place(Path asked, Header header, String signature, int number) {
    String oracle = signature.substring(0, signature.indexOf(' '));
    String name = header.scenario() + "-" + header.variant() + "-" + oracle
        + Text.format("-%04x.trace", Digest.mix(Digest.EMPTY, signature) & 0xffff);
    if (asked == null) {
      return Path.of(name);
    }
    if (Files.isDirectory(terminal.file(asked))) {
      return asked.resolve(name);
    }
    return number == 0 ? asked : asked.resolveSibling(numbered(asked, number + 1));
  }

  private static String numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  /// What there is to say about a trace.
  Report report(Replayer replayer, Path path) {
    return FoundTrace.report(replayer, new Shell(terminal).replay(path));
  }

  /// The table of a trace, as it fits the terminal.
  String table(Report report, int width, boolean everyStep) {
    return TextTable.render(report, Glyphs.of(terminal.outCharset()), width, everyStep);
  }
}
