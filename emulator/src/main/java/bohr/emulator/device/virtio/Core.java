package bohr.emulator.device.virtio;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank.Done;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.virtio.HandlerPhase.Access;
import bohr.emulator.device.virtio.HandlerPhase.Acknowledge;
import bohr.emulator.device.virtio.HandlerPhase.AskToStop;
import bohr.emulator.device.virtio.HandlerPhase.Attach;
import bohr.emulator.device.virtio.HandlerPhase.CheckFeatures;
import bohr.emulator.device.virtio.HandlerPhase.ClearRegisters;
import bohr.emulator.device.virtio.HandlerPhase.Constant;
import bohr.emulator.device.virtio.HandlerPhase.Enable;
import bohr.emulator.device.virtio.HandlerPhase.FinishReset;
import bohr.emulator.device.virtio.HandlerPhase.Kick;
import bohr.emulator.device.virtio.HandlerPhase.LoadConfig;
import bohr.emulator.device.virtio.HandlerPhase.LoadIsr;
import bohr.emulator.device.virtio.HandlerPhase.LoadMigrated;
import bohr.emulator.device.virtio.HandlerPhase.LowerWire;
import bohr.emulator.device.virtio.HandlerPhase.Migrate;
import bohr.emulator.device.virtio.HandlerPhase.OfQueues;
import bohr.emulator.device.virtio.HandlerPhase.Poll;
import bohr.emulator.device.virtio.HandlerPhase.Publish;
import bohr.emulator.device.virtio.HandlerPhase.Release;
import bohr.emulator.device.virtio.HandlerPhase.Select;
import bohr.emulator.device.virtio.HandlerPhase.SetStatus;
import bohr.emulator.device.virtio.HandlerPhase.Start;
import bohr.emulator.device.virtio.HandlerPhase.StopQueues;
import bohr.emulator.device.virtio.HandlerPhase.TakeIsr;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;

/// A virtio device behind its transport: registers, queues, and the handlers that harts run.
final class Core implements Link.ReadSink, Stateful {

  /// How many registers a [Ring] is gathered from.
  private static final int RING_REGISTERS = 5;

  private static final Ring NO_RING = new Ring(0, 0, 0, 0, 0);
  private static final int TAG_QUEUE = 15;

  private final Port port;
  private final VisibleAccesses accesses;
  private final Registers registers;
  private final byte[] config;
  private final Personality.Ear ear;
  private final GateShut gateShut;
  private final DataPlanes planes;
  private final List<Queue> queues = new ArrayList<>();

  /// `migration: on`, and `on-resume: rekick`.
  private final boolean migrates;

  private final boolean rekicks;

  /// Whether the last attempt to save the device went well.
  private boolean migrated;

  /// Makes the core; threads follow by [#addThread].
  Core(Wiring wiring, Personality personality, Port port) {
    this.port = port;
    this.accesses = wiring.accesses();
    long features = VirtioDevice.features(wiring.settings()) | personality.features();
    registers = new Registers(wiring, features, personality.queues());
    config = personality.config();
    ear = personality.ear();
    gateShut = GateShut.of(wiring.settings());
    migrates = wiring.settings().get("migration").equals("on");
    rekicks = wiring.settings().get("on-resume").equals("rekick");
    planes = new DataPlanes(wiring, personality.queues().size());
    int maxPayload = (int) wiring.settings().number("max-payload");
    for (QueuePlan plan : personality.queues()) {
      Service service = plan.service();
      queues.add(
          new Queue(queues.size(), port, registers, service, maxPayload, gateShut, planes));
    }
    port.link().deliverReadsTo(this);
  }

  List<Queue> queues() {
    return queues;
  }

  List<DeviceThread> threads() {
    return queues.stream().map(Queue::thread).toList();
  }

  /// Rings a queue's doorbell from inside the device: something for the driver has come.
  void kick(int queue) {
    registers.kick(queue);
    queues.get(queue).wake();
  }

  /// Somebody types at the device.
  ///
  /// @return false if it has no room, or is nothing to type at
  boolean receive(byte b) {
    boolean heard = ear != null && ear.hear(b);
    if (heard) {
      kick(ear.queue());
    }
    return heard;
  }

  /// Everything back to power-on at once, as after a function-level reset.
  void reset() {
    queues.forEach(Queue::reset);
    planes.clear();
    registers.stopQueues();
    registers.clear();
  }

  @Override
  public void arrived(int tag, byte[] data) {
    int queue = tag & TAG_QUEUE;
    if (registers.tag(queue) == tag) {
      queues.get(queue).arrived(data);
    }
  }

  /// Runs a phase of a handler; those of MSI-X are the transport's.
  Phase handle(HandlerPhase phase) {
    return switch (phase) {
      case Select(Field selector, Access then) -> then.at(registers.selected(selector));
      case Access access -> access.store() ? store(access) : new Done(registers.read(access));
      case LoadConfig(int offset, int size) -> new Done(config(offset, size));
      case Kick(int queue) -> {
        kick(queue);
        yield new Done(0);
      }
      case Constant(long value) -> new Done(value);
      case TakeIsr _ -> new LowerWire(registers.takeIsr());
      case LoadIsr _ -> new Done(registers.isr());
      case Acknowledge(long bits) ->
          registers.acknowledge(bits) ? new LowerWire(0) : new Done(0);
      case LowerWire(long value) -> {
        port.raise(false);
        yield new Done(value);
      }
      case CheckFeatures(long status) ->
          new SetStatus(
              registers.featuresAcceptable() ? status : status & ~Registers.FEATURES_OK);
      case SetStatus(long status) -> setStatus(status);
      case OfQueues more -> ofQueues(more);
      case Enable(int queue, int next, Ring ring) -> enable(queue, next, ring);
      case Publish(int queue, Ring ring) -> publish(queue, ring);
      case StopQueues _ -> stopQueues();
      case ClearRegisters _ -> clearRegisters();
      case FinishReset _ -> finishReset();
      case HandlerPhase.MsiXLoad _, HandlerPhase.MsiXStore _ ->
          throw new IllegalArgumentException(phase + " is the transport's");
    };
  }

