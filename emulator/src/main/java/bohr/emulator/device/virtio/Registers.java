package bohr.emulator.device.virtio;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// The registers that a virtio device has whatever its transport and its kind: status, features,
/// interrupt status, and those of its queues (virtio 1.2 §2.1, §2.2, §4.1.4.3).
final class Registers implements Stateful {

  /// Says that no message is to be sent (§4.1.5.1.2).
  static final int NO_VECTOR = 0xffff;

  /// In place of a queue's number: configuration changes.
  static final int CONFIG = -1;

  /// What a doorbell is rung for.
  static final int KICK = 1;

  static final int STOP = 2;

  static final int FEATURES_OK = 8;
  static final int DRIVER_OK = 4;
  private static final int NEEDS_RESET = 0x40;
  private static final int FAILED = 0x80;
  private static final int ALL_STATUS = 0xcf;
  private static final int ISR_QUEUE = 1;
  private static final int ISR_CONFIG = 2;
  private static final int TAG_SHIFT = 4;

  private final VisibleAccesses accesses;
  private final long offered;
  private final int vectors;
  private final Register deviceFeatureSelect;
  private final Register driverFeatureSelect;
  private final Register driverFeatures;
  private final Register configVector;
  private final Register status;
  private final Register queueSelect;
  private final Register isr;
  private final QueueRegisters[] queues;
  private int resets;

