package bohr.emulator.bus;

import bohr.emulator.oracle.Monitor;
import bohr.emulator.state.Text;

/// Tells the oracles where accesses go that do not go where they should.
final class Decoding {

  private final AddressMap map;
  private final Monitor monitor;

  Decoding(AddressMap map, Monitor monitor) {
    this.map = map;
    this.monitor = monitor;
  }

  /// A hart issues an access.
  void issued(long address, int size, boolean store) {
    if (!AddressMap.inWindow(address)) {
      return;
    }
    int claims = map.claims(address);
    if (claims != 1) {
      String by = claims == 0 ? "no BAR" : claims + " BARs";
      String what = Text.format("%s of %d bytes at 0x%x", store ? "store" : "load", size, address);
      monitor.misdecoded(what, "is claimed by " + by);
    }
  }

  /// An access has come to where it was issued to.
  ///
  /// @param claim null if that was not PCI memory space, or was looked at before
  /// @return null: it need not be looked at again
  Claim arrived(Claim claim, boolean store) {
    if (claim != null && !claim.equals(map.claim(claim.address()))) {
      String what = Text.format("%s at 0x%x", store ? "store" : "load", claim.address());
      monitor.misdecoded(what, "came to a BAR that does not claim it any more");
    }
    return null;
  }
}
