package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes virtio entropy devices.
public final class VirtioRngModel implements DeviceModel {

  private static final int ID = 4;
  private static final int CLASS_CODE = 0x00ff00;
  private static final int QUEUE_SIZE = 8;

  /// For `ServiceLoader`.
  public VirtioRngModel() {}

  @Override
  public String name() {
    return "virtio-rng";
  }

  @Override
  public String summary() {
    return "virtio 1.2 entropy device with a seeded generator";
  }

  @Override
  public List<Setting> settings() {
    return VirtioDevice.settings(
        Setting.number("seed", "where the generator begins", 1, 0, Long.MAX_VALUE));
  }

  @Override
  public List<Region> regions() {
    return VirtioDevice.REGIONS;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Device create(Wiring wiring) {
    Entropy entropy = new Entropy(wiring.settings().number("seed"));
    Personality personality =
        new Personality(
            ID,
            CLASS_CODE,
            0,
            new byte[0],
            List.of(new QueuePlan("io", QUEUE_SIZE, entropy)));
    return VirtioDevice.create(wiring, personality, entropy);
  }
}
