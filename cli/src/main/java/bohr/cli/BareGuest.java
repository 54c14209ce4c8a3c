package bohr.cli;

import bohr.emulator.boot.Elf;
import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes a scenario of an ELF file alone, so that a guest can be run without writing one.
final class BareGuest {

  private BareGuest() {}

  /// One that may run for as long as it likes, whose end the command line may bring nearer.
  ///
  /// @param devices in slots from 1 on, named like their models
  static Scenario scenario(
      Terminal terminal, Path shown, List<DeviceArgument> devices, List<String> overrides) {
    byte[] image = read(terminal.file(shown), shown.toString());
    Elf.parse(image, shown.toString());
    StringBuilder yaml = new StringBuilder("""
        title: A guest alone
        harts: 1
        memory: 128M
        guest: guest.elf
        step-bound: 1000000000000
        variants: { buggy: {}, fixed: {} }
        """);
    yaml.append("oracles: [").append(String.join(", ", oracles())).append("]\n");
    List<String> settings = new ArrayList<>();
    List<String> models = devices.stream().map(DeviceArgument::model).toList();
    yaml.append(models.isEmpty() ? "devices: []\n" : "devices:\n");
    for (int slot = 1; slot <= models.size(); slot++) {
      String model = models.get(slot - 1);
      String name = models.indexOf(model) == slot - 1 ? model : model + slot;
      yaml.append("  - { name: ").append(name).append(", model: ").append(model);
      yaml.append(", slot: ").append(slot).append(" }\n");
      devices.get(slot - 1).values().forEach((key, value) ->
          settings.add(name + "." + key + "=" + value));
    }
    settings.addAll(overrides);
    String title = shown.getFileName().toString().replaceAll("\\.elf$", "");
    return ScenarioReader.of(
        title, yaml.toString(), image, null, settings, Oracles.names(), terminal.models());
  }

  /// Running for long is not wrong of a guest alone.
  private static Set<String> oracles() {
    Set<String> names = Oracles.names();
    names.remove("step-bound");
    return names;
  }

  private static byte[] read(Path file, String shown) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(shown, "", Files.exists(file)
          ? "neither a scenario's folder nor a file" : "no such file or scenario");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Elf.MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new BadInput(shown, "", "no such file");
    } catch (AccessDeniedException e) {
      throw new BadInput(shown, "", "may not be read");
    } catch (IOException e) {
      throw new BadInput(shown, "", "cannot be read: " + e.getMessage());
    }
  }
}
