package bohr.emulator.device.iommu;

import bohr.emulator.pci.Translator.Request;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// A walk of page tables for a request, before it reads the entry at `level` in `table`.
record Walk(long address, boolean write, int level, long table) implements Fingerprinted {

  private static final int LEVELS = 3;

  static Walk begin(Request request, long root) {
    return new Walk(request.address(), request.write(), LEVELS - 1, root);
  }

  boolean isFor(Request request) {
    return address == request.address() && write == request.write();
  }

  long entry() {
    return table + 8 * (address >>> 12 + 9 * level & 0x1ff);
  }

  Walk down(long next) {
    return new Walk(address, write, level - 1, next);
  }

  /// Whether Sv39 has such an address: bits 63 to 39 are equal to bit 38.
  boolean isCanonical() {
    return address << 25 >> 25 == address;
  }

  @Override
  public long fingerprint() {
    return Digest.of(address, write ? 1 : 0, level, table);
  }
}
