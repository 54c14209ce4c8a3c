package bohr.emulator.device.sprite;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.RamBar;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes sprites.
public final class SpriteModel implements DeviceModel {

  /// For `ServiceLoader`.
  public SpriteModel() {}

  @Override
  public String name() {
    return "sprite";
  }

  @Override
  public String summary() {
    return "a display's cursor, drawn in a RAM BAR";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        RamBar.POLICY,
        Setting.oneOf(
            "size-fetch",
            "whether the size that was checked is used, or fetched again",
            "once",
            "twice"));
  }

  @Override
  public List<Region> regions() {
    return List.of(
        Region.of("show", 0, Sprite.SHOW, 4),
        Region.of("status", 0, Sprite.STATUS, 4),
        Region.of("memory", Sprite.RAM_BAR, 0, Sprite.BAR_BYTES));
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return Sprite.CONTENTS_BYTES;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Sprite(wiring);
  }
}
