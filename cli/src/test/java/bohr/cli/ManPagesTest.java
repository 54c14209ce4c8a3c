package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/// The man pages are written by picocli and committed. `-Dbohr.golden=write` writes them anew.
class ManPagesTest {

  private static final Path PAGES = Path.of("../docs/man");

  @TempDir Path folder;

  @Test
  void theManPagesAreUpToDate() throws IOException {
    CommandLine main = Main.commandLine(Terminal.ofProcess());
    ManPageGenerator.generateManPage(
        folder.toFile(), null, new boolean[0], true, main.getCommandSpec());
    TreeMap<String, List<String>> pages = pages(folder);
    if ("write".equals(System.getProperty("bohr.golden"))) {
      Files.createDirectories(PAGES);
      for (String name : pages.keySet()) {
        Files.write(PAGES.resolve(name), pages.get(name));
      }
    }
    assertEquals(pages, pages(PAGES));
  }

  /// By name, without the version, which would change every page with every release.
  private static TreeMap<String, List<String>> pages(Path folder) throws IOException {
    TreeMap<String, List<String>> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readAllLines(file).stream()
            .map(line -> line.replaceAll("^:(revnumber|mansource):.*", ":$1:")).toList());
      }
    }
    return pages;
  }
}
