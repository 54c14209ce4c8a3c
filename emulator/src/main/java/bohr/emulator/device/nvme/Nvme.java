package bohr.emulator.device.nvme;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.Medium;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The NVMe device: a PCI function with its registers in BAR 0 and its MSI-X table in BAR 4, a
/// [Controller], and the threads that serve its queues. Registers and settings in docs/devices.md.
///
/// Not offered: SGLs, metadata, a second namespace, fused commands, a controller memory buffer,
/// subsystem reset, keep alive, namespace management, saved features.
final class Nvme implements PciDevice, Link.ReadSink {

  private static final int CLASS = 0x010802;
  private static final long REGISTER_BYTES = 0x4000;
  private static final int MSIX_BAR = 4;
  private static final long MSIX_BYTES = 0x1000;

  /// The low bits of a read's tag: which thread waits for it.
  private static final int THREAD_BITS = 3;

  private final Function function;
  private final Lock lock;
  private final Controller controller;
  private final Namespace namespace;
  private final List<Server> servers = new ArrayList<>();
  private final List<DeviceThread> threads = new ArrayList<>();

  /// @param image what the namespace holds at power-on; null for zeroes in the machine's memory
  Nvme(Wiring wiring, DiskImage image) {
    Settings settings = wiring.settings();
    int count = 1 + NvmeModel.IO_THREADS;
    var identity = new Function.Identity(NvmeModel.VENDOR, NvmeModel.DEVICE, CLASS, 1);
    function = wiring.function(identity, count);
    function.addBar(0, REGISTER_BYTES, true);
    function.addBar(MSIX_BAR, MSIX_BYTES, true);
    function.addMsiX(MSIX_BAR, 1 + (int) settings.number("queues"));
    function.onReset(this::functionLevelReset);
    function.link().deliverReadsTo(this);
    lock = wiring.lock();
    int medium = wiring.bulk() + count * Server.BUFFER_BYTES;
    namespace =
        image == null
            ? new BulkNamespace(wiring.memory(), medium, (int) settings.number("sectors"))
            : new ImageNamespace(image);
    controller = new Controller(wiring, function, namespace);
    for (int i = 0; i < count; i++) {
      int buffer = wiring.bulk() + i * Server.BUFFER_BYTES;
      Server server = new Server(i, controller, wiring, function, namespace, buffer);
      DeviceThread thread =
          wiring.thread(i, i == 0 ? "admin" : "io" + i, server, lock, function);
      server.runOn(thread);
      servers.add(server);
      threads.add(thread);
    }
    controller.serveWith(servers);
  }

  /// The tag of a read that thread number `index` issues.
  static int tag(int index, int epoch) {
    return epoch << THREAD_BITS | index;
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.copyOf(threads);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public int contentsAt() {
    return namespace.contentsAt();
  }

  @Override
  public int contentsBytes() {
    return namespace.contentsBytes();
  }

  @Override
  public Optional<Medium> disk() {
    return namespace.disk();
  }

  @Override
  public String pendingWork() {
    return controller.pendingWork();
  }

  private void functionLevelReset() {
    controller.functionLevelReset();
  }

  // Registers.

  @Override
  public Phase load(int bar, long offset, int size) {
    if (size < 4 || (offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    return bar == MSIX_BAR
        ? new HandlerPhase.MsiXLoad((int) offset)
        : new HandlerPhase.Load((int) offset, size);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (size < 4 || (offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    long whole = size == 4 ? value & 0xffff_ffffL : value;
    return bar == MSIX_BAR
        ? new HandlerPhase.MsiXStore((int) offset, whole)
        : new HandlerPhase.Store((int) offset, size, whole);
  }

  @Override
  public Phase handle(Phase phase) {
    return controller.handle((HandlerPhase) phase);
  }

  @Override
  public void arrived(int tag, byte[] data) {
    servers.get(tag & (1 << THREAD_BITS) - 1).arrived(tag, data);
  }

  @Override
  public void walk(Walker walker) {
    controller.walk(walker);
    namespace.walk(walker);
    for (int i = 0; i < servers.size(); i++) {
      servers.get(i).walk(walker);
    }
  }
}
