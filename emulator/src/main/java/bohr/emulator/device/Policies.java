package bohr.emulator.device;

import bohr.emulator.pci.Function.RequestPolicy;
import java.util.ArrayList;
import java.util.List;

/// The settings that every device has: how it is locked and how its requests are ordered. These are
/// the questions of the 2013 qemu-devel discussion, as switches; docs/devices.md explains each.
public final class Policies {

  /// What a register has as its policy that has none of its own.
  public static final String INHERIT = "inherit";

  private static final List<Setting> COMMON =
      List.of(
          Setting.oneOf(
              "locking",
              "the lock under which register handlers and register phases run",
              "bql",
              "device",
              "none"),
          Setting.oneOf(
              "register-order",
              "how the threads of an unlocked device access its registers",
              "seq-cst",
              "acquire-release",
              "relaxed"),
          Setting.oneOf(
              "msi", "whether MSIs keep their place among posted writes", "ordered", "bypass"),
          Setting.oneOf(
              "dma",
              "whether bus master enable is checked at each beat or once a transfer",
              "per-beat",
              "mapped"),
          Setting.oneOf(
              "relaxed-ordering", "whether DMA writes may pass posted writes", "off", "on"),
          Setting.oneOf(
              "masked-msi",
              "what becomes of an MSI-X message whose vector is masked",
              "pending",
              "lost"),
          Setting.oneOf(
              "register-writes",
              "whether a hart waits until its register write has arrived",
              "synchronous",
              "posted"),
          Setting.oneOf(
              "own-bar-dma",
              "whether DMA of the device reaches its own registers",
              "dropped",
              "nested",
              "guarded"),
          Setting.number("max-payload", "bytes of the longest DMA beat", 128, 8, 4096));

  private Policies() {}

  /// The common settings, and those that a model has besides.
  public static List<Setting> and(Setting... own) {
    List<Setting> all = new ArrayList<>(COMMON);
    all.addAll(List.of(own));
    return List.copyOf(all);
  }

  /// Whether writes to a device's registers are posted, and so need an agent that delivers them. A
  /// model may do without this setting.
  public static boolean postsWrites(Settings settings) {
    return "posted".equals(settings.values().get("register-writes"));
  }

  /// The part that the function needs.
  static RequestPolicy requests(Settings settings) {
    return new RequestPolicy(
        settings.get("dma").equals("mapped"),
        settings.get("msi").equals("bypass"),
        settings.get("relaxed-ordering").equals("on"),
        settings.get("masked-msi").equals("lost"),
        !settings.get("own-bar-dma").equals("dropped"));
  }
}
