package bohr.emulator;

import bohr.emulator.Board.Startup;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.DividedBank;
import bohr.emulator.bus.Downstream;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.device.Console;
import bohr.emulator.device.Device;
import bohr.emulator.device.Finisher;
import bohr.emulator.device.Policies;
import bohr.emulator.device.RegionLocks;
import bohr.emulator.device.Uart;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.board.FirmwareConfiguration;
import bohr.emulator.device.board.Flash;
import bohr.emulator.device.board.Rtc;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.network.Hub;
import bohr.emulator.device.network.Responder;
import bohr.emulator.device.network.Uplink;
import bohr.emulator.device.virtio.EmptySlot;
import bohr.emulator.hart.DecodedCode;
import bohr.emulator.hart.Hart;
import bohr.emulator.interrupt.InterruptControllers;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.plugin.DeviceModels;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// The parts of a machine, wired together as its board says and reset.
final class Parts implements Stateful {

  private static final int A2 = 12;
  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000;

  final Memory memory;
  final Ordering ordering;
  final Roster roster = new Roster();
  final Clock clock = new Clock();
  final VisibleAccesses accesses = new VisibleAccesses();
  final Lock bql = new Lock(roster);
  final Console console = new Console();
  final Monitor monitor;
  final GuestServices guest;
  final SystemBus bus;
  final Hart[] harts;
  final InterruptControllers interrupts;
  final Uart uart;
  final Invariants endState;
  final List<Device> devices = new ArrayList<>();
  final List<Agent> agents = new ArrayList<>();
  private final List<Agent> deviceAgents = new ArrayList<>();

  /// The network; null unless a device is plugged into it.
  final Hub hub;

  final Outside outside;

  /// Locks of parts of devices: walked behind everything else, where they are.
  private final List<Lock> regionLocks = new ArrayList<>();

  /// The classes of devices that are no part of Bohr.
  final List<Class<?>> classesOfDevices = new ArrayList<>();

  /// What operating systems look for: walked behind everything else, where it is.
  private final List<Stateful> peripherals = new ArrayList<>();

  private final LongFunction<String> places;

  Parts(Board board) {
    places = board.places();
    memory = new Memory(board.ramBytes(), bulkBytes(board), board.harts());
    boolean networked = board.devices().stream().anyMatch(plug -> plug.model().isNetworked());
    int hubAgent = board.harts() + deviceAgents(board);
    ordering = new Ordering(memory, board.rules(), hubAgent + (networked ? 2 : 0));
    ordering.follow(bql);
    monitor = new Monitor(
        Oracles.named(board.oracles(), board.harts(), mostAgents(board)), places);
    guest = new GuestServices(memory, monitor);
    bus = new SystemBus(memory, ordering, roster, accesses, board.harts());
    bus.tell(monitor);
    harts = new Hart[board.harts()];
    DecodedCode code = new DecodedCode(memory);
    for (int id = 0; id < harts.length; id++) {
      harts[id] = new Hart(id, memory, code, bus, guest, clock, roster, board.pteUpdate());
      harts[id].attach(ordering);
      agents.add(harts[id]);
    }
    interrupts = new InterruptControllers(harts, bus, clock, board.aia(), monitor);
    uart = new Uart(console, interrupts::uart);
    bus.add(MemoryLayout.UART, MemoryLayout.UART_SIZE, uart);
    bus.add(MemoryLayout.FINISHER, MemoryLayout.FINISHER_SIZE, new Finisher(guest::finish));
    endState = new Invariants(memory);
    hub = networked ? new Hub(hubAgent, roster, clock) : null;
    plug(board);
    outside = new Outside(this, networked ? network(board, hubAgent) : null);
    agents.addAll(deviceAgents);
    monitor.callAgents(agent -> agents.get(agent).name());
    EmptySlot.fill(bus);
    board.peripherals().ifPresent(this::place);
    board.endState().forEach(rule -> endState.add(rule, device(rule.device())));
    board.loader().accept(memory);
    start(board.startup());
  }

  /// Gives the network its agents, and somebody to talk to.
  ///
  /// @return where it leads out of the machine; null if it does not
  private Uplink network(Board board, int hubAgent) {
    deviceAgents.add(hub);
    Network network = board.peripherals().map(Peripherals::network).orElse(Network.RESPONDER);
    if (network == Network.RESPONDER) {
      deviceAgents.add(new Responder(hubAgent + 1, hub, roster, clock));
    }
    return network == Network.UPLINK ? new Uplink(hub) : null;
  }

  private void place(Peripherals parts) {
    long start = parts.clockStart().getEpochSecond() * NANOSECONDS_PER_SECOND
        + parts.clockStart().getNano();
    Rtc rtc = new Rtc(clock, start, interrupts::rtc);
    interrupts.timers().add(rtc);
    place(MemoryLayout.RTC, MemoryLayout.RTC_SIZE, rtc);
    place(MemoryLayout.FW_CFG, MemoryLayout.FW_CFG_SIZE,
        new FirmwareConfiguration(memory, harts.length));
    for (int bank = 0; bank < Peripherals.FLASH_BANKS; bank++) {
      boolean given = bank < parts.flash().size();
      ImageBytes image = given ? parts.flash().get(bank) : ImageBytes.of(new byte[0]);
      long size = MemoryLayout.FLASH_BANK_SIZE;
      place(MemoryLayout.FLASH + bank * size, size, new Flash(image));
    }
  }

