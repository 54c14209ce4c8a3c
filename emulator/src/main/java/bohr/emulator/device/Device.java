package bohr.emulator.device;

import bohr.emulator.bus.RegisterBank;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import java.util.List;

/// A PCI device: its function, its registers, and its threads.
public interface Device extends RegisterBank, Stateful {

  Function function();

  /// The threads, in the order of their agent numbers.
  List<DeviceThread> threads();

  /// Where the device's contents (its medium, its buffer) lie in the machine's memory, for
  /// end-state invariants.
  int contentsAt();

  /// Size of the contents in bytes.
  int contentsBytes();

  /// What the device still has to do, in words; empty if nothing. Asked when everything is asleep.
  String pendingWork();
}
