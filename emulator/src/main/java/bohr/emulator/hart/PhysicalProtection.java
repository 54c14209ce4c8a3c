package bohr.emulator.hart;

import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// Physical memory protection (privileged ISA, §"Physical Memory Protection"): 16 entries, grain of
/// four bytes, all three ways of address matching.
final class PhysicalProtection implements Stateful {

  static final int ENTRIES = 16;

  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int EXECUTE = 4;
  private static final int MATCHING_SHIFT = 3;
  private static final int MATCHING = 3 << MATCHING_SHIFT;
  private static final int TOR = 1;
  private static final int NA4 = 2;
  private static final int NAPOT = 3;
  private static final int LOCKED = 1 << 7;
  private static final int EXISTING = LOCKED | MATCHING | EXECUTE | WRITE | READ;
  private static final long ADDRESS = (1L << 54) - 1;

  private final long[] configuration = new long[ENTRIES];
  private final long[] address = new long[ENTRIES];

  // Derived from these two, as they were then.

  private final long[] derivedConfiguration = new long[ENTRIES];
  private final long[] derivedAddress = new long[ENTRIES];

  /// The first byte of an entry, and the one behind its last; equal if it matches nothing.
  private final long[] start = new long[ENTRIES];

  private final long[] end = new long[ENTRIES];
  private boolean bindsMachine;
  private long version;

  /// One entry for all of the address space: everybody may do everything.
  void permitEverything() {
    configuration[0] = NAPOT << MATCHING_SHIFT | EXECUTE | WRITE | READ;
    address[0] = ADDRESS;
    derive();
  }

  void reset() {
    for (int i = 0; i < ENTRIES; i++) {
      configuration[i] = 0;
      address[i] = 0;
    }
    derive();
  }

  /// Changes whenever a rule may have changed.
  long version() {
    return version;
  }

  /// Whether a locked entry, which alone can, refuses anything to machine mode.
  boolean bindsMachine() {
    return bindsMachine;
  }

  /// pmpcfg`register`, an even number: eight entries.
  long readConfiguration(int register) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | configuration[4 * register + i];
    }
    return value;
  }

  /// Locked entries keep what they have. W without R is reserved; such an entry gets neither.
  void writeConfiguration(int register, long value) {
    for (int i = 0; i < 8; i++) {
      int entry = 4 * register + i;
      long written = value >>> 8 * i & EXISTING;
      if (!isLocked(entry)) {
        configuration[entry] = (written & READ) != 0 ? written : written & ~WRITE;
      }
    }
    derive();
  }

  long readAddress(int entry) {
    return address[entry];
  }

  /// A locked entry keeps its address, and so does the one below a locked TOR entry.
  void writeAddress(int entry, long value) {
    boolean bottomOfLocked =
        entry + 1 < ENTRIES && isLocked(entry + 1) && matching(entry + 1) == TOR;
    if (!isLocked(entry) && !bottomOfLocked) {
      address[entry] = value & ADDRESS;
      derive();
    }
  }

  private boolean isLocked(int entry) {
    return (configuration[entry] & LOCKED) != 0;
  }

  private int matching(int entry) {
    return (int) (configuration[entry] & MATCHING) >> MATCHING_SHIFT;
  }

  private void derive() {
    version++;
    System.arraycopy(configuration, 0, derivedConfiguration, 0, ENTRIES);
    System.arraycopy(address, 0, derivedAddress, 0, ENTRIES);
    bindsMachine = false;
    for (int i = 0; i < ENTRIES; i++) {
      range(i);
      bindsMachine |= isLocked(i) && matching(i) != 0;
    }
  }

  private void range(int i) {
    switch (matching(i)) {
      case 0 -> {
        start[i] = 0;
        end[i] = 0;
      }
      case TOR -> {
        start[i] = i == 0 ? 0 : address[i - 1] << 2;
        end[i] = Math.max(start[i], address[i] << 2);
      }
      case NA4 -> {
        start[i] = address[i] << 2;
        end[i] = start[i] + 4;
      }
      default -> {
        long size = 8L << Long.numberOfTrailingZeros(~address[i]);
        start[i] = address[i] << 2 & -size;
        end[i] = start[i] + size;
      }
    }
  }

  /// Whether `mode` may access the `size` bytes at a physical address. The first entry that matches
  /// any byte decides, and refuses if it does not match all of them; where none matches, machine
  /// mode may and the others may not.
  boolean permits(long at, int size, Purpose purpose, int mode) {
    if (mode == Privilege.MACHINE && !bindsMachine) {
      return true;
    }
    for (int i = 0; i < ENTRIES; i++) {
      if (overlaps(i, at, size)) {
        return contains(i, at, size)
            && (mode == Privilege.MACHINE && !isLocked(i)
                || (configuration[i] & needed(purpose)) != 0);
      }
    }
    return mode == Privilege.MACHINE;
  }

  /// Whether the same entry decides about every byte of a range.
  boolean isUniform(long at, int size) {
    for (int i = 0; i < ENTRIES; i++) {
      if (overlaps(i, at, size)) {
        return contains(i, at, size);
      }
    }
    return true;
  }

  private static int needed(Purpose purpose) {
    return switch (purpose) {
      case READ -> READ;
      case WRITE -> WRITE;
      case FETCH -> EXECUTE;
    };
  }

  /// Entries reach no further than 57 bits; machine mode's addresses may.
  private boolean overlaps(int i, long at, int size) {
    return at < end[i] && at + size > start[i] && at >= 0;
  }

  private boolean contains(int i, long at, int size) {
    return at >= start[i] && at + size <= end[i];
  }

  /// Most restores find the rules as they are.
  @Override
  public void walk(Walker walker) {
    walker.values(configuration);
    walker.values(address);
    if (walker instanceof Loader
        && !(Arrays.equals(configuration, derivedConfiguration)
            && Arrays.equals(address, derivedAddress))) {
      derive();
    }
  }
}
