package bohr.emulator.device.nvme;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.image.DiskImage;
import java.util.List;
import java.util.Optional;

/// Makes NVMe controllers with one namespace.
public final class NvmeModel implements DeviceModel {

  static final int VENDOR = 0x1234;
  static final int DEVICE = 0xb0d2;

  /// Threads that serve I/O queues; `io-threads` says how many of them ever move.
  static final int IO_THREADS = 4;

  private final DiskImage image;

  /// For `ServiceLoader`: a namespace of zeroes.
  public NvmeModel() {
    this(null);
  }

  /// A namespace that begins as `image`; the setting `sectors` then means nothing.
  public NvmeModel(DiskImage image) {
    this.image = image;
  }

  @Override
  public String name() {
    return "nvme";
  }

  @Override
  public String summary() {
    return "NVMe 1.4 controller: several I/O queues, shadow doorbells, abort, INTx and MSI-X";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.number(
            "sectors", "capacity in sectors of 512 bytes, without an image", 2048, 8, 1 << 21),
        Setting.number("queues", "I/O queue pairs", 4, 1, 32),
        Setting.number("queue-entries", "most entries of an I/O queue", 1024, 2, 65536),
        Setting.number(
            "io-threads", "threads that fetch and execute I/O commands", IO_THREADS, 1, IO_THREADS),
        Setting.oneOf(
            "doorbell-buffers", "whether Doorbell Buffer Config is offered", "on", "off"),
        Setting.oneOf(
            "event-index",
            "whether EventIdx is written before or after the last look at a shadow doorbell",
            "before-look",
            "after-look"),
        Setting.oneOf(
            "cqe-write",
            "whether a completion queue entry is one write, or two with the phase tag in either",
            "whole",
            "phase-last",
            "phase-first"),
        Setting.oneOf(
            "reset-order",
            "whether a controller reset cancels commands in flight before it clears what they use",
            "cancel-first",
            "clear-first"));
  }

  @Override
  public int threads() {
    return 1 + IO_THREADS;
  }

  @Override
  public int bulkBytes(Settings settings) {
    int medium = image != null ? 0 : (int) settings.number("sectors") * Command.BLOCK_BYTES;
    return threads() * Server.BUFFER_BYTES + medium;
  }

  @Override
  public Optional<DeviceModel> with(DiskImage other) {
    return Optional.of(new NvmeModel(other));
  }

  @Override
  public Device create(Wiring wiring) {
    return new Nvme(wiring, image);
  }
}
