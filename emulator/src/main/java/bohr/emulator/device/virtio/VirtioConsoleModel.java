package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes virtio consoles.
public final class VirtioConsoleModel implements DeviceModel {

  private static final int ID = 3;
  private static final int CLASS_CODE = 0x078000;
  private static final int QUEUE_SIZE = 64;

  /// For `ServiceLoader`.
  public VirtioConsoleModel() {}

  @Override
  public String name() {
    return "virtio-console";
  }

  @Override
  public String summary() {
    return "virtio 1.2 console with one port";
  }

  @Override
  public List<Setting> settings() {
    return VirtioDevice.settings();
  }

  @Override
  public List<Region> regions() {
    return VirtioDevice.REGIONS;
  }

  @Override
  public int threads() {
    return 2;
  }

  @Override
  public Device create(Wiring wiring) {
    Terminal terminal = new Terminal(wiring.console());
    Personality personality =
        new Personality(
            ID,
            CLASS_CODE,
            0,
            new byte[12],
            List.of(
                new QueuePlan("receive", QUEUE_SIZE, terminal.receiver()),
                new QueuePlan("transmit", QUEUE_SIZE, terminal.transmitter())),
            terminal);
    return VirtioDevice.create(wiring, personality, terminal);
  }
}
