package bohr.emulator.bus;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// Who claimed an address of PCI memory space when an access to it was issued. Kept until the
/// access has come there.
///
/// @param bank see [AddressMap]
/// @param offset in the bar
record Claim(long address, int bank, int bar, long offset) implements Fingerprinted {

  @Override
  public long fingerprint() {
    return Digest.of(address, bank, bar, offset);
  }
}
