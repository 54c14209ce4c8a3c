package bohr.emulator.device.iommu;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The cache of translations: 16 leaves, of which the oldest is replaced.
final class Iotlb implements Stateful {

  private static final int LEAVES = 16;

  private final Leaf[] leaves = new Leaf[LEAVES];
  private int next;

  /// The leaf for an address that permits the access; null if there is none.
  Leaf find(int pscid, long address, boolean write) {
    for (Leaf leaf : leaves) {
      if (leaf != null && leaf.covers(pscid, address) && leaf.permits(write)) {
        return leaf;
      }
    }
    return null;
  }

  /// Adds a leaf, in place of the live one for the same page if there is one.
  void add(Leaf leaf) {
    for (int i = 0; i < LEAVES; i++) {
      Leaf old = leaves[i];
      if (old != null && old.state() == Leaf.LIVE && old.level() == leaf.level()
          && old.covers(leaf.pscid(), leaf.page())) {
        leaves[i] = leaf;
        return;
      }
    }
    leaves[next] = leaf;
    next = (next + 1) % LEAVES;
  }

  /// IOTINVAL.VMA: which leaves go.
  ///
  /// @param pscid -1 for all address spaces
  /// @param anyAddress whether `address` does not count
  /// @param atOnce whether they go now
  void invalidate(int pscid, boolean anyAddress, long address, boolean atOnce) {
    for (int i = 0; i < LEAVES; i++) {
      Leaf leaf = leaves[i];
      boolean matches =
          leaf != null
              && (pscid < 0 || leaf.pscid() == pscid && !leaf.global())
              && (anyAddress || leaf.covers(address));
      if (matches) {
        leaves[i] = atOnce ? null : leaf.in(Math.max(leaf.state(), Leaf.LEAVING));
      }
    }
  }

  boolean hasLeaving() {
    return leaving() >= 0;
  }

  /// One leaf that is to go goes.
  void dropLeaving() {
    int index = leaving();
    if (index >= 0) {
      leaves[index] = null;
    }
  }

  private int leaving() {
    for (int i = 0; i < LEAVES; i++) {
      if (leaves[i] != null && leaves[i].state() != Leaf.LIVE) {
        return i;
      }
    }
    return -1;
  }

  /// Software is told that all invalidations are complete.
  void report() {
    for (int i = 0; i < LEAVES; i++) {
      boolean stale = leaves[i] != null && leaves[i].state() == Leaf.LEAVING;
      leaves[i] = stale ? leaves[i].in(Leaf.REPORTED_GONE) : leaves[i];
    }
  }

  void clear() {
    Arrays.fill(leaves, null);
    next = 0;
  }

  @Override
  public void walk(Walker walker) {
    next = walker.value(next);
    for (int i = 0; i < LEAVES; i++) {
      leaves[i] = walker.value(leaves[i]);
    }
  }
}
