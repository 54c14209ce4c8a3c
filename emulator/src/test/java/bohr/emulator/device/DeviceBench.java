package bohr.emulator.device;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A device on a bench: no hart, a register handler runs to its end at once, and the test decides
/// when threads and link move.
final class DeviceBench {

  static final int FIRST_AGENT = 8;
  static final long RAM = MemoryLayout.RAM;

  private static final int COMMAND = 0x04;
  private static final int RAM_BYTES = 1 << 16;
  private static final int NOBODY = -1;

  final Roster roster = new Roster();
  final Clock clock = new Clock();
  final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  final VisibleAccesses accesses = new VisibleAccesses();
  final Memory memory;
  final Ordering ordering;
  final SystemBus bus;
  final PciDevice device;
  boolean intx;

  DeviceBench(DeviceModel model, String... settings) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    Settings chosen = new Settings(values);
    int bulk = model.bulkBytes(chosen) + Memory.BLOCK_BYTES - 1 & -Memory.BLOCK_BYTES;
    memory = new Memory(RAM_BYTES, bulk, 1);
    ordering = new Ordering(memory, MemoryRules.SC, 0);
    bus = new SystemBus(memory, roster, accesses, 1);
    device =
        (PciDevice) model.create(
            new Wiring(
                model.name(),
                1,
                0,
                FIRST_AGENT,
                chosen,
                memory,
                RAM_BYTES,
                new Lock(roster),
                bus,
                (slot, asserted) -> intx = asserted,
                (slot, asserted) -> {},
                null,
                ordering,
                new Console(),
                roster,
                clock,
                monitor,
                accesses));
    device.function().writeConfig(COMMAND, 2, 6);
    device.threads().forEach(thread -> thread.reach(device.function(), device));
  }

  /// Clears or sets bus master enable.
  void busMaster(boolean enable) {
    device.function().writeConfig(COMMAND, 2, enable ? 6 : 2);
  }

  long load(int offset, int size) {
    return ((RegisterBank.Done) run(device.load(0, offset, size))).value() & -1L >>> 64 - 8 * size;
  }

  long load(int offset) {
    return load(offset, 4);
  }

  void store(int offset, long value) {
    run(device.store(0, offset, 4, value));
  }

  void store64(int offset, long value) {
    run(device.store(0, offset, 8, value));
  }

  /// Runs a handler to its end, holding it to one visible access a phase.
  Phase run(Phase first) {
    Phase phase = first;
    while (!(phase instanceof RegisterBank.Done)) {
      phase = step(phase);
    }
    return phase;
  }

  Phase step(Phase phase) {
    accesses.begin();
    Phase next = device.handle(phase);
    accesses.check(phase);
    return next;
  }

  /// One step of thread number `index`.
  void stepThread(int index) {
    device.threads().get(index).perform(1, Chooser.STRONGEST);
  }

  /// Threads and link move, in the order of their numbers, until none can.
  void settle() {
    int agents = device.threads().size() + 1;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < agents; i++) {
        if (roster.isEnabled(FIRST_AGENT + i)) {
          var agent = i < agents - 1 ? device.threads().get(i) : device.function().link();
          agent.perform(1, Chooser.STRONGEST);
          moved = true;
        }
      }
    }
  }

  void fillRam(int offset, int length, int value) {
    for (int i = 0; i < length; i++) {
      memory.store8(offset + i, (byte) value, NOBODY);
    }
  }

  byte[] ram(int offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(offset, bytes, 0, length);
    return bytes;
  }

  byte[] contents(int offset, int length) {
    return ram(device.contentsAt() + offset, length);
  }

  static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
