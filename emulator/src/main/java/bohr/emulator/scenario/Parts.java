package bohr.emulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that variants and overrides may change: the settings of devices, `edu.dma`, and the
/// parameters of the guest, `guest.ack_first`.
record Parts(Map<String, Device> devices, GuestParameters parameters) {

  /// Checks a change, and returns what makes it: so the variants that are not chosen are checked
  /// too.
  ///
  /// @param others what else may be named here, for the message
  Runnable change(Value setting, Value value, List<String> others) {
    String text = setting.text();
    int dot = text.indexOf('.');
    String part = dot < 0 ? text : text.substring(0, dot);
    if (dot > 0 && part.equals("guest")) {
      return parameters.change(setting.place(), text.substring(dot + 1), value);
    }
    Device device = dot < 0 ? null : devices.get(part);
    if (device == null) {
      throw setting.place().bad(Names.unknown("setting", text, names(others)));
    }
    return device.change(setting.place(), text.substring(dot + 1), value);
  }

  private List<String> names(List<String> others) {
    List<String> names = new ArrayList<>(others);
    names.addAll(parameters.names());
    for (Device device : devices.values()) {
      names.addAll(device.settingNames());
    }
    return names;
  }
}
