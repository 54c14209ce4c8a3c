package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank.Done;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.nvme.ControlPhase.AwaitDrain;
import bohr.emulator.device.nvme.ControlPhase.Drain;
import bohr.emulator.device.nvme.LifeCyclePhase.Control;
import bohr.emulator.device.nvme.LifeCyclePhase.Idle;
import bohr.emulator.device.nvme.QueuePhase.Arbitrate;
import bohr.emulator.device.nvme.QueuePhase.AwaitRoom;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;
import bohr.emulator.memory.Memory;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// The controller: its registers and doorbells, what its threads share, and who is told when there
/// is work.
final class Controller implements Stateful {

  private final VisibleAccesses accesses;
  private final Function function;
  private final Registers registers;
  private final Queues queues;
  private final Events events = new Events();
  private final Features features;
  private final StructureData structures;
  private final AdminCommands adminCommands;
  private final Memory memory;
  private final LifeCycle lifeCycle;
  private final int ioThreads;
  private List<Server> servers;

  Controller(Wiring wiring, Function function, Namespace namespace) {
    Settings settings = wiring.settings();
    int ioQueues = (int) settings.number("queues");
    int queueEntries = (int) settings.number("queue-entries");
    boolean doorbellBuffers = settings.get("doorbell-buffers").equals("on");
    accesses = wiring.accesses();
    memory = wiring.memory();
    this.function = function;
    registers = new Registers(wiring, queueEntries);
    queues = new Queues(accesses, ioQueues);
    features = new Features(1 + ioQueues);
    structures = new StructureData(wiring.slot(), namespace.blocks(), doorbellBuffers);
    adminCommands = new AdminCommands(this, accesses, queueEntries);
    ioThreads = (int) settings.number("io-threads");
    boolean clearFirst = settings.get("reset-order").equals("clear-first");
    lifeCycle = new LifeCycle(this, accesses, registers, function, clearFirst);
  }

  /// The threads; to be called once, when they have been made.
  void serveWith(List<Server> all) {
    servers = List.copyOf(all);
  }

  Queues queues() {
    return queues;
  }

  Events events() {
    return events;
  }

  Features features() {
    return features;
  }

  StructureData structures() {
    return structures;
  }

  List<Server> servers() {
    return servers;
  }

  boolean running() {
    return lifeCycle.running();
  }

  int pageBytes() {
    return lifeCycle.pageBytes();
  }

  /// Interrupts go out on the wire, not as messages.
  boolean pinned() {
    return !function.interrupts().messageSignalled();
  }

  /// INTx follows shadow doorbells, which must be looked at.
  boolean pinFollowsShadows() {
    return pinned() && queues.shadowed();
  }

  /// The data structure that an admin command asks for, at least as long as its transfer.
  byte[] structure(Command command) {
    return adminCommands.structure(command);
  }

  /// Takes a step of the thread `admin`, or one that another thread has in common with it.
  Phase step(ControlPhase phase) {
    return switch (phase) {
      case ControlPhase.Execute(Command command) -> adminCommands.execute(command);
      case ControlPhase.CancelQueue cancel -> adminCommands.cancelQueue(cancel);
      case ControlPhase.Drain(Command command) -> adminCommands.drain(command);
      case AwaitDrain waiting -> waiting;
      case ControlPhase.UpdatePin _ -> {
        drivePin();
        yield new Arbitrate();
      }
      case LifeCyclePhase life -> lifeCycle.step(life);
    };
  }

  // Handlers.

  Phase handle(HandlerPhase phase) {
    return switch (phase) {
      case HandlerPhase.Load(int offset, int size) -> new Done(registers.read(offset, size));
      case HandlerPhase.Store(int offset, int size, long value) -> store(offset, size, value);
      case HandlerPhase.MsiXLoad(int offset) -> new Done(function.interrupts().loadMsiX(offset));
      case HandlerPhase.MsiXStore(int offset, long value) -> {
        function.interrupts().storeMsiX(offset, value);
        yield new Done(0);
      }
      case HandlerPhase.DriveIntx _ -> {
        drivePin();
        yield new Done(0);
      }
    };
  }

