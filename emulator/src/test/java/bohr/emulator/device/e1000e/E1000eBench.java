package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.Console;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.Digest;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The card on a bench: no hart, a register handler runs to its end at once, threads, link and hub
/// move when the test says. What it sends, and the messages by which it interrupts, are written
/// down. Rings of eight descriptors are at fixed places.
final class E1000eBench {

  static final long RAM = MemoryLayout.RAM;
  static final int RAM_BYTES = 1 << 20;
  static final int RECEIVE_RING = 0x1000;
  static final int TRANSMIT_RING = 0x2000;
  static final int BUFFERS = 0x10000;
  static final int ENTRIES = 8;
  static final int TRANSMIT = 0;
  static final int RECEIVE = 1;
  static final int LINK = 2;

  private static final int FIRST_AGENT = 8;
  private static final int HUB_AGENT = 20;
  private static final int COMMAND = 0x04;
  private static final int NOBODY = -1;
  private static final int MOST_STEPS = 200_000;

  final Roster roster = new Roster();
  final Clock clock = new Clock();
  final Lock bql = new Lock(roster);
  final VisibleAccesses accesses = new VisibleAccesses();
  final Memory memory = new Memory(RAM_BYTES, 0, 1);
  final Hub hub = new Hub(HUB_AGENT, roster, clock);
  final List<byte[]> sent = new ArrayList<>();
  final List<Integer> messages = new ArrayList<>();
  final PciDevice device;
  boolean intx;
  private final List<Agent> agents = new ArrayList<>();
  private final int port;
  private int tail;

  E1000eBench(String... settings) {
    DeviceModel model = new E1000eModel();
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    device =
        (PciDevice) model.create(
            new Wiring("nic", 1, 0, FIRST_AGENT, new Settings(values), memory, RAM_BYTES, bql,
                upstream(), (_, asserted) -> intx = asserted, (_, _) -> {}, hub,
                new Ordering(memory, MemoryRules.SC, 0), new Console(),
                roster, clock, new Monitor(Oracles.all(), Long::toHexString), accesses));
    agents.addAll(device.threads());
    agents.add(device.link());
    agents.add(hub);
    port = hub.connect(new Hub.Port() {
      @Override
      public void arrived(Frame frame) {
        sent.add(frame.bytes());
      }

      @Override
      public int object() {
        return 1;
      }
    });
    busMaster(true);
  }

  private Upstream upstream() {
    return new Upstream() {
      @Override
      public void write(long address, byte[] data, int agent) {
        long at = address - RAM;
        if (at >= 0 && at <= RAM_BYTES - data.length) {
          memory.write((int) at, data, 0, data.length, agent);
        }
      }

      @Override
      public void message(long address, int data, int agent) {
        messages.add(data);
      }

      @Override
      public byte[] read(long address, int length) {
        long at = address - RAM;
        byte[] bytes = new byte[length];
        if (at >= 0 && at <= RAM_BYTES - length) {
          memory.read((int) at, bytes, 0, length);
        }
        return bytes;
      }

      @Override
      public void completed(int hart) {}

      @Override
      public int objectAt(long address) {
        return 0;
      }
    };
  }

  void busMaster(boolean enable) {
    device.function().writeConfig(COMMAND, 2, enable ? 6 : 2);
  }

  // Registers.

  int load(int offset) {
    return (int) ((RegisterBank.Done) run(device.load(0, offset, 4))).value();
  }

  void store(int offset, int value) {
    run(device.store(0, offset, 4, value));
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

  // Time.

  boolean enabled(int agent) {
    return roster.isEnabled(agent == 3 ? HUB_AGENT : FIRST_AGENT + agent);
  }

  void step(int agent) {
    agents.get(agent).perform(1, Chooser.STRONGEST);
  }

  String describe(int agent) {
    return agents.get(agent).describe();
  }

  /// Everything moves until nothing can.
  void settle() {
    int steps = 0;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (int i = 0; i < agents.size(); i++) {
        if (enabled(i)) {
          step(i);
          moved = true;
          if (++steps > MOST_STEPS) {
            throw new AssertionError("still moving: " + describe(0) + ", " + describe(1));
          }
        }
      }
    }
  }

