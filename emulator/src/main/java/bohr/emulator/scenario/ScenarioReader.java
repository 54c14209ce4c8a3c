package bohr.emulator.scenario;

import bohr.emulator.boot.Elf;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.input.BadInput;
import bohr.emulator.plugin.DeviceModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads scenarios, from their folders or out of a trace that embeds one. The file format is in
/// docs/scenarios.md.
public final class ScenarioReader {

  /// Longer descriptions are refused.
  public static final int MOST_SOURCE_BYTES = 64 << 10;

  /// The variant that is read when none is named.
  public static final String STANDARD_VARIANT = "buggy";

  private ScenarioReader() {}

  /// Reads the scenario in `folder`.
  ///
  /// @param variant the variant to read; null for [#STANDARD_VARIANT]
  /// @param overrides settings that count instead of the scenario's, each `name=value`
  /// @param knownOracles the names that a scenario may list behind `oracles`
  /// @throws BadInput if there is any mistake in the folder's files or in the overrides
  public static Scenario read(
      Path folder, String variant, List<String> overrides, Set<String> knownOracles) {
    return read(folder, variant, overrides, knownOracles, DeviceModels.installed());
  }

  /// As the other, with devices of these kinds.
  public static Scenario read(Path folder, String variant, List<String> overrides,
      Set<String> knownOracles, DeviceModels models) {
    return read(folder, variant, overrides, knownOracles, models.byName());
  }

  /// As the other, with the device models there are.
  static Scenario read(Path folder, String variant, List<String> overrides,
      Set<String> knownOracles, SortedMap<String, DeviceModel> models) {
    ScenarioFolder files = new ScenarioFolder(folder);
    Interpreter interpreter = new Interpreter(
        files.descriptionPath(), files::guest, overrides, knownOracles, models);
    return interpreter.read(files.name(), files.description(), variant);
  }

  /// Reads a scenario that a trace embeds, with the same checks.
  ///
  /// @param name as [Scenario#name()] gave it
  /// @param yaml as [Scenario#source()] gave it
  /// @param guest as [Scenario#guestImage()] gave it
  /// @param variant the variant to read; null for [#STANDARD_VARIANT]
  /// @param overrides as [Scenario#overrides()] gave them
  /// @param knownOracles the names that a scenario may list behind `oracles`
  /// @throws BadInput if there is any mistake
  public static Scenario of(String name, String yaml, byte[] guest, String variant,
      List<String> overrides, Set<String> knownOracles) {
    return of(name, yaml, guest, variant, overrides, knownOracles, DeviceModels.installed());
  }

  /// As the other, with devices of these kinds.
  public static Scenario of(String name, String yaml, byte[] guest, String variant,
      List<String> overrides, Set<String> knownOracles, DeviceModels models) {
    return of(name, yaml, guest, variant, overrides, knownOracles, models.byName());
  }

  /// Another variant of `scenario`, or the same with other overrides; its devices are of the same
  /// kinds, wherever they came from.
  ///
  /// @throws BadInput if there is any mistake
  public static Scenario again(Scenario scenario, String variant, List<String> overrides,
      Set<String> knownOracles) {
    return of(scenario.name(), scenario.source(), scenario.guestImage(), variant, overrides,
        knownOracles, models(scenario));
  }

  /// The device models that there are, with those that `scenario` uses.
  public static DeviceModels models(Scenario scenario) {
    return DeviceModels.installed()
        .including(scenario.devices().stream().map(DeviceSpec::model).toList());
  }

  /// As the other, with the device models there are.
  static Scenario of(String name, String yaml, byte[] guest, String variant,
      List<String> overrides, Set<String> knownOracles, SortedMap<String, DeviceModel> models) {
    String file = name + "/" + ScenarioFolder.DESCRIPTION;
    if (yaml.getBytes(StandardCharsets.UTF_8).length > MOST_SOURCE_BYTES) {
      throw new BadInput(file, "",
          "larger than the " + MOST_SOURCE_BYTES + " bytes that it may have");
    }
    Interpreter interpreter = new Interpreter(file,
        path -> Elf.parse(guest, name + "/" + path.text()), overrides, knownOracles, models);
    return interpreter.read(name, yaml, variant);
  }
}
