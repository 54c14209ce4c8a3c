package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import java.util.List;

/// A virtio device with its transport.
sealed interface VirtioDevice extends Device permits PciTransport, MmioTransport {

  /// The device behind the transport.
  Core core();

  /// The settings of every virtio device, and those that a model has besides.
  static List<Setting> settings(Setting... own) {
    Setting[] all = new Setting[own.length + 1];
    all[0] =
        Setting.oneOf("transport", "whether it is a PCI function or a virtio-mmio slot", "pci", "mmio");
    System.arraycopy(own, 0, all, 1, own.length);
    return Policies.and(all);
  }

  /// Makes a device behind the transport that its settings ask for.
  ///
  /// @param contents what the device keeps besides its registers
  static VirtioDevice create(Wiring wiring, Personality personality, Stateful contents) {
    return wiring.settings().get("transport").equals("mmio")
        ? new MmioTransport(wiring, personality, contents)
        : new PciTransport(wiring, personality, contents);
  }

  @Override
  default boolean receive(byte b) {
    return core().receive(b);
  }

  @Override
  default int contentsAt() {
    return 0;
  }

  @Override
  default int contentsBytes() {
    return 0;
  }

  @Override
  default String pendingWork() {
    return "";
  }
}
