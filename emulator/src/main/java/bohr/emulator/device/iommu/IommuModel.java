package bohr.emulator.device.iommu;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes IOMMUs.
public final class IommuModel implements DeviceModel {

  /// For `ServiceLoader`.
  public IommuModel() {}

  @Override
  public String name() {
    return "iommu";
  }

  @Override
  public String summary() {
    return "RISC-V IOMMU: device directory, Sv39 first stage, IOTLB, command and fault queue";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.oneOf(
            "invalidation",
            "whether an IOTINVAL takes effect at once, or behind it, with a fence that waits for"
                + " that, or one that does not",
            "at-once",
            "awaited",
            "unawaited"));
  }

  @Override
  public int threads() {
    return 3;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Iommu(wiring);
  }
}
