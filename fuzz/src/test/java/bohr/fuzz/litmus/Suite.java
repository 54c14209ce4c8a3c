package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The public suite of litmus tests with expected outcomes, which is no part of this project: a
/// folder beside the checkout, or the one that the property `bohr.litmus` or the variable
/// `BOHR_LITMUS` names.
final class Suite {

  private Suite() {}

  /// The folder; a test that needs it is skipped if it is not there.
  static Path folder() {
    String named = System.getProperty("bohr.litmus", System.getenv("BOHR_LITMUS"));
    List<Path> candidates = named != null
        ? List.of(Path.of(named))
        : List.of(Path.of("../../shared/litmus"), Path.of("../shared/litmus"),
            Path.of("../../../shared/litmus"));
    Path folder = candidates.stream().filter(Files::isDirectory).findFirst().orElse(null);
    assumeTrue(folder != null, "no litmus tests at " + candidates + ": set BOHR_LITMUS");
    return folder;
  }

  /// All tests, in the order of their names.
  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder().resolve("open"))) {
      return files.filter(file -> file.toString().endsWith(".litmus")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LitmusTest read(Path file) {
    return LitmusReader.read(file, file.getFileName().toString());
  }
}
