package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// A queue as the driver has set it up when it enabled it: where its three areas are (virtio 1.2
/// §2.6), and which features were agreed on.
///
/// @param size number of descriptors, at least 1; of a split ring a power of two
record Ring(int size, long descriptors, long driver, long device, long features)
    implements Fingerprinted {

  boolean packed() {
    return Features.has(features, Features.RING_PACKED);
  }

  boolean eventIndex() {
    return Features.has(features, Features.EVENT_IDX);
  }

  boolean indirect() {
    return Features.has(features, Features.INDIRECT_DESC);
  }

  /// Whether a queue may look like this.
  boolean possible() {
    return size > 0 && (packed() || Integer.bitCount(size) == 1);
  }

  @Override
  public long fingerprint() {
    return Digest.of(size, descriptors, driver, device, features);
  }
}
