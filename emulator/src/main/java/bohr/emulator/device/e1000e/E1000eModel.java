package bohr.emulator.device.e1000e;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes Intel 82574L network cards, which are plugged into the machine's hub.
public final class E1000eModel implements DeviceModel {

  /// The hardware address of a card in slot n without one of its own is this plus n.
  private static final long FIRST_ADDRESS = 0x5254_0012_3450L;

  /// For `ServiceLoader`.
  public E1000eModel() {}

  @Override
  public String name() {
    return "e1000e";
  }

  @Override
  public String summary() {
    return "Intel 82574L network card on the machine's hub: offloads, INTx, MSI and MSI-X";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        Setting.number(
            "mac", "the hardware address; 0 for one after the slot", 0, 0, 0xffff_ffff_ffffL));
  }

  @Override
  public int threads() {
    return 2;
  }

  @Override
  public boolean isNetworked() {
    return true;
  }

  @Override
  public Device create(Wiring wiring) {
    long given = wiring.settings().number("mac");
    return new E1000e(wiring, given == 0 ? FIRST_ADDRESS + wiring.slot() : given);
  }
}
