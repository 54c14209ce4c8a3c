package bohr.emulator.scenario;

import bohr.emulator.device.DeviceModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the list behind `devices`.
final class DeviceReader {

  private static final List<String> KEYS = List.of("name", "model", "slot", "set");

  private final SortedMap<String, DeviceModel> models;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<Long, Value> slots = new TreeMap<>();

  DeviceReader(SortedMap<String, DeviceModel> models) {
    this.models = models;
  }

  /// The devices by name, in the order of the list.
  Map<String, Device> read(List<YamlNode> items) {
    for (YamlNode item : items) {
      readDevice(item.asMap("a device"));
    }
    return devices;
  }

  private void readDevice(YamlMap map) {
    map.allowOnly(KEYS);
    Value name = map.value("name");
    checkName(name);
    Value modelName = map.value("model");
    DeviceModel model = models.get(modelName.text());
    if (model == null) {
      throw modelName.place().bad(
          Names.unknown("device model", modelName.text(), models.keySet())
              + "; --plugin JAR brings others");
    }
    Value slot = map.value("slot");
    long number = slot.number("\"slot\"", 1, 31);
    Value other = slots.put(number, name);
    if (other != null) {
      throw slot.place().bad("slot " + number + " is taken by " + Names.quote(other.text()));
    }
    Device device = new Device(name.text(), model, (int) number);
    for (YamlMap.Field field : map.fields("set")) {
      Value value = field.value().asValue(Names.quote(field.key().text()));
      device.change(field.key().place(), field.key().text(), value).run();
    }
    devices.put(name.text(), device);
  }

  /// The names `guest` and `hart0` to `hart9…` stand for something else wherever devices are named.
  private void checkName(Value name) {
    name.name("\"name\"");
    if (name.text().equals("guest") || name.text().matches("hart\\d+")) {
      throw name.place().bad("a device cannot be called " + Names.quote(name.text())
          + ": that is a name of the machine's own");
    }
    if (devices.containsKey(name.text())) {
      throw name.place().bad("there are two devices called " + Names.quote(name.text()));
    }
  }
}
