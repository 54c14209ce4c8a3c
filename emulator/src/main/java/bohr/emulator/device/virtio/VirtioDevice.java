package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Region;
import bohr.emulator.device.Region.Member;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.image.Medium;
import bohr.emulator.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A virtio device with its transport.
sealed interface VirtioDevice extends Device permits PciTransport, MmioTransport {

  /// What every virtio device may be told besides its policies; what it offers is as in QEMU where
  /// nothing is said.
  List<Setting> COMMON =
      List.of(
          Setting.oneOf(
              "transport", "whether it is a PCI function or in a virtio-mmio slot", "pci", "mmio"),
          Setting.oneOf("indirect", "whether tables of descriptors are offered", "on", "off"),
          Setting.oneOf("event-idx", "whether event indexes are offered", "on", "off"),
          Setting.oneOf("packed", "whether packed rings are offered", "off", "on"),
          Setting.oneOf(
              "access-platform", "whether translation of addresses is offered", "off", "on"),
          Setting.oneOf(
              "on-bus-master-clear",
              "what the queues do while bus master enable is clear",
              "stop",
              "hold",
              "drain"),
          Setting.oneOf(
              "data-plane-stop",
              "who takes the handlers of the queues away at a reset",
              "cancel",
              "from-hart",
              "from-thread"),
          Setting.oneOf(
              "migration",
              "whether the device can be saved and resumed by a register",
              "off",
              "on"),
          Setting.oneOf(
              "on-resume",
              "what is done about the queues of a device that is resumed",
              "rekick",
              "nothing"));

  /// The registers of a PCI function that may have policies of their own. One that there is for
  /// each queue stands for all of them.
  List<Region> REGIONS =
      List.of(
          Region.of(
              "negotiation",
              new Member("features", PciTransport.BAR, 0x00, 0x10),
              new Member("config-vector", PciTransport.BAR, 0x10, 2),
              new Member("status", PciTransport.BAR, 0x14, 1)),
          Region.of(
              "queues",
              new Member("queue-select", PciTransport.BAR, 0x16, 2),
              new Member("queue", PciTransport.BAR, 0x18, 0x20)),
          Region.of("interrupt-status", PciTransport.BAR, PciTransport.ISR, PciTransport.PAGE),
          Region.of("config", PciTransport.BAR, PciTransport.CONFIG, PciTransport.PAGE),
          Region.of("doorbell", PciTransport.BAR, PciTransport.NOTIFY, PciTransport.PAGE),
          Region.of("msix-table", PciTransport.MSIX_BAR, 0, PciTransport.PAGE));

  /// The device behind the transport.
  Core core();

  /// What the device keeps besides its registers.
  Stateful contents();

  /// The features of every device that `settings` have it offer.
  static long features(Settings settings) {
    return Features.of(Features.VERSION_1)
        | offer(settings, "indirect", Features.INDIRECT_DESC)
        | offer(settings, "event-idx", Features.EVENT_IDX)
        | offer(settings, "packed", Features.RING_PACKED)
        | offer(settings, "access-platform", Features.ACCESS_PLATFORM);
  }

  private static long offer(Settings settings, String name, int feature) {
    return settings.get(name).equals("on") ? Features.of(feature) : 0;
  }

  /// The settings of every virtio device, and those that a model has besides.
  static List<Setting> settings(Setting... own) {
    List<Setting> all = new ArrayList<>(COMMON);
    all.addAll(List.of(own));
    return Policies.and(all.toArray(Setting[]::new));
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
  default Optional<Medium> disk() {
    return contents() instanceof Medium medium ? Optional.of(medium) : Optional.empty();
  }
}
