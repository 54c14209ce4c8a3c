package bohr.cli;

import bohr.replay.report.SarifReport;
import bohr.replay.report.SarifReport.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Writes findings as SARIF, with source files named as seen from the folder where the command was
/// typed.
///
/// @param scenario the scenario as it was typed; null for none
record SarifOutput(Terminal terminal, String scenario) {

  void write(Path file, String run, List<Entry> entries) {
    String text = SarifReport.render(Version.text(), run, entries, this::source);
    new OutputFiles(terminal).write(file, text);
  }

  /// A source file is beside the scenario, or belongs to what guests share.
  private String source(String name) {
    Path here = terminal.folder().toAbsolutePath().normalize();
    Stream<Path> folders = scenario == null ? Stream.of()
        : Stream.of(new Installation(terminal).folder(scenario), terminal.home().resolve("guests"));
    return folders.map(folder -> folder.toAbsolutePath().normalize().resolve(name))
        .filter(Files::isRegularFile).findFirst()
        .filter(path -> path.startsWith(here))
        .map(path -> here.relativize(path).toString().replace('\\', '/')).orElse("");
  }
}
