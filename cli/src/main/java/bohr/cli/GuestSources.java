package bohr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The sources of a guest that lie where they usually do: beside the trace, and in `guests/`. A
/// trace says in which file and line a hart was, but does not hold the file; one that is not at
/// hand is just not shown.
record GuestSources(Terminal terminal) {

  private static final int FILES_MAX = 64;
  private static final long BYTES_MAX = 256 << 10;

  /// Name to text.
  Map<String, String> of(Path trace) {
    Map<String, String> sources = new TreeMap<>();
    add(terminal.home().resolve("guests"), sources);
    Path folder = terminal.file(trace).toAbsolutePath().getParent();
    if (folder != null) {
      add(folder, sources);
    }
    return sources;
  }

  private static void add(Path folder, Map<String, String> sources) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(GuestSources::isSource).sorted().limit(FILES_MAX).toList()) {
        sources.put(file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // What cannot be read is not shown.
    }
  }

  private static boolean isSource(Path file) {
    try {
      return file.getFileName().toString().matches(".*\\.[chS]") && Files.isRegularFile(file)
          && Files.size(file) <= BYTES_MAX;
    } catch (IOException _) {
      return false;
    }
  }
}
