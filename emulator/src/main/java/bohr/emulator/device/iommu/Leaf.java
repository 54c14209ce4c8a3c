package bohr.emulator.device.iommu;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// An entry of the IOTLB: a leaf PTE and what it maps.
///
/// @param pscid the address space
/// @param page its first address there
/// @param level 0: 4 KiB, 1: 2 MiB, 2: 1 GiB
/// @param physical what it maps it to
/// @param state what has become of it
record Leaf(
    int pscid, long page, int level, long physical, boolean global, boolean readable,
    boolean writable, int state)
    implements Fingerprinted {

  static final int LIVE = 0;

  /// An IOTINVAL was executed, and the entry is still to go.
  static final int LEAVING = 1;

  /// And an IOFENCE.C behind that has completed.
  static final int REPORTED_GONE = 2;

  boolean covers(int space, long address) {
    return (global || space == pscid) && covers(address);
  }

  boolean covers(long address) {
    return (address & ~mask()) == page;
  }

  boolean permits(boolean write) {
    return write ? writable : readable;
  }

  long translate(long address) {
    return physical | address & mask();
  }

  private long mask() {
    return mask(level);
  }

  static long mask(int level) {
    return (1L << 12 + 9 * level) - 1;
  }

  Leaf in(int newState) {
    return new Leaf(pscid, page, level, physical, global, readable, writable, newState);
  }

  @Override
  public long fingerprint() {
    int flags = (global ? 1 : 0) | (readable ? 2 : 0) | (writable ? 4 : 0);
    return Digest.of(pscid, page, level, physical, flags, state);
  }

  @Override
  public String toString() {
    return Text.format("0x%x to 0x%x", page, physical);
  }
}
