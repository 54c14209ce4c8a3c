package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// How far the device has come in a queue.
///
/// Split rings count descriptors chains modulo 2¹⁶ in `available`, `seen` and `used`. Packed rings
/// have positions in the ring in `available` and `used`, each with its wrap counter (virtio 1.2
/// §2.8.1).
///
/// @param available the next buffer to take
/// @param seen up to where the driver was last seen to have made buffers available
/// @param used the next used element to write
record Cursor(int available, int seen, int used, boolean availableWrap, boolean usedWrap)
    implements Fingerprinted {

  static final Cursor START = new Cursor(0, 0, 0, true, true);

  /// Split ring: the driver was seen to be at `index`.
  Cursor seen(int index) {
    return new Cursor(available, index, used, availableWrap, usedWrap);
  }

  /// Split ring: one buffer was taken and used.
  Cursor next() {
    return new Cursor(available + 1 & 0xffff, seen, used + 1 & 0xffff, availableWrap, usedWrap);
  }

  /// Packed ring: a buffer of `slots` descriptors was taken and used.
  Cursor skip(int slots, int size) {
    int newAvailable = available + slots;
    int newUsed = used + slots;
    return new Cursor(
        newAvailable % size,
        0,
        newUsed % size,
        availableWrap ^ newAvailable >= size,
        usedWrap ^ newUsed >= size);
  }

  @Override
  public long fingerprint() {
    return Digest.of(available, seen, used, availableWrap ? 1 : 0, usedWrap ? 1 : 0);
  }
}
