package bohr.emulator.interrupt;

import bohr.emulator.bus.MessageTarget;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.hart.InterruptFile;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// One interrupt file of a hart's IMSIC, of machine or supervisor level (RISC-V AIA 1.0, chapter
/// 3): identities 1 to 255, the lower the number the higher the priority. Its page has one
/// register, `seteipnum_le` at offset 0.
///
/// Not modelled: `seteipnum_be` (reads and writes as zero), guest interrupt files.
public final class Imsic implements InterruptFile, PlatformDevice, MessageTarget, Stateful {

  private static final int DELIVERY = 0x70;
  private static final int THRESHOLD = 0x72;
  private static final int PENDING = 0x80;
  private static final int ENABLED = 0xc0;
  private static final int IDENTITIES = 256;

  private final ExternalInterrupt wire;
  private final long[] pending = new long[IDENTITIES / 64];
  private final long[] enabled = new long[IDENTITIES / 64];
  private long delivery;
  private long threshold;

  Imsic(ExternalInterrupt wire) {
    this.wire = wire;
  }

  // What the hart does through its CSRs.

  @Override
  public boolean implementsRegister(int select) {
    boolean array = select >= PENDING && select < ENABLED + 0x40;
    return select == DELIVERY || select == THRESHOLD || array && (select & 1) == 0;
  }

  @Override
  public long read(int select) {
    if (select == DELIVERY) {
      return delivery;
    }
    if (select == THRESHOLD) {
      return threshold;
    }
    int word = (select & 0x3f) / 2;
    return word >= pending.length ? 0 : select < ENABLED ? pending[word] : enabled[word];
  }

  @Override
  public void write(int select, long value) {
    int word = (select & 0x3f) / 2;
    if (select == DELIVERY) {
      delivery = value & 1;
    } else if (select == THRESHOLD) {
      threshold = value & IDENTITIES - 1;
    } else if (word < pending.length) {
      long identityZeroNeverExists = word == 0 ? ~1L : ~0L;
      (select < ENABLED ? pending : enabled)[word] = value & identityZeroNeverExists;
    }
    drive();
  }

  @Override
  public long topInterrupt() {
    int top = top();
    return (long) top << 16 | top;
  }

  @Override
  public void claim() {
    int top = top();
    pending[top >> 6] &= ~(1L << top);
    drive();
  }

  /// The identity to be taken next; 0 if none is pending, enabled and below the threshold.
  private int top() {
    for (int word = 0; word < pending.length; word++) {
      long both = pending[word] & enabled[word];
      if (both != 0) {
        int identity = 64 * word + Long.numberOfTrailingZeros(both);
        return threshold == 0 || identity < threshold ? identity : 0;
      }
    }
    return 0;
  }

  private void drive() {
    wire.fromImsic(delivery == 1 && top() != 0);
  }

  // What functions and other harts do through its page.

  @Override
  public boolean message(int identity) {
    boolean exists = identity > 0 && identity < IDENTITIES;
    if (exists) {
      pending[identity >> 6] |= 1L << identity;
      drive();
    }
    return exists;
  }

  @Override
  public boolean accepts(long offset, int size) {
    return size == 4 && (offset & 3) == 0;
  }

  @Override
  public long load(long offset, int size) {
    return 0;
  }

  @Override
  public void store(long offset, int size, long value) {
    if (offset == 0) {
      message((int) value);
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(pending);
    walker.values(enabled);
    delivery = walker.value(delivery);
    threshold = walker.value(threshold);
  }
}
