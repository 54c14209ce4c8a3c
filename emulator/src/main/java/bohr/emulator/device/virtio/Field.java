package bohr.emulator.device.virtio;

/// The registers that every transport has, by their names in the common configuration structure
/// (virtio 1.2 §4.1.4.3); each transport has a table that says where.
enum Field {
  DEVICE_FEATURE_SELECT,
  DEVICE_FEATURE,
  DRIVER_FEATURE_SELECT,
  DRIVER_FEATURE,
  CONFIG_VECTOR,
  NUM_QUEUES,
  DEVICE_STATUS,
  CONFIG_GENERATION,
  QUEUE_SELECT,
  QUEUE_SIZE,
  QUEUE_SIZE_MAX,
  QUEUE_VECTOR,
  QUEUE_ENABLE,
  QUEUE_NOTIFY_OFFSET,
  QUEUE_DESCRIPTORS,
  QUEUE_DRIVER,
  QUEUE_DEVICE,
  /// A register that reads as zero and ignores writes.
  NOTHING;

  /// Which register says which of several this stands for; null if it stands for itself.
  Field selector() {
    return switch (this) {
      case DEVICE_FEATURE -> DEVICE_FEATURE_SELECT;
      case DRIVER_FEATURE -> DRIVER_FEATURE_SELECT;
      case QUEUE_SIZE,
          QUEUE_SIZE_MAX,
          QUEUE_VECTOR,
          QUEUE_ENABLE,
          QUEUE_NOTIFY_OFFSET,
          QUEUE_DESCRIPTORS,
          QUEUE_DRIVER,
          QUEUE_DEVICE -> QUEUE_SELECT;
      case DEVICE_FEATURE_SELECT,
          DRIVER_FEATURE_SELECT,
          CONFIG_VECTOR,
          NUM_QUEUES,
          DEVICE_STATUS,
          CONFIG_GENERATION,
          QUEUE_SELECT,
          NOTHING -> null;
    };
  }
}
