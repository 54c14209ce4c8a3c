package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// One element of a buffer: a range of guest memory that the device may read, or write.
///
/// @param address where it begins; nothing says that memory is there
/// @param length in bytes, 1 to 2³² - 1
record Segment(long address, long length, boolean writable) implements Fingerprinted {

  @Override
  public long fingerprint() {
    return Digest.of(address, length, writable ? 1 : 0);
  }
}
