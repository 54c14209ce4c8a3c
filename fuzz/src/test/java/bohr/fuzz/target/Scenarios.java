package bohr.fuzz.target;

import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The scenarios of this project, seen from a module's folder.
public final class Scenarios {

  private static final Path TRACES = Path.of("..", "traces");

  private Scenarios() {}

  public static Path folder(String name) {
    return TRACES.resolve(name);
  }

  public static Scenario read(String name, String variant) {
    return read(name, variant, List.of());
  }

  /// @param settings as with `--set`
  public static Scenario read(String name, String variant, List<String> settings) {
    return ScenarioReader.read(folder(name), variant, settings, Oracles.names());
  }

  public static Target target(String name, String variant) {
    return Target.of(read(name, variant));
  }

  /// Names of all scenario folders, sorted.
  public static List<String> names() {
    try (Stream<Path> folders = Files.list(TRACES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every scenario in every variant.
  public static Stream<Scenario> all() {
    return names().stream()
        .flatMap(name -> read(name, null).variants().stream().map(each -> read(name, each)));
  }
}
