package bohr.emulator.device.virtio;

/// A queue that a device has.
///
/// @param name of its thread
/// @param size the greatest number of descriptors, a power of two
record QueuePlan(String name, int size, Service service) {}
