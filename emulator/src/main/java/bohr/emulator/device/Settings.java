package bohr.emulator.device;

import java.util.Map;

/// The settings of one device, checked against its model: every setting of the model has a value,
/// the standard one where the scenario is silent.
///
/// @param values setting name to value
public record Settings(Map<String, String> values) {

  public Settings {
    values = Map.copyOf(values);
  }

  /// The value of a setting that the model declares.
  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the model declares no setting " + name);
    }
    return value;
  }

  /// The value of a setting that is a number.
  public long number(String name) {
    return Setting.number(get(name));
  }
}
