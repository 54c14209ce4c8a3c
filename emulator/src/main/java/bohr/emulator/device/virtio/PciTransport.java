package bohr.emulator.device.virtio;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.virtio.HandlerPhase.Kick;
import bohr.emulator.device.virtio.HandlerPhase.LoadConfig;
import bohr.emulator.device.virtio.HandlerPhase.LoadMigrated;
import bohr.emulator.device.virtio.HandlerPhase.Migrate;
import bohr.emulator.device.virtio.HandlerPhase.MsiXLoad;
import bohr.emulator.device.virtio.HandlerPhase.MsiXStore;
import bohr.emulator.device.virtio.HandlerPhase.TakeIsr;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// A virtio device as a PCI function (virtio 1.2 §4.1), not transitional. BAR 1 holds the MSI-X
/// table; BAR 4 a page each of the common configuration, the interrupt status, the device's own
/// configuration and the doorbells, four bytes apart. With `migration: on`, BAR 2 has a register
/// that virtio does not know: a monitor's door, through which the device is saved and resumed.
///
/// A load that is too narrow reads as zero, a store of the wrong width changes nothing.
final class PciTransport implements PciDevice, VirtioDevice {

  private static final int VENDOR = 0x1af4;
  private static final int FIRST_DEVICE = 0x1040;
  private static final int SUBSYSTEM = 0x1100;
  private static final int REVISION = 1;
  static final int MSIX_BAR = 1;
  private static final int MSIX_BYTES = 0x1000;
  static final int BAR = 4;
  private static final int BAR_BYTES = 0x4000;

  /// A page with the register of `migration: on`.
  private static final int MIGRATION_BAR = 2;

  private static final int COMMON = 0x0000;
  static final int ISR = 0x1000;
  static final int CONFIG = 0x2000;
  static final int NOTIFY = 0x3000;
  static final int PAGE = 0x1000;
  private static final int COMMON_TYPE = 1;
  private static final int NOTIFY_TYPE = 2;
  private static final int ISR_TYPE = 3;
  private static final int CONFIG_TYPE = 4;
  private static final int WINDOW_TYPE = 5;
  private static final int NOTIFY_MULTIPLIER = 4;

  private final Function function;
  private final Lock lock;
  private final Core core;
  private final Stateful contents;

  /// @param contents what the device keeps besides its registers
  PciTransport(Wiring wiring, Personality personality, Stateful contents) {
    int vectors = personality.queues().size() + 1;
    function =
        wiring.function(
            new Function.Identity(
                VENDOR, FIRST_DEVICE + personality.id(), personality.classCode(), REVISION),
            personality.queues().size());
    function.setSubsystem(VENDOR, SUBSYSTEM);
    function.addBar(MSIX_BAR, MSIX_BYTES, false);
    function.addBar(BAR, BAR_BYTES, true);
    function.addMsiX(MSIX_BAR, vectors);
    if (wiring.settings().get("migration").equals("on")) {
      function.addBar(MIGRATION_BAR, PAGE, false);
    }
    function.addVendorCapability(capability(COMMON_TYPE, COMMON, CommonConfig.BYTES, 0));
    function.addVendorCapability(capability(ISR_TYPE, ISR, 1, 0));
    function.addVendorCapability(capability(CONFIG_TYPE, CONFIG, PAGE, 0));
    function.addVendorCapability(capability(NOTIFY_TYPE, NOTIFY, PAGE, NOTIFY_MULTIPLIER));
    function.addWindow(capability(WINDOW_TYPE, 0, 0, 0));
    lock = wiring.lock();
    core = new Core(wiring, personality, new PciPort(function));
    for (Queue queue : core.queues()) {
      int index = core.queues().indexOf(queue);
      String name = personality.queues().get(index).name();
      queue.runBy(wiring.thread(index, name, queue, lock, function));
    }
    function.onReset(core::reset);
    this.contents = contents;
  }

  /// §4.1.4: which part of the BAR is what. Behind the id, the pointer and the length come type,
  /// BAR, an unused id, padding, offset, length, and what notifications and the window have
  /// besides.
  private static byte[] capability(int type, int offset, int length, int more) {
    byte[] body = new byte[type == NOTIFY_TYPE || type == WINDOW_TYPE ? 17 : 13];
    Bytes.put(body, 0, 1, type);
    Bytes.put(body, 1, 1, BAR);
    Bytes.put(body, 5, 4, offset);
    Bytes.put(body, 9, 4, length);
    Bytes.put(body, 13, body.length - 13, more);
    return body;
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
  public Function function() {
    return function;
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
    if ((offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    int inPage = (int) offset & PAGE - 1;
    if (bar == MSIX_BAR) {
      return new MsiXLoad((int) offset);
    }
    if (bar == MIGRATION_BAR) {
      return inPage == 0 ? new LoadMigrated() : Location.NOWHERE.load(size);
    }
    return switch ((int) offset & -PAGE) {
      case COMMON -> CommonConfig.at(inPage, size).load(size);
      case ISR -> inPage == 0 ? new TakeIsr() : Location.NOWHERE.load(size);
      case CONFIG -> new LoadConfig(inPage, size);
      default -> Location.NOWHERE.load(size);
    };
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if ((offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    int inPage = (int) offset & PAGE - 1;
    if (bar == MSIX_BAR) {
      return new MsiXStore((int) offset, value & 0xffff_ffffL);
    }
    if (bar == MIGRATION_BAR) {
      return inPage == 0 ? new Migrate() : Location.NOWHERE.store(size, value);
    }
    return switch ((int) offset & -PAGE) {
      case COMMON -> CommonConfig.at(inPage, size).store(size, value);
      case NOTIFY -> {
        int queue = inPage / NOTIFY_MULTIPLIER;
        yield queue < core.queues().size()
            ? new Kick(queue)
            : Location.NOWHERE.store(size, value);
      }
      default -> Location.NOWHERE.store(size, value);
    };
  }

  @Override
  public Phase busMasterChanged(boolean enabled) {
    return core.busMasterChanged(enabled);
  }

  @Override
  public Phase handle(Phase phase) {
    return switch ((HandlerPhase) phase) {
      case MsiXLoad(int offset) -> new Done(function.interrupts().loadMsiX(offset));
      case MsiXStore(int offset, long value) -> {
        function.interrupts().storeMsiX(offset, value);
        yield new Done(0);
      }
      case HandlerPhase other -> core.handle(other);
    };
  }

  @Override
  public void walk(Walker walker) {
    core.walk(walker);
    contents.walk(walker);
  }
}
