package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes virtio network cards, which are plugged into the machine's hub.
public final class VirtioNetModel implements DeviceModel {

  private static final int ID = 1;
  private static final int CLASS_CODE = 0x020000;
  private static final int QUEUE_SIZE = 256;
  private static final int RECEIVE = 0;
  private static final int LINK_UP = 1;
  private static final int CONFIG_BYTES = 12;

  /// The hardware address of a card in slot n without one of its own is this plus n.
  private static final long FIRST_ADDRESS = 0x5254_0012_3450L;

  /// For `ServiceLoader`.
  public VirtioNetModel() {}

  @Override
  public String name() {
    return "virtio-net";
  }

  @Override
  public String summary() {
    return "virtio 1.2 network card on the machine's hub";
  }

  @Override
  public List<Setting> settings() {
    return VirtioDevice.settings(
        Setting.number(
            "mac", "the hardware address; 0 for one after the slot", 0, 0, 0xffff_ffff_ffffL),
        Setting.oneOf(
            "receive-mapping",
            "whether buffers are mapped to receive into, and when that ends",
            "none",
            "unmap-last",
            "unmap-first",
            "leak-on-error"),
        Setting.number("mappings", "how many buffers can be mapped at a time", 1, 1, 64));
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
  public boolean isNetworked() {
    return true;
  }

  @Override
  public Device create(Wiring wiring) {
    long given = wiring.settings().number("mac");
    long address = given == 0 ? FIRST_ADDRESS + wiring.slot() : given;
    Ethernet ethernet = new Ethernet(wiring);
    Personality personality =
        new Personality(
            ID,
            CLASS_CODE,
            Features.of(Ethernet.MAC, Ethernet.STATUS),
            config(address),
            List.of(
                new QueuePlan("receive", QUEUE_SIZE, ethernet.receiver()),
                new QueuePlan("transmit", QUEUE_SIZE, ethernet.transmitter())));
    VirtioDevice device = VirtioDevice.create(wiring, personality, ethernet);
    ethernet.ring(() -> device.core().kick(RECEIVE));
    return device;
  }

  /// §5.1.4: {mac, status, …}; the address is in the order of the wire.
  private static byte[] config(long address) {
    byte[] config = new byte[CONFIG_BYTES];
    for (int i = 0; i < 6; i++) {
      config[i] = (byte) (address >>> 8 * (5 - i));
    }
    config[6] = LINK_UP;
    return config;
  }
}
