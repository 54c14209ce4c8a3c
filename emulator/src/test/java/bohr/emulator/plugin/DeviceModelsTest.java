package bohr.emulator.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.DeviceModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeviceModelsTest {

  /// On the class path the file counts, on the module path the descriptor does.
  @Test
  void theClassPathHasTheSameModelsAsTheModulePath() throws IOException {
    String file = "/META-INF/services/" + DeviceModel.class.getName();
    List<String> onClassPath;
    try (var reader = new BufferedReader(new InputStreamReader(
        DeviceModel.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      onClassPath = reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
    TreeSet<String> onModulePath = new TreeSet<>();
    DeviceModels.installed().byName().values()
        .forEach(model -> onModulePath.add(model.getClass().getName()));
    assertEquals(onModulePath, new TreeSet<>(onClassPath));
  }

  @Test
  void whatIsPartOfBohrHasNoCodeOfItsOwn() {
    DeviceModels.installed().byName().values()
        .forEach(model -> assertTrue(DeviceModels.code(model).isEmpty(), model.name()));
  }
}
