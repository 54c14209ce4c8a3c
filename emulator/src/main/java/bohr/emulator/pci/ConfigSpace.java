package bohr.emulator.pci;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The first 256 bytes of a function's config space: values, and which bits a guest can write.
/// What a write means is the [Function]'s business. Offsets in bytes; accesses of 1, 2 or 4 bytes,
/// naturally aligned.
final class ConfigSpace implements Stateful {

  static final int SIZE = 256;

  private final long[] values = new long[SIZE / 8];
  private final long[] writable = new long[SIZE / 8];
  private final long[] atReset = new long[SIZE / 8];

  int read(int offset, int size) {
    return (int) (values[offset >> 3] >>> 8 * (offset & 7) & mask(size));
  }

  /// A write by the guest: changes writable bits only.
  void write(int offset, int size, int value) {
    int shift = 8 * (offset & 7);
    long changed = mask(size) << shift & writable[offset >> 3];
    values[offset >> 3] = values[offset >> 3] & ~changed | (value & mask(size)) << shift & changed;
  }

  /// Sets a field whatever the guest may write.
  void set(int offset, int size, int value) {
    int shift = 8 * (offset & 7);
    long field = mask(size) << shift;
    values[offset >> 3] = values[offset >> 3] & ~field | (value & mask(size)) << shift;
  }

  /// Lets the guest write the bits of `mask` in the field.
  void allow(int offset, int size, int mask) {
    writable[offset >> 3] |= (mask & mask(size)) << 8 * (offset & 7);
  }

  /// The present values are those after reset.
  void seal() {
    System.arraycopy(values, 0, atReset, 0, values.length);
  }

  void reset() {
    System.arraycopy(atReset, 0, values, 0, values.length);
  }

  private static long mask(int size) {
    return (1L << 8 * size) - 1;
  }

  @Override
  public void walk(Walker walker) {
    walker.values(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
