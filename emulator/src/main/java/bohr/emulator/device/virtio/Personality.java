package bohr.emulator.device.virtio;

import java.util.List;

/// What makes a virtio device a disk, a network card or another.
///
/// @param id the device's number in virtio 1.2 §5
/// @param classCode for PCI
/// @param features those of its own that it offers
/// @param config its configuration space
/// @param queues what it does
record Personality(
    int id, int classCode, long features, byte[] config, List<QueuePlan> queues) {}