  /// @param offered the features that the device offers
  /// @param plans its queues
  Registers(Wiring wiring, long offered, List<QueuePlan> plans) {
    this.accesses = wiring.accesses();
    this.offered = offered;
    vectors = plans.size() + 1;
    deviceFeatureSelect = wiring.register("features", 0);
    driverFeatureSelect = wiring.register("features", 0);
    driverFeatures = wiring.register("features", 0);
    configVector = wiring.register("config-vector", NO_VECTOR);
    status = wiring.register("status", 0);
    queueSelect = wiring.register("queue-select", 0);
    isr = wiring.register("interrupt-status", 0);
    queues = new QueueRegisters[plans.size()];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new QueueRegisters(wiring, plans.get(i).size());
    }
  }

  int queues() {
    return queues.length;
  }

  // Handlers. Each call is one access, but for those that say otherwise.

  /// Reads a selector.
  int selected(Field selector) {
    long value = register(selector, 0).read();
    return (int) Math.min(value, 0xffff);
  }

  long read(HandlerPhase.Access access) {
    int index = access.index();
    return switch (access.field()) {
      case DEVICE_FEATURE -> feature(offered, index);
      case DRIVER_FEATURE -> feature(driverFeatures.read(), index);
      case NUM_QUEUES -> queues.length;
      case CONFIG_GENERATION, NOTHING -> 0;
      case QUEUE_SIZE_MAX -> index < queues.length ? queues[index].most : 0;
      case QUEUE_NOTIFY_OFFSET -> index < queues.length ? index : 0;
      case QUEUE_ENABLE -> index < queues.length && ring(index) != null ? 1 : 0;
      case DEVICE_FEATURE_SELECT,
          DRIVER_FEATURE_SELECT,
          CONFIG_VECTOR,
          DEVICE_STATUS,
          QUEUE_SELECT,
          QUEUE_SIZE,
          QUEUE_VECTOR,
          QUEUE_DESCRIPTORS,
          QUEUE_DRIVER,
          QUEUE_DEVICE -> {
        Register register = register(access.field(), index);
        yield register == null ? 0 : access.part().of(register.read());
      }
    };
  }

  /// Writes a register that has no effects of its own; what is not one ignores the write.
  void write(HandlerPhase.Access access) {
    long value = access.value();
    Register register = register(access.field(), access.index());
    if (access.field() == Field.DRIVER_FEATURE) {
      acceptFeatures(access.index(), value);
    } else if (register != null) {
      long most = access.index() < queues.length ? queues[access.index()].most : 0;
      switch (access.field()) {
        case CONFIG_VECTOR, QUEUE_VECTOR -> register.write(value < vectors ? value : NO_VECTOR);
        case QUEUE_SIZE -> register.write(value >= 1 && value <= most ? value : register.peek());
        default -> register.write(access.part().into(register.peek(), value));
      }
    }
  }

  private static long feature(long features, int select) {
    return select > 1 ? 0 : (select == 0 ? Part.LOW : Part.HIGH).of(features);
  }

  private void acceptFeatures(int select, long value) {
    if (select <= 1) {
      Part half = select == 0 ? Part.LOW : Part.HIGH;
      driverFeatures.write(half.into(driverFeatures.peek(), value));
    }
  }

  /// The register behind a field; null if there is none, or it cannot be written.
  private Register register(Field field, int index) {
    QueueRegisters queue = index < queues.length ? queues[index] : null;
    return switch (field) {
      case DEVICE_FEATURE_SELECT -> deviceFeatureSelect;
      case DRIVER_FEATURE_SELECT -> driverFeatureSelect;
      case CONFIG_VECTOR -> configVector;
      case DEVICE_STATUS -> status;
      case QUEUE_SELECT -> queueSelect;
      case QUEUE_SIZE -> queue == null ? null : queue.size;
      case QUEUE_VECTOR -> queue == null ? null : queue.vector;
      case QUEUE_DESCRIPTORS -> queue == null ? null : queue.descriptors;
      case QUEUE_DRIVER -> queue == null ? null : queue.driver;
      case QUEUE_DEVICE -> queue == null ? null : queue.device;
      case DEVICE_FEATURE,
          DRIVER_FEATURE,
          NUM_QUEUES,
          CONFIG_GENERATION,
          QUEUE_SIZE_MAX,
          QUEUE_ENABLE,
          QUEUE_NOTIFY_OFFSET,
          NOTHING -> null;
    };
  }

  /// Whether the driver accepted only what was offered, and the rules of version 1 (§6.2).
  boolean featuresAcceptable() {
    long accepted = driverFeatures.read();
    return (accepted & ~offered) == 0 && Features.has(accepted, Features.VERSION_1);
  }

  /// The driver's bits; the device's own stays (§2.1.2).
  void setStatus(long value) {
    status.write(value & ALL_STATUS & ~NEEDS_RESET | status.peek() & NEEDS_RESET);
  }

  /// The status, for the handler that is about to change it: not an access of its own.
  long status() {
    return status.peek();
  }

  /// Adds the next of the registers that describe a queue to `ring`.
  Ring gather(int index, int next, Ring ring) {
    QueueRegisters queue = queues[index];
    return switch (next) {
      case 0 -> new Ring((int) queue.size.read(), 0, 0, 0, 0);
      case 1 -> new Ring(ring.size(), queue.descriptors.read(), 0, 0, 0);
      case 2 -> new Ring(ring.size(), ring.descriptors(), queue.driver.read(), 0, 0);
      case 3 ->
          new Ring(ring.size(), ring.descriptors(), ring.driver(), queue.device.read(), 0);
      default ->
          new Ring(
              ring.size(),
              ring.descriptors(),
              ring.driver(),
              ring.device(),
              driverFeatures.read());
    };
  }

  void publish(int index, Ring ring) {
    accesses.note();
    queues[index].ring = ring;
  }

  void kick(int index) {
    queues[index].doorbell.set(KICK);
  }

  /// Asks the thread of a queue to stop, by its doorbell.
  void askToStop(int index) {
    queues[index].doorbell.set(STOP);
  }

  /// The interrupt status as it was; it is clear now.
  long takeIsr() {
    return isr.clear(ISR_QUEUE | ISR_CONFIG);
  }

  /// Clears the bits that the driver acknowledges; says whether none is left.
  boolean acknowledge(long bits) {
    return (isr.clear(bits) & ~bits) == 0;
  }

  long isr() {
    return isr.read();
  }

  /// No queue is in use any more, and nobody has rung. Part of a reset, whose phases count.
  void stopQueues() {
    for (QueueRegisters queue : queues) {
      queue.ring = null;
      queue.doorbell.reset();
    }
    resets++;
  }

  /// Everything as after power-on. Part of a reset, whose phases count.
  void clear() {
    deviceFeatureSelect.reset();
    driverFeatureSelect.reset();
    driverFeatures.reset();
    configVector.reset();
    status.reset();
    queueSelect.reset();
    isr.reset();
    for (QueueRegisters queue : queues) {
      queue.reset();
    }
  }

  // The queues' threads. Each call but the last is one access.

  /// What somebody has rung for since the last call: [#KICK], [#STOP], both or nothing.
  long takeKick(int index) {
    return queues[index].doorbell.clear(KICK | STOP);
  }

  /// Nobody has rung: what the doorbells hold is not part of a device that is saved and loaded.
  void forgetKicks() {
    for (QueueRegisters queue : queues) {
      queue.doorbell.reset();
    }
  }

  /// Everything as after power-on, at once.
  void resetAll() {
    accesses.note();
    stopQueues();
    clear();
  }

  /// Whether buffers may be taken.
  boolean running() {
    return (status.read() & (DRIVER_OK | NEEDS_RESET | FAILED)) == DRIVER_OK;
  }

  Ring ring(int index) {
    accesses.note();
    return queues[index].ring;
  }

  /// Says that the device needs a reset.
  ///
  /// @return whether that is news
  boolean needReset() {
    return (status.set(NEEDS_RESET) & NEEDS_RESET) == 0;
  }

  void setIsr(boolean config) {
    isr.set(config ? ISR_CONFIG : ISR_QUEUE);
  }

  int vector(int index) {
    return (int) (index == CONFIG ? configVector : queues[index].vector).read();
  }

  /// The tag of a queue's requests: one that was issued before a reset is answered to nobody.
  int tag(int index) {
    return resets << TAG_SHIFT | index;
  }

  @Override
  public void walk(Walker walker) {
    deviceFeatureSelect.walk(walker);
    driverFeatureSelect.walk(walker);
    driverFeatures.walk(walker);
    configVector.walk(walker);
    status.walk(walker);
    queueSelect.walk(walker);
    isr.walk(walker);
    for (QueueRegisters queue : queues) {
      queue.walk(walker);
    }
    resets = walker.value(resets);
  }
}
