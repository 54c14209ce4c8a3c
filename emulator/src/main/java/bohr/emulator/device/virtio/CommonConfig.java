package bohr.emulator.device.virtio;

/// The common configuration structure of the PCI transport (virtio 1.2 §4.1.4.3).
final class CommonConfig {

  static final int BYTES = 0x38;

  private CommonConfig() {}

  /// The register at `offset`. A 64-bit one may be accessed as a whole or in halves.
  static Location at(int offset, int size) {
    return switch (offset) {
      case 0x00 -> narrow(Field.DEVICE_FEATURE_SELECT, 4);
      case 0x04 -> narrow(Field.DEVICE_FEATURE, 4);
      case 0x08 -> narrow(Field.DRIVER_FEATURE_SELECT, 4);
      case 0x0c -> narrow(Field.DRIVER_FEATURE, 4);
      case 0x10 -> narrow(Field.CONFIG_VECTOR, 2);
      case 0x12 -> narrow(Field.NUM_QUEUES, 2);
      case 0x14 -> narrow(Field.DEVICE_STATUS, 1);
      case 0x15 -> narrow(Field.CONFIG_GENERATION, 1);
      case 0x16 -> narrow(Field.QUEUE_SELECT, 2);
      case 0x18 -> narrow(Field.QUEUE_SIZE, 2);
      case 0x1a -> narrow(Field.QUEUE_VECTOR, 2);
      case 0x1c -> narrow(Field.QUEUE_ENABLE, 2);
      case 0x1e -> narrow(Field.QUEUE_NOTIFY_OFFSET, 2);
      case 0x20, 0x24 -> wide(Field.QUEUE_DESCRIPTORS, offset, size);
      case 0x28, 0x2c -> wide(Field.QUEUE_DRIVER, offset, size);
      case 0x30, 0x34 -> wide(Field.QUEUE_DEVICE, offset, size);
      default -> Location.NOWHERE;
    };
  }

  private static Location narrow(Field field, int width) {
    return new Location(field, Part.WHOLE, width);
  }

  private static Location wide(Field field, int offset, int size) {
    if (size == 8) {
      return new Location(field, Part.WHOLE, 8);
    }
    return new Location(field, (offset & 4) == 0 ? Part.LOW : Part.HIGH, 4);
  }
}
