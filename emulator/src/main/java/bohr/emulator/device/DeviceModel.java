package bohr.emulator.device;

import java.util.List;

/// A kind of PCI device that scenarios may name. Found by `ServiceLoader`.
public interface DeviceModel {

  /// As written behind `model:` in a scenario.
  String name();

  /// One sentence for people.
  String summary();

  /// Everything that a scenario may set, policies included.
  List<Setting> settings();
}
