package bohr.fuzz.litmus;

import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.litmus.LitmusModel;
import bohr.emulator.hart.Assembler;
import bohr.fuzz.litmus.LitmusTest.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The locations and registers of a test while it is being read. Locations are numbered as they are
/// met; one that is only used is a word that is 0.
final class Symbols {

  private static final int REGISTERS = 32;

  private final Source source;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Location> locations = new ArrayList<>();
  private final List<Map<String, String>> settings = new ArrayList<>();

  /// The highest device that is spoken of; -1 if there is none.
  private int devices = -1;

  private final Map<Integer, long[]> registers = new LinkedHashMap<>();

  Symbols(Source source) {
    this.source = source;
    for (int device = 0; device < Layout.DEVICES; device++) {
      settings.add(new TreeMap<>());
    }
  }

  /// A device has this setting.
  void set(int device, String name, String value, int position) {
    Setting setting = LitmusModel.allSettings().stream()
        .filter(each -> each.name().equals(name)).findFirst().orElseThrow(
            () -> source.bad(position, "a device has no setting " + Source.quote(name)));
    if (!setting.allows(value)) {
      throw source.bad(position, Source.quote(value) + " is not " + setting.allowed());
    }
    devices = Math.max(devices, device);
    settings.get(device).put(name, value);
  }

  /// The settings of a device, complete.
  Settings settings(int device) {
    Map<String, String> values = new TreeMap<>();
    LitmusModel.allSettings().forEach(each -> values.put(each.name(), each.standard()));
    values.putAll(settings.get(device));
    return new Settings(values);
  }

  /// The highest device that is spoken of; -1 if there is none.
  int highestDevice() {
    return devices;
  }

  /// The number of a location.
  int location(String name, int position) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (locations.size() == Layout.LOCATIONS) {
      throw source.bad(position, "more than " + Layout.LOCATIONS + " locations");
    }
    numbers.put(name, locations.size());
    locations.add(new Location(name, 4, true, 0));
    return locations.size() - 1;
  }

  /// A location has this type and value.
  void declare(Location location, int position) {
    locations.set(location(location.name(), position), location);
  }

  List<Location> locations() {
    return locations;
  }

  /// A number, or a location's name, which stands for its address.
  long value(String text, int position) {
    OptionalLong elsewhere = DeviceNames.address(text);
    if (elsewhere.isPresent()) {
      devices = Math.max(devices, DeviceNames.device(text));
      return elsewhere.getAsLong();
    }
    String name = text.startsWith("&") ? text.substring(1) : text;
    if (name.matches("[A-Za-z_]\\w*")) {
      return Layout.cell(location(name, position));
    }
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      throw source.bad(position, Source.quote(text) + " is neither a number nor a location");
    }
  }

  int thread(String text, int position) {
    int thread = text.length() > 3 ? Layout.THREADS : Integer.parseInt(text);
    if (thread >= Layout.THREADS) {
      throw source.bad(position, "thread " + Source.quote(text) + ": there are at most "
          + Layout.THREADS);
    }
    return thread;
  }

  int register(String name, int position) {
    try {
      return Assembler.register(name);
    } catch (IllegalArgumentException e) {
      throw source.bad(position, "unknown register " + Source.quote(name));
    }
  }

  /// A register begins with this value.
  void set(int thread, int register, long value, int position) {
    if (register == 0 && value != 0) {
      throw source.bad(position, "x0 is 0");
    }
    registers.computeIfAbsent(thread, absent -> new long[REGISTERS])[register] = value;
  }

  /// The initial values of a thread's registers.
  List<Long> registers(int thread) {
    long[] values = registers.getOrDefault(thread, new long[REGISTERS]);
    return java.util.Arrays.stream(values).boxed().toList();
  }

  /// The highest thread whose registers are spoken of; -1 if there is none.
  int highestThread() {
    return registers.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }
}
