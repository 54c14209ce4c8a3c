package bohr.emulator.scenario;

import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.NamedSetting;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A device while its scenario is being read: its settings can still be changed.
final class Device {

  private final String name;
  private final DeviceModel model;
  private final int slot;
  private final Map<String, String> values = new TreeMap<>();

  /// All settings have their standard values.
  Device(String name, DeviceModel model, int slot) {
    this.name = name;
    this.model = model;
    this.slot = slot;
    for (Setting setting : model.settings()) {
      values.put(setting.name(), setting.standard());
    }
  }

  String name() {
    return name;
  }

  /// How many agents it has: its threads, its link, and perhaps what delivers register writes.
  int agents() {
    return model.threads() + (Policies.postsWrites(new Settings(values)) ? 2 : 1);
  }

  /// Checks a change of one setting, and returns what makes it.
  ///
  /// @param named where the setting is named
  /// @param setting its name
  Runnable change(Place named, String setting, Value value) {
    NamedSetting found = NamedSetting.find(model, setting)
        .orElseThrow(() -> named.bad(Names.unknown(
            "setting", name + "." + setting, settingNames())));
    Setting known = found.setting();
    if (!known.allows(value.text())) {
      throw value.place().bad(Names.quote(name + "." + setting) + " must be " + known.allowed()
          + ", not " + Names.quote(value.text())
          + Names.didYouMean(value.text(), known.values()).orElse(""));
    }
    return () -> found.put(values, value.text());
  }

  /// The names of its settings, as `edu.dma`.
  List<String> settingNames() {
    return NamedSetting.names(model).stream().map(setting -> name + "." + setting).toList();
  }

  DeviceSpec spec() {
    return new DeviceSpec(name, model, slot, new Settings(values));
  }
}
