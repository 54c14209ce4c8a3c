package bohr.emulator.device;

import bohr.emulator.device.Region.Member;
import java.util.List;

/// Makes [Disk] devices.
public final class DiskModel implements DeviceModel {

  private static final List<Region> REGIONS =
      List.of(
          Region.of(
              "identity",
              new Member("identification", 0, 0x00, 4),
              new Member("capacity", 0, 0x04, 4)),
          Region.of("control", 0, 0x08, 4),
          Region.of("status", 0, 0x0c, 4),
          Region.of("reset", 0, 0x10, 4),
          Region.of(
              "interrupts",
              new Member("interrupt-status", 0, 0x14, 4),
              new Member("interrupt-acknowledge", 0, 0x18, 4)),
          Region.of(
              "request",
              new Member("lba", 0, 0x20, 4),
              new Member("sectors", 0, 0x24, 4),
              new Member("address", 0, 0x28, 8),
              new Member("command", 0, 0x30, 4),
              new Member("tag", 0, 0x34, 4)),
          Region.of(
              "ring",
              new Member("ring-address", 0, 0x38, 8),
              new Member("ring-entries", 0, 0x40, 4),
              new Member("completions", 0, 0x44, 4)),
          Region.of("msix-table", 2, 0, 4096));

  /// For `ServiceLoader`.
  public DiskModel() {}

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String summary() {
    return "block device with a task file, a completion ring, a reset register, INTx and MSI-X";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.number("sectors", "capacity in sectors of 512 bytes", 64, 8, 2048),
        Setting.oneOf(
            "reset-order",
            "whether a reset cancels the request in flight before it clears the task file",
            "cancel-first",
            "clear-first"));
  }

  @Override
  public List<Region> regions() {
    return REGIONS;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int bulkBytes(Settings settings) {
    int medium = (int) settings.number("sectors") * DiskStore.SECTOR_BYTES;
    return DiskStore.BUFFER_BYTES + medium;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Disk(wiring);
  }
}
