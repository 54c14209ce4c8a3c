package bohr.emulator.device;

import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.image.DiskImage;
import java.util.List;
import java.util.Optional;

/// A kind of PCI device that scenarios may name: the door by which devices come into Bohr, its own
/// as well as those of others, which `docs/write-a-device.md` tells how to write.
///
/// Found by `ServiceLoader`: a jar names its models in
/// `META-INF/services/bohr.emulator.device.DeviceModel`, one class a line, each with a public
/// constructor without arguments. What a model answers depends on nothing but its arguments: it
/// reads no file, no clock and no property, and draws no random numbers.
public interface DeviceModel {

  /// As written behind `model:` in a scenario: lower-case letters, digits and hyphens, at most 32,
  /// a letter first. No two models have one name.
  String name();

  /// One sentence for people, without a full stop: `bohr list devices` shows it.
  String summary();

  /// Everything that a scenario may set: [Policies#and(Setting...)] of what the model has besides
  /// the policies that every device has.
  List<Setting> settings();

  /// Which registers may have policies of their own; see [Region].
  default List<Region> regions() {
    return List.of();
  }

  /// How harts reach the registers of a device of this kind, for a model that watches another one.
  default RegisterBank reached(RegisterBank registers) {
    return registers;
  }

  /// How many threads a device of this kind has, 0 to 32. Each is an agent, and so is the link of
  /// every device; a machine has at most 64 agents.
  int threads();

  /// How many bytes of bulk state (buffers, media) a device with these settings has; rounded up to
  /// whole blocks by whoever allots them. They are a part of the machine's memory, at
  /// [Wiring#bulk()], and so they are in snapshots and digests without being walked.
  default int bulkBytes(Settings settings) {
    return 0;
  }

  /// Whether its devices are plugged into the machine's network.
  default boolean isNetworked() {
    return false;
  }

  /// The same model, for devices with a medium that begins as `image`; empty if they have none.
  default Optional<DeviceModel> with(DiskImage image) {
    return Optional.empty();
  }

  /// Makes a device in its state after power-on. Two calls with equal wirings make equal devices,
  /// which share nothing.
  Device create(Wiring wiring);
}
