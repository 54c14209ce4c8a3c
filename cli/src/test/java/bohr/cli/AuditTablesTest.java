package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The verdict tables in audits/ are what the command in their first line says.
/// `-Dbohr.golden=write` writes them anew.
class AuditTablesTest {

  private static final Path AUDITS = Path.of("../audits");
  private static final String COMMAND = "./bohr ";

  static List<String> tables() throws IOException {
    try (Stream<Path> files = Files.walk(AUDITS)) {
      return files.map(file -> AUDITS.relativize(file).toString())
          .filter(name -> name.endsWith(".txt")).sorted().toList();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("tables")
  void theTableIsWhatItsCommandSays(String name) throws IOException {
    Path file = AUDITS.resolve(name);
    String table = Files.readString(file);
    String command = table.lines().findFirst().orElseThrow();
    String[] arguments = command.substring(COMMAND.length()).split(" ");
    String now = command + "\n\n" + Bohr.in(Bohr.HOME).run(arguments).out();
    if ("write".equals(System.getProperty("bohr.golden"))) {
      Files.writeString(file, now);
    }
    assertEquals(now, table);
  }

  @Test
  void everyAuditedScenarioHasATableAndReasons() throws IOException {
    try (Stream<Path> folders = Files.list(AUDITS)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        String readme = Files.readString(folder.resolve("README.md"));
        List<String> tables = tables().stream()
            .filter(name -> name.startsWith(folder.getFileName() + "/")).toList();
        assertFalse(tables.isEmpty(), folder.toString());
        for (String table : tables) {
          String command =
              Files.readAllLines(AUDITS.resolve(table)).getFirst();
          assertEquals(COMMAND + "audit audits/" + folder.getFileName(),
              String.join(" ", Arrays.copyOf(command.split(" "), 3)));
          assertEquals(true, readme.contains(command), readme);
        }
      }
    }
  }
}
