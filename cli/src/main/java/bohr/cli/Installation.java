package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where scenarios are found by name: under `traces/` of the present folder, and of Bohr itself.
record Installation(Terminal terminal) {

  private static final String SCENARIO = "scenario.yaml";

  /// Reads the scenario that a user names.
  ///
  /// @param named a folder, or the name of one under `traces/`
  /// @param variant null for the standard one
  Scenario scenario(String named, String variant, List<String> overrides) {
    return ScenarioReader.read(folder(named), variant, overrides, Oracles.names(),
        terminal.models());
  }

  /// The folder of the scenario that a user names.
  Path folder(String named) {
    Path folder;
    try {
      folder = terminal.file(Path.of(named));
    } catch (InvalidPathException e) {
      throw new BadInput(named, "", "not a name that a folder could have");
    }
    TreeMap<String, Path> scenarios = scenarios();
    if (scenarios.containsKey(named) && !Files.exists(folder.resolve(SCENARIO))) {
      return scenarios.get(named);
    }
    if (!Files.exists(folder)) {
      String known = scenarios.isEmpty()
          ? "there is no traces/ folder here"
          : "there are: " + String.join(", ", scenarios.keySet());
      throw new BadInput(named, "", "neither a folder nor a scenario under traces/; " + known);
    }
    return folder;
  }

  /// All scenarios under `traces/`, by name.
  TreeMap<String, Path> scenarios() {
    TreeMap<String, Path> scenarios = new TreeMap<>();
    for (Path root : List.of(terminal.home(), terminal.folder())) {
      for (Path folder : folders(root.resolve("traces"))) {
        scenarios.put(folder.getFileName().toString(), folder);
      }
    }
    return scenarios;
  }

  private static Iterable<Path> folders(Path traces) {
    TreeSet<Path> folders = new TreeSet<>();
    if (Files.isDirectory(traces)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(traces)) {
        entries.forEach(folders::add);
      } catch (IOException e) {
        throw new BadInput(traces.toString(), "", "cannot be read: " + e.getMessage());
      }
    }
    folders.removeIf(folder -> !Files.exists(folder.resolve(SCENARIO)));
    return folders;
  }
}
