package bohr.emulator;

import bohr.emulator.agent.Agent;
import bohr.emulator.device.Device;
import bohr.emulator.hart.Breakpoints;
import bohr.emulator.hart.DebugPort;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.memory.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a debugger sees of a machine, and what it hears of. Looking and listening change nothing:
/// with and without it, the same choices give the same digests.
public final class Inspection {

  private final Parts parts;
  private final List<DebugPort> ports = new ArrayList<>();

  /// Looks at `machine`.
  public Inspection(Machine machine) {
    parts = machine.parts;
    for (int hart = 0; hart < machine.harts(); hart++) {
      ports.add(new DebugPort(parts.harts[hart]));
    }
  }

  /// Hart number `hart`.
  public DebugPort hart(int hart) {
    return ports.get(hart);
  }

  /// From now on these are the breakpoints.
  public void set(Breakpoints breakpoints) {
    ports.getFirst().set(breakpoints);
  }

  /// From now on these ranges of memory are watched; null for none.
  public void set(Watch watch) {
    parts.memory.watch(watch);
    ports.forEach(port -> port.set(watch));
  }

  /// Where in the machine's memory a physical address is, which is RAM or memory of a device that
  /// harts reach as RAM; -1 if it is neither. Registers of devices are not looked at: reading one
  /// may change it.
  public int offset(long address) {
    long offset = address - MemoryLayout.RAM;
    if (offset >= 0 && offset < parts.memory.ramBytes()) {
      return (int) offset;
    }
    return (int) parts.bus.mappedAt(address);
  }

  /// The newest byte at an offset.
  public byte at(int offset) {
    return parts.memory.load8(offset);
  }

  /// The names of the agents that make up a device, its threads first; empty if there is no such
  /// device.
  public Optional<List<String>> agentsOf(String device) {
    for (Device each : parts.devices) {
      if (each.name().equals(device)) {
        List<String> names = new ArrayList<>(each.threads().stream().map(Agent::name).toList());
        names.add(each.link().name());
        return Optional.of(names);
      }
    }
    return Optional.empty();
  }

  /// The names of the devices that have threads.
  public List<String> devices() {
    return parts.devices.stream().map(Device::name).toList();
  }
}