  private <T extends PlatformDevice & Stateful> void place(long base, long size, T device) {
    bus.add(base, size, device);
    peripherals.add(device);
  }

  private void start(Startup startup) {
    switch (startup) {
      case Startup.InMachineMode start -> {
        for (Hart hart : harts) {
          hart.reset(start.entry(), start.a1());
          hart.firmware().setX(A2, start.a2());
        }
      }
      case Startup.InSupervisorMode start -> {
        SupervisorServices services =
            new SupervisorServices(harts, memory, ordering, uart, guest::finish);
        guest.answerCalls(services);
        interrupts.handOver();
        services.boot(start.entry(), start.deviceTree());
      }
    }
  }

  /// With the two agents of a network, whether or not there is one.
  private static int mostAgents(Board board) {
    return board.harts() + deviceAgents(board) + 2;
  }

  private static int deviceAgents(Board board) {
    return board.devices().stream().mapToInt(Parts::agents).sum();
  }

  /// Threads, the link, and what delivers register writes.
  private static int agents(Board.Plug plug) {
    return plug.model().threads() + (Policies.postsWrites(plug.settings()) ? 2 : 1);
  }

  private static int bulkBytes(Board board) {
    return board.devices().stream().mapToInt(Parts::bulkBytes).sum();
  }

  /// What a device asks for, rounded up to whole blocks.
  private static int bulkBytes(Board.Plug plug) {
    int asked = plug.model().bulkBytes(plug.settings());
    return asked + Memory.BLOCK_BYTES - 1 & -Memory.BLOCK_BYTES;
  }

  private void plug(Board board) {
    int bulk = board.ramBytes();
    for (Board.Plug plug : board.devices()) {
      Wiring wiring = wiring(plug, bulk);
      Device device = plug.model().create(wiring);
      DeviceModels.code(plug.model()).ifPresent(code -> classesOfDevices.addAll(code.classes()));
      devices.add(device);
      deviceAgents.addAll(device.threads());
      deviceAgents.add(device.link());
      device.plugInto(bus);
      int object = devices.size() - 1;
      bus.interpose(object, plug.model()::reached);
      RegionLocks.of(plug.model(), wiring, device.lock()).ifPresent(locks -> {
        bus.interpose(object, whole -> new DividedBank(whole, locks));
        locks.made().ifPresent(regionLocks::add);
      });
      if (Policies.postsWrites(plug.settings())) {
        postWrites(device, object);
      }
      bulk += bulkBytes(plug);
    }
  }

  /// What the device at the next place is given; its bulk state begins at `bulk`.
  private Wiring wiring(Board.Plug plug, int bulk) {
    return new Wiring(
        plug.name(),
        plug.slot(),
        devices.size(),
        harts.length + deviceAgents.size(),
        plug.settings(),
        memory,
        bulk,
        bql,
        bus,
        interrupts,
        interrupts::mmio,
        hub,
        ordering,
        console,
        roster,
        clock,
        monitor,
        accesses);
  }

  private void postWrites(Device device, int object) {
    int id = harts.length + deviceAgents.size();
    Downstream downstream =
        new Downstream(device.name(), id, object, device.link(), roster, clock, accesses, ordering);
    deviceAgents.add(downstream);
    bus.add(downstream);
  }

  /// The device that the board calls `name`.
  Device device(String name) {
    return devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no device " + name));
  }

  /// Whether the board has a device of that name.
  boolean hasDevice(String name) {
    return devices.stream().anyMatch(device -> device.name().equals(name));
  }

  /// The name of a program counter, for people.
  String place(long pc) {
    return places.apply(pc);
  }

  @Override
  public void walk(Walker walker) {
    memory.walk(walker);
    roster.walk(walker);
    clock.walk(walker);
    bql.walk(walker);
    console.walk(walker);
    monitor.walk(walker);
    guest.walk(walker);
    bus.walk(walker);
    interrupts.walk(walker);
    uart.walk(walker);
    for (Hart hart : harts) {
      hart.walk(walker);
    }
    ordering.walk(walker);
    for (int i = 0; i < deviceAgents.size(); i++) {
      deviceAgents.get(i).walk(walker);
    }
    for (int i = 0; i < devices.size(); i++) {
      Device device = devices.get(i);
      device.walk(walker);
      device.attachment().walk(walker);
      if (device.lock() != null && device.lock() != bql) {
        device.lock().walk(walker);
      }
    }
    for (int i = 0; i < peripherals.size(); i++) {
      peripherals.get(i).walk(walker);
    }
    for (int i = 0; i < regionLocks.size(); i++) {
      regionLocks.get(i).walk(walker);
    }
  }
}
