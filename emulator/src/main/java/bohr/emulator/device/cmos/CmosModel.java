package bohr.emulator.device.cmos;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes [Cmos] devices.
public final class CmosModel implements DeviceModel {

  private static final List<Region> REGIONS =
      List.of(Region.of("index", 0, Cmos.INDEX, 4), Region.of("data", 0, Cmos.DATA, 4));

  /// For `ServiceLoader`.
  public CmosModel() {}

  @Override
  public String name() {
    return "cmos";
  }

  @Override
  public String summary() {
    return "memory of a real-time clock, behind an index and a data register";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and();
  }

  @Override
  public List<Region> regions() {
    return REGIONS;
  }

  @Override
  public int threads() {
    return 0;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return Cmos.BYTES;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Cmos(wiring);
  }
}
