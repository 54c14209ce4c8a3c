package bohr.benchmarks;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the guests are, and machines that run them.
final class Guests {

  private Guests() {}

  /// The compute guest `name`, which does `rounds` rounds of its work.
  static Scenario compute(String name, long rounds) {
    Path folder = root().resolve("benchmarks/guests").resolve(name);
    return ScenarioReader.read(
        folder, "fixed", List.of("guest.rounds=" + rounds), Oracles.names());
  }

  /// A scenario under traces/, in its variant with the bug.
  static Scenario scenario(String name) {
    return ScenarioReader.read(
        root().resolve("traces").resolve(name), "buggy", List.of(), Oracles.names());
  }

  /// A machine that has been reset, for `scenario`.
  static Machine machine(Scenario scenario) {
    return new Machine(Board.of(scenario));
  }

  /// The repository: the first folder that has `traces`, from the working folder upwards.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("traces"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run this inside the repository");
      }
    }
    return folder;
  }
}
