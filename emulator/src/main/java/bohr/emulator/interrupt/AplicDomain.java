package bohr.emulator.interrupt;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// One interrupt domain of the [Aplic]: its registers (RISC-V AIA 1.0, §4.5) and the rules by which
/// sources become pending (§4.7). Little-endian; no interrupt delivery control structures, because
/// delivery is by MSI alone. Words that are not named here read as zero.
final class AplicDomain implements PlatformDevice, Stateful {

  static final int SOURCES = 96;

  private static final int WORDS = SOURCES / 32;
  private static final long SIZE = 0x4000;

  // Offsets of registers.
  private static final int DOMAINCFG = 0;
  private static final int SOURCECFG = 0x0004;
  private static final int MMSIADDRCFG = 0x1bc0;
  private static final int SETIP = 0x1c00;
  private static final int SETIPNUM = 0x1cdc;
  private static final int IN_CLRIP = 0x1d00;
  private static final int CLRIPNUM = 0x1ddc;
  private static final int SETIE = 0x1e00;
  private static final int SETIENUM = 0x1edc;
  private static final int CLRIE = 0x1f00;
  private static final int CLRIENUM = 0x1fdc;
  private static final int SETIPNUM_LE = 0x2000;
  private static final int SETIPNUM_BE = 0x2004;
  private static final int GENMSI = 0x3000;
  private static final int TARGET = 0x3004;

  /// Of domaincfg: reads as 0x80 in the upper byte, and delivers by MSI.
  private static final long ALWAYS = 0x8000_0004L;

  private static final long ENABLE = 1 << 8;
  private static final long DELEGATED = 1 << 10;

  // Source modes.
  private static final int INACTIVE = 0;
  private static final int DETACHED = 1;
  private static final int EDGE1 = 4;
  private static final int LEVEL1 = 6;

  /// Hart index and external interrupt identity, of target and of genmsi.
  private static final long TARGET_FIELDS = 0xfffc_07ffL;

  private final Aplic aplic;

  /// Null if the domain has none.
  private final AplicDomain child;

  private boolean enabled;

  /// sourcecfg and target of each source; number 0 does not exist.
  private final long[] configuration = new long[SOURCES];

  private final long[] target = new long[SOURCES];

  // A bit a source.
  private final long[] wire = new long[WORDS];
  private final long[] pending = new long[WORDS];
  private final long[] enable = new long[WORDS];

  /// Which sources the parent has handed down; of a domain without parent, all.
  private final long[] present = new long[WORDS];

  private long genmsi;

  AplicDomain(Aplic aplic, AplicDomain child) {
    this.aplic = aplic;
    this.child = child;
    if (child != null) {
      for (int source = 1; source < SOURCES; source++) {
        set(present, source, true);
      }
    }
  }

  /// The wire of a source changes; every domain has it, and at most one listens.
  void input(int source, boolean high) {
    boolean before = rectified(source);
    set(wire, source, high);
    changed(source, before);
    if (child != null) {
      child.input(source, high);
    }
  }

  /// What follows from a rise or fall of the rectified input (§4.7, with MSI delivery): a rise
  /// makes the source pending, and the fall of a level takes that back.
  private void changed(int source, boolean before) {
    boolean now = rectified(source);
    if (now && !before) {
      set(pending, source, true);
      forward(source);
    } else if (!now && mode(source) >= LEVEL1) {
      set(pending, source, false);
    }
  }

  private boolean rectified(int source) {
    int mode = mode(source);
    return mode >= EDGE1 && isSet(wire, source) != ((mode & 1) != 0);
  }

  /// Delegated sources are inactive here.
  private int mode(int source) {
    long bits = configuration[source];
    return (bits & DELEGATED) != 0 ? INACTIVE : (int) bits & 7;
  }

  /// Sends the message of a source that is pending and enabled, which then is pending no more.
  private void forward(int source) {
    if (enabled && isSet(pending, source) && isSet(enable, source)) {
      set(pending, source, false);
      aplic.send(this, (int) (target[source] >>> 18), (int) target[source] & 0x7ff);
    }
  }

  private void forwardAll() {
    for (int source = 1; source < SOURCES; source++) {
      forward(source);
    }
  }

  // Registers.

  @Override
  public boolean accepts(long offset, int size) {
    return size == 4 && (offset & 3) == 0;
  }

  @Override
  public long load(long offset, int size) {
    int at = (int) offset;
    if (at >= SIZE) {
      return 0;
    }
    if (at >= TARGET) {
      return element(target, (at - TARGET) / 4 + 1);
    }
    return switch (at) {
      case DOMAINCFG -> ALWAYS | (enabled ? ENABLE : 0);
      case GENMSI -> genmsi;
      default -> at < MMSIADDRCFG
          ? element(configuration, (at - SOURCECFG) / 4 + 1)
          : loadArray(at);
    };
  }

  private static long element(long[] registers, int source) {
    return source < SOURCES ? registers[source] : 0;
  }

