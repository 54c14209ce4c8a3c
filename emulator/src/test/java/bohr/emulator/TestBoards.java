package bohr.emulator;

import bohr.emulator.boot.Elf;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.DiskModel;
import bohr.emulator.device.EduModel;
import bohr.emulator.device.Settings;
import bohr.emulator.oracle.Oracles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Boards with the guests of the scenarios under traces/, put together by hand: tests of the
/// machine do not need the scenario reader.
final class TestBoards {

  private TestBoards() {}

  static Board edu(String scenario, String... settings) {
    return board(scenario, new EduModel(), settings);
  }

  static Board disk(String scenario, String... settings) {
    return board(scenario, new DiskModel(), settings);
  }

  /// A board on which nothing that is wrong ends the execution.
  static Board unwatched(String scenario, DeviceModel model, String... settings) {
    return board(scenario, model, settings).withOracles(Set.of());
  }

  private static Board board(String scenario, DeviceModel model, String... settings) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    Elf elf = guest(scenario);
    return new Board(
        2,
        1 << 20,
        List.of(new Board.Plug(model.name(), model, 1, new Settings(values))),
        Oracles.names(),
        elf::load,
        elf.entry(),
        pc -> elf.locate(pc).toString(),
        List.of());
  }

  private static Elf guest(String scenario) {
    Path file = Path.of("..", "traces", scenario, "guest.elf");
    try {
      return Elf.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
