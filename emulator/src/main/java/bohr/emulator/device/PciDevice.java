package bohr.emulator.device;

import bohr.emulator.bus.SystemBus;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Stateful;

/// A device that is a PCI function.
public interface PciDevice extends Device {

  Function function();

  @Override
  default String name() {
    return function().name();
  }

  @Override
  default Link link() {
    return function().link();
  }

  @Override
  default Stateful attachment() {
    return function();
  }

  @Override
  default void plugInto(SystemBus bus) {
    bus.add(function(), this, lock());
    threads().forEach(thread -> thread.reach(function(), this));
  }

  /// Interrupts: sends the message of `vector` if messages are enabled, and asserts INTx otherwise.
  default void interrupt(int vector) {
    if (function().interrupts().messageSignalled()) {
      function().interrupts().signal(vector);
    } else {
      function().interrupts().setIntx(true);
    }
  }
}
