package bohr.emulator.device;

import java.util.List;

/// One thing about a device that a scenario may choose: a policy, or a property of the model.
///
/// @param name as written in a scenario and in `--set device.name=value`
/// @param meaning one sentence for people
/// @param standard the value used when none is given
/// @param values the values allowed; empty when the setting is a number
/// @param least the least number allowed, if it is a number
/// @param most the greatest number allowed, if it is a number
public record Setting(
    String name, String meaning, String standard, List<String> values, long least, long most) {

  /// A setting with a closed set of values, the first of them standard.
  public static Setting oneOf(String name, String meaning, String... values) {
    return new Setting(name, meaning, values[0], List.of(values), 0, 0);
  }

  /// A setting that is a number.
  public static Setting number(String name, String meaning, long standard, long least, long most) {
    return new Setting(name, meaning, Long.toString(standard), List.of(), least, most);
  }

  /// Whether `value` may be given; numbers are decimal or 0x-hexadecimal.
  public boolean allows(String value) {
    if (!values.isEmpty()) {
      return values.contains(value);
    }
    try {
      long number = number(value);
      return number >= least && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /// Reads a number: decimal digits, or `0x` and hexadecimal ones. A leading zero means nothing.
  ///
  /// @throws NumberFormatException if it is not one
  static long number(String text) {
    return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
  }

  /// What may be given, for people: `bql, device or none`, `a number from 1 to 4096`.
  public String allowed() {
    if (values.isEmpty()) {
      return "a number from " + least + " to " + most;
    }
    int last = values.size() - 1;
    return last == 0
        ? values.getFirst()
        : String.join(", ", values.subList(0, last)) + " or " + values.get(last);
  }
}
