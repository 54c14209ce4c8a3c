package bohr.emulator.device.virtio;

import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.device.Console;
import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.network.Hub;
import bohr.emulator.device.network.Responder;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Digest;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import bohr.emulator.state.Walker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A virtio device on a bench: no hart, a register handler runs to its end at once, and threads and
/// link move when the test says. Guest memory is handed out by [#allot].
final class VirtioBench {

  static final long RAM = MemoryLayout.RAM;
  static final int RAM_BYTES = 1 << 20;

  private static final int FIRST_AGENT = 8;
  private static final int HUB_AGENT = 20;
  private static final int COMMAND = 0x04;
  private static final int NOBODY = -1;

  final Roster roster = new Roster();
  final Clock clock = new Clock();
  final Lock bql = new Lock(roster);
  final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  final VisibleAccesses accesses = new VisibleAccesses();
  final Memory memory = new Memory(RAM_BYTES, 0, 1);
  final Console console = new Console();
  final Hub hub = new Hub(HUB_AGENT, roster, clock);
  final Responder responder = new Responder(HUB_AGENT + 1, hub, roster, clock);
  final Device device;
  boolean wire;
  private final SortedMap<Integer, Agent> agents = new TreeMap<>();
  private int allotted = 0x1000;

  VirtioBench(DeviceModel model, String... settings) {
    this(1, model, settings);
  }

  VirtioBench(int slot, DeviceModel model, String... settings) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    values.put("packed", "on");
    values.put("access-platform", "on");
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    device =
        model.create(
            new Wiring(
                model.name(),
                slot,
                0,
                FIRST_AGENT,
                new Settings(values),
                memory,
                RAM_BYTES,
                bql,
                new SystemBus(memory, roster, accesses, 1),
                (_, asserted) -> wire = asserted,
                (_, asserted) -> wire = asserted,
                hub,
                new Ordering(memory, MemoryRules.SC, 0),
                console,
                roster,
                clock,
                monitor,
                accesses));
    if (device instanceof PciDevice) {
      busMaster(true);
    }
    for (Agent thread : device.threads()) {
      agents.put(FIRST_AGENT + agents.size(), thread);
    }
    agents.put(FIRST_AGENT + agents.size(), device.link());
    agents.put(HUB_AGENT, hub);
    agents.put(HUB_AGENT + 1, responder);
  }

  void busMaster(boolean enable) {
    function().writeConfig(COMMAND, 2, enable ? 6 : 2);
  }

  Function function() {
    return ((PciDevice) device).function();
  }

  /// The whole state at one moment.
  record State(Memory.Image memory, Saved parts) {}

  State save() {
    Saver saver = new Saver();
    walk(saver);
    return new State(memory.image(), saver.saved());
  }

  void restore(State state) {
    memory.restore(state.memory());
    walk(new Loader().from(state.parts()));
  }

  long digest() {
    DigestWalker walker = new DigestWalker();
    walk(walker);
    return Digest.mix(walker.digest(), memory.digest());
  }

  private void walk(Walker walker) {
    roster.walk(walker);
    bql.walk(walker);
    device.walk(walker);
    device.attachment().walk(walker);
    agents.values().forEach(agent -> agent.walk(walker));
    console.walk(walker);
  }

  // Registers.

  long load(int bar, int offset, int size) {
    Phase done = run(device.load(bar, offset, size));
    return ((RegisterBank.Done) done).value() & -1L >>> 64 - 8 * size;
  }

  void store(int bar, int offset, int size, long value) {
    run(device.store(bar, offset, size, value));
  }

  /// Runs a handler to its end, holding it to one visible access a phase.
  Phase run(Phase first) {
    Phase phase = first;
    do {
      accesses.begin();
      Phase next = device.handle(phase);
      accesses.check(phase);
      phase = next;
    } while (!(phase instanceof RegisterBank.Done));
    return phase;
  }

  /// Threads and link move, in the order of their numbers, until none can.
  ///
  /// @return how many steps were taken
  int settle() {
    return settle(1_000_000);
  }

  /// As [#settle()], but no more than about `most` steps.
  int settle(int most) {
    int steps = 0;
    boolean moved = true;
    while (moved && steps < most) {
      moved = false;
      for (int id : agents.keySet()) {
        if (roster.isEnabled(id)) {
          steps += agents.get(id).perform(1, Chooser.STRONGEST);
          moved = true;
        }
      }
    }
    return steps;
  }

  // Guest memory, by guest address.

  /// A piece of guest memory that nobody else has, zeroed.
  long allot(int bytes) {
    int at = allotted;
    allotted += bytes + 63 & -64;
    return RAM + at;
  }

  /// Takes back all but the first 128 KiB of what was handed out.
  void release() {
    allotted = Math.min(allotted, 1 << 17);
  }

  void write(long address, byte... bytes) {
    memory.write((int) (address - RAM), bytes, 0, bytes.length, NOBODY);
  }

  void write(long address, int length, long value) {
    write(address, Bytes.of(value, length));
  }

  byte[] read(long address, int length) {
    byte[] bytes = new byte[length];
    memory.read((int) (address - RAM), bytes, 0, length);
    return bytes;
  }

  long read16(long address) {
    return Bytes.get(read(address, 2), 0, 2);
  }

  long read32(long address) {
    return Bytes.get(read(address, 4), 0, 4);
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
