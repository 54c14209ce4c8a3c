package bohr.emulator.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A setting of a model as somebody names it: `dma`, or that of a region or a register,
/// `interrupts.locking`.
///
/// @param setting what may be said
/// @param keys what it is called among the values of [Settings]: of a region, one for each of its
///     registers
public record NamedSetting(Setting setting, List<String> keys) {

  /// The setting that is called `name`.
  public static Optional<NamedSetting> find(DeviceModel model, String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return model.settings().stream().filter(setting -> setting.name().equals(name)).findFirst()
          .map(setting -> new NamedSetting(setting, List.of(name)));
    }
    String place = name.substring(0, dot);
    String last = name.substring(dot + 1);
    List<String> keys = registers(model, place).stream().map(each -> each + "." + last).toList();
    return Region.SETTINGS.stream()
        .filter(setting -> setting.name().equals(last) && !keys.isEmpty()).findFirst()
        .map(setting -> new NamedSetting(setting, keys));
  }

  /// The names of the registers that `place`, a region or a register, stands for.
  private static List<String> registers(DeviceModel model, String place) {
    for (Region region : model.regions()) {
      if (region.name().equals(place)) {
        return region.registers().stream().map(Region.Member::name).toList();
      }
      if (region.registers().stream().anyMatch(register -> register.name().equals(place))) {
        return List.of(place);
      }
    }
    return List.of();
  }

  /// The names of all settings of a model.
  public static List<String> names(DeviceModel model) {
    List<String> names = new ArrayList<>();
    model.settings().forEach(setting -> names.add(setting.name()));
    for (Region region : model.regions()) {
      names.add(region.name() + ".locking");
      names.add(region.name() + ".register-order");
    }
    return names;
  }

  /// Gives it a value, which it allows. What is inherited has none.
  public void put(Map<String, String> values, String value) {
    for (String key : keys) {
      if (value.equals(Policies.INHERIT)) {
        values.remove(key);
      } else {
        values.put(key, value);
      }
    }
  }
}
