package bohr.emulator.device.timer;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes [Timer] devices.
public final class TimerModel implements DeviceModel {

  private static final List<Region> REGIONS =
      List.of(
          Region.of("configuration", 0, TimerRegisters.CONFIGURATION, 8),
          Region.of("counter", 0, TimerRegisters.COUNTER, 8),
          Region.of("pm-timer", 0, TimerRegisters.PM_TIMER, 8));

  /// For `ServiceLoader`.
  public TimerModel() {}

  @Override
  public String name() {
    return "timer";
  }

  @Override
  public String summary() {
    return "counter like the HPET's and like the ACPI PM timer, which may be read without the lock";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.oneOf(
            "counter-read",
            "whether a load of the counter relies on what it holds, or on a seqlock",
            "plain",
            "seqlock"));
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
  public Device create(Wiring wiring) {
    return new Timer(wiring);
  }
}
