package bohr.emulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.boot.TestElf;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.input.BadInput;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A good scenario to be spoilt, and the models and oracles that it names.
final class TestScenario {

  static final Set<String> ORACLES = Set.of("gate", "guest-assert", "end-state", "step-bound");

  static final String GOOD = """
      title: One hart clears bus master enable while the device writes.
      harts: 2
      memory: 1M
      memory-model: sc
      guest: guest.elf
      step-bound: 20000
      devices:
        - name: edu
          model: edu
          slot: 1
          set: { dma: mapped }
        - name: disk
          model: disk
          slot: 2
      guest-parameters: { ack_first: 0 }
      oracles: [guest-assert, gate]
      end-state:
        - { device: disk, offset: 0, length: 512, unchanged: true }
      variants:
        buggy: { edu.dma: mapped }
        fixed: { edu.dma: per-beat, guest.ack_first: 0x10 }
      expect: { oracle: gate, switches: 3 }
      reference: >
        Two lines
        of text.
      """;

  private record Model(String name, String summary, int threads, List<Setting> settings)
      implements DeviceModel {

    @Override
    public int bulkBytes(Settings settings) {
      return 0;
    }

    @Override
    public bohr.emulator.device.Device create(Wiring wiring) {
      throw new UnsupportedOperationException("scenarios are read without making devices");
    }
  }

  private TestScenario() {}

  static SortedMap<String, DeviceModel> models() {
    SortedMap<String, DeviceModel> models = new TreeMap<>();
    models.put("edu", new Model("edu", "A device to learn from.", 2, List.of(
        Setting.oneOf("locking", "The lock.", "bql", "device", "none"),
        Setting.oneOf("dma", "When it is checked.", "per-beat", "mapped"),
        Setting.number("max-payload", "Bytes of a beat.", 128, 8, 4096))));
    models.put("disk", new Model("disk", "A device to keep things.", 1, List.of(
        Setting.oneOf("reset-order", "What goes first.", "cancel-first", "clear-first"),
        Setting.number("sectors", "How many.", 64, 8, 2048))));
    return models;
  }

  static Scenario read(String yaml, String variant, String... overrides) {
    return ScenarioReader.of(
        "race", yaml, TestElf.guest(), variant, List.of(overrides), ORACLES, models());
  }

  /// Checks that the description is refused, and with which message.
  static void refused(String yaml, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> read(yaml, null));
    assertEquals("race/scenario.yaml: " + message, bad.getMessage());
  }

  /// As the other, for the good description with `was` replaced by `is`, and likewise for each pair
  /// of `more`, which keep the rest YAML.
  static void refused(String was, String is, String message, String... more) {
    assertTrue(GOOD.contains(was), was);
    String yaml = GOOD.replace(was, is);
    for (int i = 0; i < more.length; i += 2) {
      yaml = yaml.replace(more[i], more[i + 1]);
    }
    refused(yaml, message);
  }
}
