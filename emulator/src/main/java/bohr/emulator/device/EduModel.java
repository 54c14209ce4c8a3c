package bohr.emulator.device;

import bohr.emulator.device.Region.Member;
import java.util.List;

/// Makes [Edu] devices.
public final class EduModel implements DeviceModel {

  private static final List<Region> REGIONS =
      List.of(
          Region.of(
              "identity",
              new Member("identification", 0, 0x00, 4),
              new Member("liveness", 0, 0x04, 4)),
          Region.of(
              "arithmetic", new Member("factorial", 0, 0x08, 4), new Member("status", 0, 0x20, 4)),
          Region.of(
              "interrupts",
              new Member("interrupt-status", 0, 0x24, 4),
              new Member("interrupt-raise", 0, 0x60, 4),
              new Member("interrupt-acknowledge", 0, 0x64, 4)),
          Region.of(
              "transfer",
              new Member("dma-source", 0, 0x80, 8),
              new Member("dma-destination", 0, 0x88, 8),
              new Member("dma-count", 0, 0x90, 8),
              new Member("dma-command", 0, 0x98, 8)));

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
  public List<Region> regions() {
    return REGIONS;
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
