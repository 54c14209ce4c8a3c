package bohr.emulator.device.virtio;

import java.util.List;

/// What makes a virtio device a disk, a network card or another.
///
/// @param id the device's number in virtio 1.2 §5
/// @param classCode for PCI
/// @param features those of its own that it offers
/// @param config its configuration space
/// @param queues what it does
/// @param ear where typed bytes go; null if it is nothing to type at
record Personality(
    int id, int classCode, long features, byte[] config, List<QueuePlan> queues, Ear ear) {

  /// A device that is nothing to type at.
  Personality(int id, int classCode, long features, byte[] config, List<QueuePlan> queues) {
    this(id, classCode, features, config, queues, null);
  }

  /// Takes typed bytes.
  interface Ear {

    /// @return false if there is no room
    boolean hear(byte b);

    /// The queue to kick then.
    int queue();
  }
}
