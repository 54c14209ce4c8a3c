package bohr.emulator.device.virtio;

import bohr.emulator.device.Settings;
import java.util.Locale;

/// What a virtio device does while bus master enable is clear (the setting `on-bus-master-clear`).
/// The specification of virtio is silent about it; PCI forbids to issue requests, and no more.
enum GateShut {

  /// Rings look empty: the buffer in hand is left as it was, and begun anew at the next
  /// notification. QEMU's `disabled` flag.
  STOP,

  /// Whatever has to be sent waits until the bit is set.
  HOLD,

  /// The queues are looked at once more as the bit is cleared, and what is read through the region
  /// that is gone is zero: QEMU before commit 9d7bd0826f.
  DRAIN;

  static GateShut of(Settings settings) {
    return valueOf(settings.get("on-bus-master-clear").toUpperCase(Locale.ROOT));
  }
}
