package bohr.emulator.device.virtio;

import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// One look of the device at a queue, which ends when a buffer is used or none is there.
///
/// @param cursor where the queue stands; what interrupts the look falls back to it
/// @param armed whether the driver has been told to notify of the next buffer
record Session(Ring ring, Grant grant, Cursor cursor, boolean armed) implements Fingerprinted {

  Session at(Cursor newCursor) {
    return new Session(ring, grant, newCursor, armed);
  }

  Session whenArmed() {
    return new Session(ring, grant, cursor, true);
  }

  @Override
  public long fingerprint() {
    return Digest.of(
        ring.fingerprint(), grant.fingerprint(), cursor.fingerprint(), armed ? 1 : 0);
  }
}
