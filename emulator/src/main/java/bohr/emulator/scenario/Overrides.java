package bohr.emulator.scenario;

import bohr.emulator.input.BadInput;
import java.util.ArrayList;
import java.util.List;

/// The settings of the command line, `--set name=value`: of the machine itself, of its devices and
/// of its guest. Where one is given twice, the last one counts.
final class Overrides {

  /// What may be overridden of the machine itself.
  static final List<String> MACHINE =
      List.of("harts", "memory", "memory-model", "instruction-fetch", "aia", "pte-update",
          "oracle", "step-bound");

  private static final int MOST = 256;
  private static final int MOST_CHARACTERS = 256;

  /// One override.
  record Override(Value setting, Value value) {}

  private final List<Override> overrides = new ArrayList<>();

  /// @param file what they override, for messages
  Overrides(String file, List<String> texts) {
    if (texts.size() > MOST) {
      throw new BadInput(file, "--set", texts.size() + " overrides; there may be " + MOST);
    }
    for (String text : texts) {
      int equals = text.indexOf('=');
      Place place = new Place(file, "--set " + shown(text));
      if (equals <= 0 || text.length() > MOST_CHARACTERS) {
        throw place.bad("an override has the form name=value, of at most " + MOST_CHARACTERS
            + " characters");
      }
      overrides.add(new Override(new Value(place, text.substring(0, equals)),
          new Value(place, text.substring(equals + 1))));
    }
  }

  private static String shown(String text) {
    String quoted = Names.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /// Those that are about a device or the guest.
  List<Override> ofParts() {
    return overrides.stream()
        .filter(override -> !MACHINE.contains(override.setting().text())).toList();
  }

  /// The oracles that watch besides those of the file: this setting adds.
  List<Value> oracles() {
    return overrides.stream()
        .filter(override -> override.setting().text().equals("oracle"))
        .map(Override::value).toList();
  }

  /// The value given for a setting of the machine, or else that of the file.
  Value machine(String setting, Value ofFile) {
    return overrides.stream()
        .filter(override -> override.setting().text().equals(setting))
        .map(Override::value).reduce(ofFile, (earlier, later) -> later);
  }
}