  private Phase store(int offset, int size, long value) {
    if (offset >= Registers.DOORBELLS) {
      int doorbell = offset - Registers.DOORBELLS >> 2;
      return size == 4 ? ring(doorbell, (int) value & 0xffff) : new Done(0);
    }
    switch (offset) {
      case Registers.INTERRUPT_MASK_SET -> {
        registers.interruptMask.set(value & 0xffff_ffffL);
        return new HandlerPhase.DriveIntx();
      }
      case Registers.INTERRUPT_MASK_CLEAR -> {
        registers.interruptMask.clear(value & 0xffff_ffffL);
        return new HandlerPhase.DriveIntx();
      }
      case Registers.CONFIGURATION -> configure(value);
      default -> registers.write(offset, size, value);
    }
    return new Done(0);
  }

  private void configure(long value) {
    boolean before = registers.enabled();
    registers.configure(value);
    if (before && !registers.enabled()) {
      lifeCycle.stop();
      servers.getFirst().cancel(lifeCycle.reset());
    } else if (registers.shutdownNotified()
        && servers.getFirst().phase() instanceof AwaitRoom) {
      servers.getFirst().cancel(new Control());
    } else {
      wakeAdmin();
    }
  }

  /// A doorbell (§3.1.24, §3.1.25) is rung; while the controller is not ready nothing happens.
  ///
  /// @param doorbell tails are even, heads odd
  private Phase ring(int doorbell, int value) {
    accesses.note();
    int queue = doorbell >> 1;
    if (!running()) {
      return new Done(0);
    }
    boolean head = (doorbell & 1) != 0;
    int size =
        !queues.possible(queue)
            ? 0
            : head ? queues.completion(queue).size : queues.submission(queue).size;
    if (value >= size) {
      events.raise(size == 0 ? Events.INVALID_REGISTER : Events.INVALID_VALUE);
      wakeAdmin();
      return new Done(0);
    }
    return head ? ringHead(queue, value) : ringTail(queue, value);
  }

  private Phase ringTail(int queue, int value) {
    queues.submission(queue).moveTail(value);
    if (queue == 0) {
      wakeAdmin();
    } else {
      wakeServer();
    }
    return new Done(0);
  }

  private Phase ringHead(int queue, int value) {
    queues.completion(queue).moveHead(value);
    wakeBlocked(queue);
    if (!pinned()) {
      return new Done(0);
    }
    if (queues.shadowed()) {
      wakeServer();
    }
    return new HandlerPhase.DriveIntx();
  }

  /// A shadow doorbell says what cannot be: as if the doorbell had been rung so.
  void doorbellOutside() {
    events.raise(Events.INVALID_VALUE);
    wakeAdmin();
  }

  // Telling threads.

  /// There may be something for the thread `admin` to do.
  void wakeAdmin() {
    if (servers.getFirst().phase() instanceof Idle) {
      servers.getFirst().become(new Control());
    }
  }

  /// There may be something to do at an I/O queue: the first idle thread looks.
  void wakeServer() {
    for (int i = 1; i <= ioThreads; i++) {
      if (servers.get(i).phase() instanceof Idle) {
        servers.get(i).become(new Arbitrate());
        return;
      }
    }
  }

  /// There may be room in a completion queue: everybody who waits for it tries again.
  void wakeBlocked(int completionQueue) {
    for (Server server : servers) {
      if (server.phase() instanceof AwaitRoom(Completion completion)
          && queues.submission(completion.queue()).completionQueue == completionQueue) {
        server.become(new ReserveEntry(completion));
      }
    }
  }

  /// A completion has been posted, or cannot be: a command of the admin queue may wait for that.
  void posted() {
    if (servers.getFirst().phase() instanceof AwaitDrain(Command command)) {
      servers.getFirst().become(new Drain(command));
    }
  }

  void drivePin() {
    function.interrupts().setIntx(queues.interruptPending(registers.interruptMask.peek()));
  }

  void functionLevelReset() {
    lifeCycle.stop();
    registers.reset();
    queues.reset();
    forget();
    servers.forEach(server -> server.cancel(new Idle()));
  }

  /// As part of a reset (§7.3.2): everything but the queues, CC, CSTS and the admin queue's
  /// registers.
  void forget() {
    registers.interruptMask.reset();
    events.reset();
    features.reset();
    servers.forEach(Server::clear);
  }

  /// What is left to do while nothing moves.
  String pendingWork() {
    if (!running()) {
      return "";
    }
    for (Server server : servers) {
      if (server.phase() instanceof AwaitRoom(Completion completion)) {
        return "a completion that finds no room: " + completion;
      }
    }
    return queues.pendingWork(memory);
  }

  @Override
  public void walk(Walker walker) {
    registers.walk(walker);
    queues.walk(walker);
    events.walk(walker);
    features.walk(walker);
    lifeCycle.walk(walker);
  }
}
