package bohr.emulator.device.iommu;

/// A page-table entry of Sv39 (RISC-V privileged architecture, §"Sv39"), as the IOMMU takes it:
/// without Svpbmt and Svnapot, and with A and D set by software alone.
record Pte(long bits) {

  private static final int VALID = 1;
  private static final int READ = 1 << 1;
  private static final int WRITE = 1 << 2;
  private static final int EXECUTE = 1 << 3;
  private static final int USER = 1 << 4;
  private static final int GLOBAL = 1 << 5;
  private static final int ACCESSED = 1 << 6;
  private static final int DIRTY = 1 << 7;
  private static final long RESERVED = 0x3ffL << 54;

  private boolean has(int flags) {
    return (bits & flags) == flags;
  }

  private boolean isSound() {
    return has(VALID) && (bits & RESERVED) == 0 && (has(READ) || !has(WRITE));
  }

  /// Whether it points to the next level.
  boolean isTable() {
    return isSound() && (bits & (READ | WRITE | EXECUTE | USER | ACCESSED | DIRTY)) == 0;
  }

  /// Whether it is a leaf that permits a user's access.
  boolean maps(int level, boolean write) {
    boolean aligned = (address() & Leaf.mask(level)) == 0;
    return isSound() && aligned && has(USER | ACCESSED)
        && (write ? has(READ | WRITE | DIRTY) : has(READ));
  }

  boolean isGlobal() {
    return has(GLOBAL);
  }

  long address() {
    return (bits >>> 10 & 0xfff_ffff_ffffL) << 12;
  }
}
