package bohr.emulator.device;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.network.Hub;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.InterruptPin;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Upstream;

/// What a device needs of the machine that it is built into.
///
/// @param name the device's name in the scenario
/// @param slot its PCI device number
/// @param object its object number (see [bohr.emulator.agent.Access])
/// @param firstAgent the agent number of its first thread; its link comes behind its last one
/// @param bulk offset in `memory` of the bytes that the model asked for
/// @param bql the big lock
/// @param pin the INTx wires of the PCI slots
/// @param platformPin the wires of the virtio-mmio slots
/// @param hub the machine's network; null unless one of its devices is networked
/// @param ordering in which order agents see memory and each other
/// @param console the transcript of what the guest sends to its terminals
public record Wiring(
    String name,
    int slot,
    int object,
    int firstAgent,
    Settings settings,
    Memory memory,
    int bulk,
    Lock bql,
    Upstream upstream,
    InterruptPin pin,
    InterruptPin platformPin,
    Hub hub,
    Ordering ordering,
    Console console,
    Roster roster,
    Clock clock,
    Monitor monitor,
    VisibleAccesses accesses) {

  /// The lock that the policy `locking` asks for; null for none. To be called once.
  public Lock lock() {
    return switch (settings.get("locking")) {
      case "bql" -> bql;
      case "device" -> ownLock();
      default -> null;
    };
  }

  /// A lock that is nobody's yet; whoever has it walks it.
  public Lock ownLock() {
    Lock lock = new Lock(roster);
    ordering.follow(lock);
    return lock;
  }

  /// Makes the device's function and link.
  ///
  /// @param threads how many threads the device has
  public Function function(Function.Identity identity, int threads) {
    return new Function(
        name,
        slot,
        object,
        identity,
        Policies.requests(settings),
        link(threads),
        pin,
        monitor,
        accesses);
  }

  /// Makes thread number `index` of the device.
  public DeviceThread thread(
      int index, String threadName, DeviceThread.Program program, Lock lock, Function function) {
    return thread(index, threadName, program, lock, function.link());
  }

  /// Makes the link of a device that is no PCI function, and has `threads` threads.
  public Link link(int threads) {
    return new Link(name, firstAgent + threads, object, upstream, roster, clock, monitor);
  }

  /// Makes thread number `index` of a device that is no PCI function.
  public DeviceThread thread(
      int index, String threadName, DeviceThread.Program program, Lock lock, Link link) {
    return new DeviceThread(
        name + "." + threadName, firstAgent + index, program, lock, link, this);
  }

  /// Makes a register with the value that it has at power-on. What orders accesses to it is the
  /// device's lock, or the policy `register-order` if it has none.
  public Register register(long value) {
    return register("", value);
  }

  /// As the other.
  ///
  /// @param registerName as the model's regions call it, for its own policy
  public Register register(String registerName, long value) {
    RegisterOrder order = RegisterOrder.of(settings, registerName);
    return new Register(value, accesses, ordering.hosts(), order);
  }

  /// Makes a register that harts reach without any lock of the device, whatever its policies say.
  public Register unlockedRegister(long value) {
    RegisterOrder order = RegisterOrder.named(settings.values().get("register-order"));
    return new Register(value, accesses, ordering.hosts(), order);
  }
}
