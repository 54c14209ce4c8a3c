package bohr.fuzz.litmus;

import bohr.emulator.memory.MemoryLayout;

/// Where the parts of a litmus test are in guest RAM: the code of each thread from the start, and
/// behind it the locations, each in an aligned cell of its own, so that they share no granule of
/// memory ordering.
final class Layout {

  /// As many harts as a machine has at most.
  static final int THREADS = 8;

  /// Most instructions of a thread, with the one that ends it.
  static final int INSTRUCTIONS = 128;

  static final int LOCATIONS = 32;

  /// Most devices.
  static final int DEVICES = 4;

  static final int RAM_BYTES = 1 << 13;

  static final int CODE_BYTES = 4 * INSTRUCTIONS;
  private static final int CELL_BYTES = 8;
  private static final int CELLS = THREADS * CODE_BYTES;
  private static final int PREPARATION = CELLS + CELL_BYTES * LOCATIONS;

  private Layout() {}

  /// The address of the first instruction of a thread.
  static long code(int thread) {
    return MemoryLayout.RAM + (long) thread * CODE_BYTES;
  }

  /// The address of the code that prepares harts for devices.
  static long preparation() {
    return MemoryLayout.RAM + PREPARATION;
  }

  /// The address of a location.
  static long cell(int location) {
    return MemoryLayout.RAM + offset(location);
  }

  /// A location's place in RAM.
  static int offset(int location) {
    return CELLS + CELL_BYTES * location;
  }

  /// The location that is at `address`; -1 if there is none of the first `count`.
  static int location(long address, int count) {
    long offset = address - cell(0);
    boolean there = offset >= 0 && offset < (long) CELL_BYTES * count && offset % CELL_BYTES == 0;
    return there ? (int) (offset / CELL_BYTES) : -1;
  }
}
