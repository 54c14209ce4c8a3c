package bohr.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that a test compares with, in files. `-Dbohr.golden=write` writes them anew; look at the
/// difference before committing it.
final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/bohr/replay/report");

  private Golden() {}

  static void check(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if ("write".equals(System.getProperty("bohr.golden"))) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual);
      }
      assertEquals(Files.readString(file), actual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
