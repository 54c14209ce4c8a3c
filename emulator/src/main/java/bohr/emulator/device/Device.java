package bohr.emulator.device;

import bohr.emulator.bus.RegisterBank;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.device.image.Medium;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Stateful;
import java.util.List;
import java.util.Optional;

/// A device: its registers, its threads, and its link to memory.
public interface Device extends RegisterBank, Stateful {

  /// As the scenario calls it.
  String name();

  /// What carries its requests to memory.
  Link link();

  /// What connects it to the bus: state of its own, walked behind the device's.
  Stateful attachment();

  /// Puts its registers where harts reach them.
  void plugInto(SystemBus bus);

  /// The threads, in the order of their agent numbers.
  List<DeviceThread> threads();

  /// Where the device's contents (its medium, its buffer) lie in the machine's memory, for
  /// end-state invariants.
  default int contentsAt() {
    return 0;
  }

  /// Size of the contents in bytes; 0 if there are none.
  default int contentsBytes() {
    return 0;
  }

  /// What the device still has to do, in words; empty if nothing. Asked when everything is asleep.
  default String pendingWork() {
    return "";
  }

  /// The disk that the device has, with what was written to it, if it began as an image.
  default Optional<Medium> disk() {
    return Optional.empty();
  }

  /// A byte that somebody typed arrives from outside.
  ///
  /// @return false if the device has no room for it, or is nothing to type at
  default boolean receive(byte b) {
    return false;
  }
}
