package bohr.emulator.device.timer;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes [Timer] devices.
public final class TimerModel implements DeviceModel {

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
            "counter-locking",
            "what loads of the main counter hold: the device's lock, nothing, or the version of a"
                + " seqlock",
            "same",
            "none",
            "seqlock"),
        Setting.oneOf(
            "pm-timer-locking",
            "what loads of the PM timer hold: the device's lock, or nothing",
            "same",
            "none"));
  }

  @Override
  public int threads() {
    return 0;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return 0;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Timer(wiring);
  }
}
