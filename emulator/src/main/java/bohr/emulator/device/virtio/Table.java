package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// A place in a table of descriptors: in the ring's own, or in an indirect one.
///
/// @param base guest address of the table
/// @param entries how many descriptors it has
/// @param index which one is meant
/// @param walked how many of it were read before; more than `entries` would be a loop
/// @param indirect whether a descriptor of the ring refers to the table
record Table(long base, int entries, int index, int walked, boolean indirect)
    implements Fingerprinted {

  static final int ELEMENT_BYTES = 16;

  /// The longest indirect table that the device takes.
  private static final int MOST_INDIRECT = 1024;

  /// The ring's own table at `index`.
  static Table of(Ring ring, int index) {
    return new Table(ring.descriptors(), ring.size(), index, 0, false);
  }

  /// The indirect table that a descriptor refers to; null if there can be none of that length.
  static Table indirect(long address, long length) {
    boolean possible =
        length > 0
            && length % ELEMENT_BYTES == 0
            && length <= (long) MOST_INDIRECT * ELEMENT_BYTES;
    return possible ? new Table(address, (int) length / ELEMENT_BYTES, 0, 0, true) : null;
  }

  long address() {
    return base + (long) ELEMENT_BYTES * index;
  }

  /// The same table at `next`; null if that is outside, or there is a loop.
  Table next(int next) {
    boolean possible = next < entries && walked + 1 < entries;
    return possible ? new Table(base, entries, next, walked + 1, indirect) : null;
  }

  @Override
  public long fingerprint() {
    return Digest.of(base, entries, index, walked, indirect ? 1 : 0);
  }
}
