package bohr.emulator.device;

import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.image.DiskImage;
import java.util.List;
import java.util.Optional;

/// A kind of PCI device that scenarios may name. Found by `ServiceLoader`.
public interface DeviceModel {

  /// As written behind `model:` in a scenario.
  String name();

  /// One sentence for people.
  String summary();

  /// Everything that a scenario may set, policies included; see [Policies].
  List<Setting> settings();

  /// Which registers may have policies of their own; see [Region].
  default List<Region> regions() {
    return List.of();
  }

  /// How harts reach the registers of a device of this kind, for a model that watches another one.
  default RegisterBank reached(RegisterBank registers) {
    return registers;
  }

  /// How many threads a device of this kind has.
  int threads();

  /// How many bytes of bulk state (buffers, media) a device with these settings has; rounded up to
  /// whole blocks by whoever allots them.
  int bulkBytes(Settings settings);

  /// Whether its devices are plugged into the machine's network.
  default boolean isNetworked() {
    return false;
  }

  /// The same model, for devices with a medium that begins as `image`; empty if they have none.
  default Optional<DeviceModel> with(DiskImage image) {
    return Optional.empty();
  }

  /// Makes a device in its state after power-on.
  Device create(Wiring wiring);
}
