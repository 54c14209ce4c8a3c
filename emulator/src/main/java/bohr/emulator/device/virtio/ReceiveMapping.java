package bohr.emulator.device.virtio;

import bohr.emulator.device.Settings;
import java.util.Locale;

/// How a network card reaches the buffers that it receives into (the setting `receive-mapping`): as
/// a device model does that maps guest memory into its own address space and copies there.
enum ReceiveMapping {

  /// Each beat goes where the descriptor says, and nothing is mapped.
  NONE,

  /// The buffer is unmapped when nothing is left to be written, or the frame did not fit.
  UNMAP_LAST,

  /// The buffer is unmapped behind the frame, and the number of buffers is written through what was
  /// the mapping: CVE-2021-3748.
  UNMAP_FIRST,

  /// As `unmap-last`, but a frame that did not fit leaves the buffer mapped: CVE-2022-26353.
  LEAK_ON_ERROR;

  static ReceiveMapping of(Settings settings) {
    String name = settings.get("receive-mapping").replace('-', '_');
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
