package bohr.emulator.device.litmus;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes litmus devices, whose thread runs `program`.
public record LitmusModel(List<Operation> program) implements DeviceModel {

  private static final List<Setting> SETTINGS = Policies.and(
      Setting.oneOf(
          "ram-bar",
          "whether accesses to the device's memory run under its lock, or reach it as RAM",
          "serialised",
          "direct"),
      Setting.oneOf(
          "handler-fence",
          "the fence of the host thread that ends each register handler",
          "none",
          "smp_mb",
          "smp_rmb",
          "smp_wmb"));

  /// Copies the program.
  public LitmusModel {
    program = List.copyOf(program);
  }

  /// The settings of all litmus devices.
  public static List<Setting> allSettings() {
    return SETTINGS;
  }

  @Override
  public String name() {
    return "litmus";
  }

  @Override
  public String summary() {
    return "the device of litmus tests";
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return LitmusDevice.CONTENTS_BYTES;
  }

  @Override
  public Device create(Wiring wiring) {
    return new LitmusDevice(wiring, program);
  }
}
