package com.example.tally;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// What a scenario calls `model: tally`.
public final class TallyModel implements DeviceModel {

  /// For `ServiceLoader`.
  public TallyModel() {}

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public String summary() {
    return "A counter that harts add to, and that writes itself to memory";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.oneOf("done", "when it says that the sum is in memory", "when-sent", "at-once"));
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Tally(wiring);
  }
}
