package bohr.emulator.device;

import java.util.List;

/// Makes [Edu] devices.
public final class EduModel implements DeviceModel {

  /// For `ServiceLoader`.
  public EduModel() {}

  @Override
  public String name() {
    return "edu";
  }

  @Override
  public String summary() {
    return "QEMU's educational PCI device: factorial thread, DMA engine, INTx and MSI";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.number(
            "dma-mask", "address bits that its DMA drives", 0xffff_ffffL, 1, Long.MAX_VALUE));
  }

  @Override
  public int threads() {
    return 2;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return Edu.BUFFER_BYTES;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Edu(wiring);
  }
}
