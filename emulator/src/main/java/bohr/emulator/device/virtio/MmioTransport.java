package bohr.emulator.device.virtio;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.virtio.HandlerPhase.Acknowledge;
import bohr.emulator.device.virtio.HandlerPhase.Constant;
import bohr.emulator.device.virtio.HandlerPhase.Kick;
import bohr.emulator.device.virtio.HandlerPhase.LoadConfig;
import bohr.emulator.device.virtio.HandlerPhase.LoadIsr;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// A virtio device in a virtio-mmio slot (virtio 1.2 §4.2), version 2: registers of four bytes, and
/// from 0x100 on the device's own configuration. Slot n, 1 to 8, is the nth page of the slots and
/// source n of the PLIC. There is no shared memory.
///
/// Accesses of another width than four bytes to the registers read as zero and change nothing.
final class MmioTransport implements VirtioDevice {

  static final int MAGIC = 0x74726976;
  static final int VERSION = 2;

  /// `QEMU`: what QEMU's slots say, and what some drivers insist on.
  static final int VENDOR = 0x554d_4551;

  private static final int CONFIG = 0x100;
  private static final int NOTIFY = 0x50;
  private static final int ACKNOWLEDGE = 0x64;
  private static final long NO_SHARED_MEMORY = 0xffff_ffffL;

  private final String name;
  private final int slot;
  private final int object;
  private final int id;
  private final MmioPort port;
  private final Lock lock;
  private final Core core;
  private final Stateful contents;

  /// @param contents what the device keeps besides its registers
  /// @throws BadInput if there is no such slot
  MmioTransport(Wiring wiring, Personality personality, Stateful contents) {
    if (wiring.slot() < 1 || wiring.slot() > MemoryLayout.VIRTIO_MMIO_SLOTS) {
      throw new BadInput("scenario", wiring.name(), "virtio-mmio slots are 1 to 8");
    }
    name = wiring.name();
    slot = wiring.slot();
    object = wiring.object();
    id = personality.id();
    port = new MmioPort(wiring, wiring.link(personality.queues().size()));
    lock = wiring.lock();
    core = new Core(wiring, personality, port);
    for (Queue queue : core.queues()) {
      int index = core.queues().indexOf(queue);
      String thread = personality.queues().get(index).name();
      queue.runBy(wiring.thread(index, thread, queue, lock, port.link()));
    }
    this.contents = contents;
  }

  @Override
  public Stateful contents() {
    return contents;
  }

  @Override
  public Core core() {
    return core;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Link link() {
    return port.link();
  }

  @Override
  public Stateful attachment() {
    return port;
  }

  @Override
  public void plugInto(SystemBus bus) {
    long page = MemoryLayout.VIRTIO_MMIO_PAGE;
    long base = MemoryLayout.VIRTIO_MMIO + (slot - 1) * page;
    bus.add(base, page, this, port.link(), object);
  }

  @Override
  public List<DeviceThread> threads() {
    return core.threads();
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public Phase load(int bar, long offset, int size) {
    int at = (int) offset;
    if ((at & size - 1) != 0) {
      return null;
    }
    if (at >= CONFIG) {
      return new LoadConfig(at - CONFIG, size);
    }
    if (size != 4) {
      return new Constant(0);
    }
    return switch (at) {
      case 0x00 -> new Constant(MAGIC);
      case 0x04 -> new Constant(VERSION);
      case 0x08 -> new Constant(id);
      case 0x0c -> new Constant(VENDOR);
      case 0x60 -> new LoadIsr();
      case 0xb0, 0xb4, 0xb8, 0xbc -> new Constant(NO_SHARED_MEMORY);
      default -> at(at).load(size);
    };
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    int at = (int) offset;
    if ((at & size - 1) != 0) {
      return null;
    }
    if (at >= CONFIG || size != 4) {
      return new Constant(0);
    }
    long word = value & 0xffff_ffffL;
    return switch (at) {
      case NOTIFY ->
          word < core.queues().size() ? new Kick((int) word) : new Constant(0);
      case ACKNOWLEDGE -> new Acknowledge(word);
      default -> at(at).store(size, word);
    };
  }

  /// §4.2.2, without what loads and stores have dealt with.
  private static Location at(int offset) {
    return switch (offset) {
      case 0x10 -> whole(Field.DEVICE_FEATURE);
      case 0x14 -> whole(Field.DEVICE_FEATURE_SELECT);
      case 0x20 -> whole(Field.DRIVER_FEATURE);
      case 0x24 -> whole(Field.DRIVER_FEATURE_SELECT);
      case 0x30 -> whole(Field.QUEUE_SELECT);
      case 0x34 -> whole(Field.QUEUE_SIZE_MAX);
      case 0x38 -> whole(Field.QUEUE_SIZE);
      case 0x44 -> whole(Field.QUEUE_ENABLE);
      case 0x70 -> whole(Field.DEVICE_STATUS);
      case 0x80 -> new Location(Field.QUEUE_DESCRIPTORS, Part.LOW, 4);
      case 0x84 -> new Location(Field.QUEUE_DESCRIPTORS, Part.HIGH, 4);
      case 0x90 -> new Location(Field.QUEUE_DRIVER, Part.LOW, 4);
      case 0x94 -> new Location(Field.QUEUE_DRIVER, Part.HIGH, 4);
      case 0xa0 -> new Location(Field.QUEUE_DEVICE, Part.LOW, 4);
      case 0xa4 -> new Location(Field.QUEUE_DEVICE, Part.HIGH, 4);
      case 0xfc -> whole(Field.CONFIG_GENERATION);
      default -> Location.NOWHERE;
    };
  }

  private static Location whole(Field field) {
    return new Location(field, Part.WHOLE, 4);
  }

  @Override
  public Phase handle(Phase phase) {
    return core.handle((HandlerPhase) phase);
  }

  @Override
  public void walk(Walker walker) {
    core.walk(walker);
    contents.walk(walker);
  }
}
