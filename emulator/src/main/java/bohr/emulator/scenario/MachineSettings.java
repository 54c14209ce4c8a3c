package bohr.emulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The settings of the machine itself: what the file says counts less than what the variant says,
/// and that less than the command line. All of them are checked, also those that do not count.
///
/// @param variants what stands behind `variants`; checked by [Variants]
/// @param chosen the variant that counts
record MachineSettings(Optional<YamlNode> variants, String chosen, Overrides overrides) {

  /// What a variant may set.
  static final List<String> OF_VARIANTS =
      Overrides.MACHINE.stream().filter(setting -> !setting.equals("oracle")).toList();

  /// Reads one of them.
  <T> T read(Value ofFile, String setting, Function<Value, T> check) {
    T result = check.apply(ofFile);
    if (variants.isPresent() && variants.get() instanceof YamlMap map) {
      for (YamlMap.Field variant : map.fields()) {
        Optional<Value> value = find(variant.value(), setting);
        T checked = value.map(check).orElse(result);
        result = variant.key().text().equals(chosen) ? checked : result;
      }
    }
    Value override = overrides.machine(setting, ofFile);
    return override == ofFile ? result : check.apply(override);
  }

  private static Optional<Value> find(YamlNode variant, String setting) {
    return variant instanceof YamlMap map
        ? map.find(setting).map(node -> node.asValue("\"" + setting + "\""))
        : Optional.empty();
  }
}
