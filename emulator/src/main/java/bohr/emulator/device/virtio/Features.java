package bohr.emulator.device.virtio;

/// The feature bits that belong to no particular device (virtio 1.2 §6).
final class Features {

  static final int INDIRECT_DESC = 28;
  static final int EVENT_IDX = 29;
  static final int VERSION_1 = 32;
  static final int ACCESS_PLATFORM = 33;
  static final int RING_PACKED = 34;

  private Features() {}

  /// A set of features by their numbers.
  static long of(int... numbers) {
    long features = 0;
    for (int number : numbers) {
      features |= 1L << number;
    }
    return features;
  }

  static boolean has(long features, int number) {
    return (features >>> number & 1) != 0;
  }
}