  private Phase ofQueues(OfQueues phase) {
    return switch (phase) {
      case Start(int queue) -> start(queue);
      case Attach(int queue) -> {
        planes.attach(queue);
        yield new Start(queue);
      }
      case AskToStop(int queue) -> askToStop(queue);
      case Migrate _ -> migrate();
      case LoadMigrated _ -> {
        accesses.note();
        yield new Done(migrated ? 1 : 0);
      }
      case Poll(int queue) -> poll(queue);
      case Release(int queue) -> release(queue);
    };
  }

  private Phase stopQueues() {
    accesses.note();
    queues.forEach(Queue::stop);
    planes.clear();
    registers.stopQueues();
    return new ClearRegisters();
  }

  private Phase clearRegisters() {
    accesses.note();
    registers.clear();
    return new FinishReset();
  }

  private Phase finishReset() {
    port.acknowledgeReset();
    port.raise(false);
    return new Done(0);
  }

  private long config(int offset, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = offset + i < config.length ? config[offset + i] : 0;
    }
    return Bytes.get(bytes, 0, size);
  }

  private Phase store(Access access) {
    long value = access.value();
    return switch (access.field()) {
      case DEVICE_STATUS -> value == 0 ? stop() : newStatus(value);
      case QUEUE_ENABLE -> {
        if (access.index() >= queues.size()) {
          yield new Done(0);
        }
        yield value == 0
            ? new Publish(access.index(), null)
            : new Enable(access.index(), 0, NO_RING);
      }
      case DEVICE_FEATURE_SELECT,
          DEVICE_FEATURE,
          DRIVER_FEATURE_SELECT,
          DRIVER_FEATURE,
          CONFIG_VECTOR,
          NUM_QUEUES,
          CONFIG_GENERATION,
          QUEUE_SELECT,
          QUEUE_SIZE,
          QUEUE_SIZE_MAX,
          QUEUE_VECTOR,
          QUEUE_NOTIFY_OFFSET,
          QUEUE_DESCRIPTORS,
          QUEUE_DRIVER,
          QUEUE_DEVICE,
          NOTHING -> {
        registers.write(access);
        yield new Done(0);
      }
    };
  }

  /// The device confirms the features once, when the driver first asks it to (§3.1.1).
  private Phase newStatus(long value) {
    boolean asks = (value & ~registers.status() & Registers.FEATURES_OK) != 0;
    return asks ? new CheckFeatures(value) : setStatus(value);
  }

  private Phase setStatus(long value) {
    boolean starts = (value & ~registers.status() & Registers.DRIVER_OK) != 0;
    registers.setStatus(value);
    return starts ? begin(0) : new Done(0);
  }

  private Phase start(int queue) {
    kick(queue);
    return queue + 1 < queues.size() ? begin(queue + 1) : new Done(0);
  }

  private Phase begin(int queue) {
    return planes.kept() ? new Attach(queue) : new Start(queue);
  }

  /// The driver resets the device. It has to wait until the status is 0 (§4.1.4.3.2), and so the
  /// reset may be left to the threads.
  private Phase stop() {
    return planes.stopsFromThread() && !planes.none() ? new AskToStop(0) : new StopQueues();
  }

  private Phase askToStop(int queue) {
    registers.askToStop(queue);
    queues.get(queue).wake();
    return queue + 1 < queues.size() ? new AskToStop(queue + 1) : new Done(0);
  }

  /// What follows when a hart has set or cleared bus master enable.
  Phase busMasterChanged(boolean enabled) {
    return switch (gateShut) {
      case STOP -> new Done(0);
      case HOLD -> enabled ? new Release(0) : new Done(0);
      case DRAIN -> enabled ? new Done(0) : new Poll(0);
    };
  }

  /// Saves the device and loads it again, unless a buffer is in hand. Nobody can see the moments
  /// between, for the whole device stands still.
  private Phase migrate() {
    accesses.note();
    migrated = queues.stream().allMatch(Queue::atRest);
    if (!migrated) {
      return new Done(0);
    }
    registers.forgetKicks();
    queues.forEach(Queue::load);
    return rekicks ? new Poll(0) : new Done(0);
  }

  private Phase poll(int queue) {
    kick(queue);
    return queue + 1 < queues.size() ? new Poll(queue + 1) : new Done(0);
  }

  private Phase release(int queue) {
    accesses.note();
    queues.get(queue).release();
    return queue + 1 < queues.size() ? new Release(queue + 1) : new Done(0);
  }

  private Phase enable(int queue, int next, Ring ring) {
    Ring more = registers.gather(queue, next, ring);
    if (next + 1 < RING_REGISTERS) {
      return new Enable(queue, next + 1, more);
    }
    return more.possible() ? new Publish(queue, more) : new Done(0);
  }

  /// A queue that is set up anew begins at its beginning.
  private Phase publish(int queue, Ring ring) {
    queues.get(queue).reset();
    registers.publish(queue, ring);
    return new Done(0);
  }

  @Override
  public void walk(Walker walker) {
    registers.walk(walker);
    planes.walk(walker);
    if (migrates) {
      migrated = walker.value(migrated);
    }
  }
}
