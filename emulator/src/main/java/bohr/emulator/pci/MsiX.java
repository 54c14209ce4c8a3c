package bohr.emulator.pci;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The MSI-X table and pending bits of a function (PCI Express Base Specification §7.7.2): an entry
/// is {address low, address high, data, vector control}, 4 bytes each. The table is at offset 0 of
/// its BAR, the pending bit array at [#PENDING_OFFSET].
public final class MsiX implements Stateful {

  /// Offset of the pending bit array in the BAR.
  public static final int PENDING_OFFSET = 0x800;

  /// Most vectors that a function may have.
  public static final int MAX_VECTORS = 64;

  private static final int ENTRY_BYTES = 16;
  private static final int MASKED = 1;

  private final long[] fields;
  private long pending;

  MsiX(int vectors) {
    if (vectors < 1 || vectors > MAX_VECTORS) {
      throw new IllegalArgumentException(vectors + " vectors: there may be 1 to " + MAX_VECTORS);
    }
    fields = new long[4 * vectors];
    reset();
  }

  int vectors() {
    return fields.length / 4;
  }

  /// Reads 4 bytes of the BAR.
  long load(long offset) {
    if (offset < (long) ENTRY_BYTES * vectors()) {
      return fields[(int) offset / 4];
    }
    if (offset == PENDING_OFFSET) {
      return pending & 0xffff_ffffL;
    }
    return offset == PENDING_OFFSET + 4 ? pending >>> 32 : 0;
  }

  /// Writes 4 bytes of the BAR; the pending bits are read-only.
  void store(long offset, long value) {
    if (offset < (long) ENTRY_BYTES * vectors()) {
      int field = (int) offset / 4;
      fields[field] = (field & 3) == 3 ? value & MASKED : value;
    }
  }

  boolean masked(int vector) {
    return (fields[4 * vector + 3] & MASKED) != 0;
  }

  long address(int vector) {
    return fields[4 * vector + 1] << 32 | fields[4 * vector] & ~3L;
  }

  int data(int vector) {
    return (int) fields[4 * vector + 2];
  }

  void setPending(int vector) {
    pending |= 1L << vector;
  }

  boolean takePending(int vector) {
    boolean was = (pending >>> vector & 1) != 0;
    pending &= ~(1L << vector);
    return was;
  }

  void reset() {
    Arrays.fill(fields, 0);
    for (int vector = 0; vector < vectors(); vector++) {
      fields[4 * vector + 3] = MASKED;
    }
    pending = 0;
  }

  @Override
  public void walk(Walker walker) {
    walker.values(fields);
    pending = walker.value(pending);
  }
}
