package bohr.emulator.device;

import java.util.List;

/// Makes [Disk] devices.
public final class DiskModel implements DeviceModel {

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
