package bohr.emulator.device.nvme;

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
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A controller on a bench: no hart, a register handler runs to its end at once, and the test
/// decides when threads and link move.
final class NvmeBench {

  static final long RAM = MemoryLayout.RAM;
  static final int ADMIN = 0;
  static final int LINK = 1 + NvmeModel.IO_THREADS;

  private static final int FIRST_AGENT = 8;
  private static final int COMMAND = 0x04;
  private static final int RAM_BYTES = 1 << 20;
  private static final int NOBODY = -1;
  private static final int MOST_STEPS = 1_000_000;

  final Roster roster = new Roster();
  final Lock bql = new Lock(roster);
  final Clock clock = new Clock();
  final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  final VisibleAccesses accesses = new VisibleAccesses();
  final Memory memory;
  final PciDevice device;
  final List<Agent> agents = new ArrayList<>();
  boolean intx;

  NvmeBench(String... settings) {
    this(new NvmeModel(), settings);
  }

  NvmeBench(NvmeModel model, String... settings) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    Settings chosen = new Settings(values);
    int bulk = model.bulkBytes(chosen) + Memory.BLOCK_BYTES - 1 & -Memory.BLOCK_BYTES;
    memory = new Memory(RAM_BYTES, bulk, 1);
    device =
        (PciDevice)
            model.create(
            new Wiring(
                "nvme0",
                1,
                0,
                FIRST_AGENT,
                chosen,
                memory,
                RAM_BYTES,
                bql,
                new SystemBus(memory, roster, accesses, 1),
                (slot, asserted) -> intx = asserted,
                (slot, asserted) -> {},
                null,
                new Ordering(memory, MemoryRules.SC, 0),
                new Console(),
                roster,
                clock,
                monitor,
                accesses));
    agents.addAll(device.threads());
    agents.add(device.function().link());
    busMaster(true);
  }

  /// Clears or sets bus master enable.
  void busMaster(boolean enable) {
    device.function().writeConfig(COMMAND, 2, enable ? 6 : 2);
  }

  long load(int offset, int size) {
    return ((RegisterBank.Done) run(device.load(0, offset, size))).value();
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
      accesses.begin();
      Phase next = device.handle(phase);
      accesses.check(phase);
      phase = next;
    }
    return phase;
  }

  boolean enabled(int agent) {
    return roster.isEnabled(FIRST_AGENT + agent);
  }

  /// One step of thread or link number `agent`.
  void step(int agent) {
    if (!enabled(agent)) {
      throw new AssertionError(agents.get(agent).name() + " cannot move: " + describe(agent));
    }
    agents.get(agent).perform(1, Chooser.STRONGEST);
  }

  String describe(int thread) {
    return agents.get(thread).describe();
  }

  /// Threads and link move, in the order of their numbers, until none can.
  ///
  /// @return how many steps that took
  int settle() {
    return settleUntil(-1, "nothing");
  }

  /// As [#settle], but stops when `thread` stands at a phase whose description begins so.
  int settleUntil(int thread, String phase) {
    int steps = 0;
    boolean moved = true;
    while (moved) {
      if (steps > MOST_STEPS) {
        throw new AssertionError("still moving: " + describe(0) + ", " + describe(1));
      }
      moved = false;
      for (int i = 0; i < agents.size(); i++) {
        if (thread >= 0 && describe(thread).startsWith(phase)) {
          return steps;
        }
        if (enabled(i)) {
          step(i);
          steps++;
          moved = true;
        }
      }
    }
    return steps;
  }

  /// The thread `admin` and the link move until the former stands at such a phase.
  void settleAdminUntil(String phase) {
    while (!describe(ADMIN).startsWith(phase)) {
      step(enabled(ADMIN) ? ADMIN : LINK);
    }
  }

  /// As [#settle], in an order that `random` chooses; at most `limit` steps.
  int settle(RandomGenerator random, int limit) {
    int steps = 0;
    while (steps < limit && anyEnabled()) {
      int agent = random.nextInt(agents.size());
      if (enabled(agent)) {
        step(agent);
        steps++;
      }
    }
    return steps;
  }

  boolean anyEnabled() {
    return roster.enabled() != 0;
  }

  void fillRam(int offset, int length, int value) {
    for (int i = 0; i < length; i++) {
      memory.store8(offset + i, (byte) value, NOBODY);
    }
  }

  void ram64(int offset, long value) {
    memory.store64(offset, value, NOBODY);
  }

  void ram32(int offset, int value) {
    memory.store32(offset, value, NOBODY);
  }

  byte[] ram(int offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(offset, bytes, 0, length);
    return bytes;
  }

  byte[] contents(int offset, int length) {
    return ram(device.contentsAt() + offset, length);
  }

  /// A hash of everything on the bench.
  long digest() {
    DigestWalker walker = new DigestWalker();
    walk(walker);
    walker.value(memory.digest());
    return walker.digest();
  }

  /// Everything but the bytes of memory.
  void walk(Walker walker) {
    roster.walk(walker);
    bql.walk(walker);
    device.walk(walker);
    device.function().walk(walker);
    agents.forEach(agent -> agent.walk(walker));
  }
}