  /// At most `limit` steps in an order that `random` chooses.
  void settle(RandomGenerator random, int limit) {
    for (int i = 0; i < limit; i++) {
      int agent = random.nextInt(agents.size());
      if (enabled(agent)) {
        step(agent);
      }
    }
  }

  /// One agent moves until its description begins with `phase`.
  void stepUntil(int agent, String phase) {
    for (int i = 0; i < MOST_STEPS && !describe(agent).startsWith(phase); i++) {
      step(enabled(agent) ? agent : LINK);
    }
  }

  // What a driver does.

  /// Rings, buffers of 2048 bytes, and both directions enabled.
  E1000eBench up() {
    store(Reg.RDBAL, (int) (RAM + RECEIVE_RING));
    store(Reg.RDLEN, 16 * ENTRIES);
    store(Reg.TDBAL, (int) (RAM + TRANSMIT_RING));
    store(Reg.TDLEN, 16 * ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      memory.store64(RECEIVE_RING + 16 * i, RAM + BUFFERS + 2048L * i, NOBODY);
    }
    store(Reg.TCTL, Reg.TCTL_ENABLE);
    store(Reg.RCTL, Reg.RCTL_ENABLE | Reg.RCTL_BROADCAST | Reg.RCTL_STRIP_CRC);
    store(Reg.RDT, ENTRIES - 1);
    return this;
  }

  /// Enables MSI-X with vector n sending the message n.
  E1000eBench withMsiX() {
    for (int vector = 0; vector < 5; vector++) {
      run(device.store(3, 16 * vector, 4, 0x2800_0000L));
      run(device.store(3, 16 * vector + 8, 4, vector));
      run(device.store(3, 16 * vector + 12, 4, 0));
    }
    device.function().writeConfig(0x82, 2, 0x8000);
    return this;
  }

  /// Enables MSI, with the message 77.
  E1000eBench withMsi() {
    device.function().writeConfig(0x94, 4, 0x2800_0000);
    device.function().writeConfig(0x9c, 2, 77);
    device.function().writeConfig(0x92, 2, 1);
    return this;
  }

  /// Puts a descriptor into transmit queue 0 without ringing.
  void descriptor(long low, long high) {
    memory.store64(TRANSMIT_RING + 16 * tail, low, NOBODY);
    memory.store64(TRANSMIT_RING + 16 * tail + 8, high, NOBODY);
    tail = (tail + 1) % ENTRIES;
  }

  /// Puts a data descriptor for `bytes`, placed at `at`, into the queue.
  ///
  /// @param command DCMD: 1 end of packet, 4 segment, 8 report status; extended is added
  void data(byte[] bytes, int at, int command, int options) {
    memory.write(at, bytes, 0, bytes.length, NOBODY);
    long high = bytes.length | 1L << 20 | (long) (command | 0x20) << 24 | (long) options << 40;
    descriptor(RAM + at, high);
  }

  void ring() {
    store(Reg.TDT, tail);
  }

  /// Sends a packet as drivers do: one extended descriptor, status reported.
  void send(byte[] frame) {
    data(frame, BUFFERS + 0x8000, 9, 0);
    ring();
  }

  /// A frame comes from the network.
  void receive(byte[] frame) {
    hub.send(port, new Frame(frame));
  }

  byte[] ram(int offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(offset, bytes, 0, length);
    return bytes;
  }

  /// A word of a descriptor of a ring.
  long word(int ring, int index, int word) {
    return Bytes.word(ram(ring + 16 * index + 8 * word, 8), 0);
  }

  long digest() {
    DigestWalker walker = new DigestWalker();
    walk(walker);
    return Digest.mix(walker.digest(), memory.digest());
  }

  void walk(Walker walker) {
    roster.walk(walker);
    bql.walk(walker);
    device.walk(walker);
    device.function().walk(walker);
    agents.forEach(agent -> agent.walk(walker));
  }

  /// A broadcast frame of `bytes` bytes, each of the payload equal to its place.
  static byte[] broadcast(int bytes) {
    byte[] frame = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      frame[i] = (byte) (i < 6 ? -1 : i);
    }
    return frame;
  }
}