  private long loadArray(int at) {
    int word = (at & 0xff) / 4;
    if (at < SETIP) {
      return child != null && at < MMSIADDRCFG + 16 ? aplic.readAddress((at - MMSIADDRCFG) / 4) : 0;
    }
    if (word >= WORDS) {
      return 0;
    }
    return switch (at & ~0xff) {
      case SETIP -> pending[word];
      case IN_CLRIP -> rectifiedWord(word);
      case SETIE -> enable[word];
      default -> 0;
    };
  }

  private long rectifiedWord(int word) {
    long bits = 0;
    for (int bit = 0; bit < 32; bit++) {
      bits |= rectified(32 * word + bit) ? 1L << bit : 0;
    }
    return bits;
  }

  @Override
  public void store(long offset, int size, long value) {
    int at = (int) offset;
    if (at >= SIZE) {
      return;
    }
    if (at >= TARGET) {
      storeTarget((at - TARGET) / 4 + 1, value);
      return;
    }
    switch (at) {
      case DOMAINCFG -> {
        enabled = (value & ENABLE) != 0;
        forwardAll();
      }
      case SETIPNUM, SETIPNUM_LE -> setPending(value);
      case SETIPNUM_BE -> setPending(Integer.reverseBytes((int) value) & 0xffff_ffffL);
      case CLRIPNUM -> change(pending, value, false);
      case SETIENUM -> change(enable, value, true);
      case CLRIENUM -> change(enable, value, false);
      case GENMSI -> {
        genmsi = value & TARGET_FIELDS;
        aplic.send(this, (int) (genmsi >>> 18), (int) genmsi & 0x7ff);
      }
      default -> {
        if (at < MMSIADDRCFG) {
          configure((at - SOURCECFG) / 4 + 1, value);
        } else {
          storeArray(at, value);
        }
      }
    }
  }

  private void storeArray(int at, long value) {
    if (at < SETIP) {
      if (child != null && at < MMSIADDRCFG + 16) {
        aplic.writeAddress((at - MMSIADDRCFG) / 4, value);
      }
      return;
    }
    int first = (at & 0xff) / 4 * 32;
    for (long left = value; left != 0 && first < SOURCES; left &= left - 1) {
      int source = first + Long.numberOfTrailingZeros(left);
      switch (at & ~0xff) {
        case SETIP -> setPending(source);
        case IN_CLRIP -> change(pending, source, false);
        case SETIE -> change(enable, source, true);
        case CLRIE -> change(enable, source, false);
        default -> {}
      }
    }
  }

  /// §4.5.2. A source that becomes inactive forgets everything.
  private void configure(int source, long value) {
    if (source >= SOURCES || !isSet(present, source)) {
      return;
    }
    boolean delegated = child != null && (value & DELEGATED) != 0;
    boolean before = rectified(source);
    int mode = (int) value & 7;
    boolean reserved = mode > DETACHED && mode < EDGE1;
    configuration[source] = delegated ? DELEGATED : reserved ? INACTIVE : mode;
    if (mode(source) == INACTIVE) {
      set(pending, source, false);
      set(enable, source, false);
      target[source] = 0;
    }
    changed(source, before);
    if (child != null) {
      child.present(source, delegated);
    }
  }

  /// Hands every source down to the child.
  void delegateAll() {
    for (int source = 1; source < SOURCES; source++) {
      configure(source, DELEGATED);
    }
  }

  private void present(int source, boolean here) {
    if (!here) {
      configure(source, INACTIVE);
    }
    set(present, source, here);
  }

  private void storeTarget(int source, long value) {
    if (source < SOURCES && mode(source) != INACTIVE) {
      target[source] = value & TARGET_FIELDS;
    }
  }

  /// Software can make a level-sensitive source pending only while its input is high.
  private void setPending(long source) {
    boolean possible =
        source < SOURCES && (mode((int) source) < LEVEL1 || rectified((int) source));
    if (possible) {
      change(pending, source, true);
    }
  }

  /// Sets or clears the bit of a source, if it exists and is active.
  private void change(long[] bits, long source, boolean value) {
    if (source > 0 && source < SOURCES && mode((int) source) != INACTIVE) {
      set(bits, (int) source, value);
      forward((int) source);
    }
  }

  private static boolean isSet(long[] bits, int source) {
    return (bits[source >> 5] >>> (source & 31) & 1) != 0;
  }

  private static void set(long[] bits, int source, boolean value) {
    long bit = 1L << (source & 31);
    bits[source >> 5] = value ? bits[source >> 5] | bit : bits[source >> 5] & ~bit;
  }

  @Override
  public void walk(Walker walker) {
    enabled = walker.value(enabled);
    walker.values(configuration);
    walker.values(target);
    walker.values(wire);
    walker.values(pending);
    walker.values(enable);
    walker.values(present);
    genmsi = walker.value(genmsi);
  }
}
