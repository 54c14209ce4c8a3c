package bohr.emulator.interrupt;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.hart.Hart;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// Software and timer interrupts (RISC-V ACLINT: MSWI at offset 0, MTIMER at 0x4000, MTIME at
/// 0xbff8), as the older CLINT has them. MTIME follows the virtual clock and cannot be written.
public final class Aclint implements PlatformDevice, Stateful {

  private static final long MTIMECMP = 0x4000;
  private static final long MTIME = 0xbff8;
  private static final long NEVER = -1;

  private final Hart[] harts;
  private final Clock clock;
  private final long[] compare;
  private final long[] software;

  Aclint(Hart[] harts, Clock clock) {
    this.harts = harts;
    this.clock = clock;
    compare = new long[harts.length];
    software = new long[harts.length];
    Arrays.fill(compare, NEVER);
  }

  /// Drives the timer interrupts according to the clock; to be called when time has passed.
  public void update() {
    for (int hart = 0; hart < harts.length; hart++) {
      boolean due = Long.compareUnsigned(clock.ticks(), compare[hart]) >= 0;
      harts[hart].setInterrupt(Hart.TIMER, due);
    }
  }

  /// The first tick in the future at which a timer interrupt becomes due; -1 if there is none.
  public long nextDeadline() {
    long next = NEVER;
    for (long tick : compare) {
      if (Long.compareUnsigned(tick, clock.ticks()) > 0 && Long.compareUnsigned(tick, next) < 0) {
        next = tick;
      }
    }
    return next;
  }

  @Override
  public boolean readsClock(long offset) {
    return offset >= MTIME;
  }

  @Override
  public boolean accepts(long offset, int size) {
    return (size == 4 || size == 8 && offset >= MTIMECMP) && (offset & size - 1) == 0;
  }

  @Override
  public long load(long offset, int size) {
    if (offset < MTIMECMP) {
      return offset / 4 < software.length ? software[(int) offset / 4] : 0;
    }
    return word(offset) >>> 8 * (offset & 4) & -1L >>> 64 - 8 * size;
  }

  private long word(long offset) {
    if (offset >= MTIME) {
      clock.observe();
      return clock.ticks();
    }
    int hart = (int) (offset - MTIMECMP) / 8;
    return hart < compare.length ? compare[hart] : 0;
  }

  @Override
  public void store(long offset, int size, long value) {
    if (offset < MTIMECMP) {
      int hart = (int) offset / 4;
      if (hart < software.length) {
        software[hart] = value & 1;
        harts[hart].setInterrupt(Hart.SOFTWARE, software[hart] == 1);
      }
    } else if (offset < MTIME && (offset - MTIMECMP) / 8 < compare.length) {
      int hart = (int) (offset - MTIMECMP) / 8;
      long field = -1L >>> 64 - 8 * size << 8 * (offset & 4);
      compare[hart] = compare[hart] & ~field | value << 8 * (offset & 4) & field;
      clock.timerSet();
      update();
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(compare);
    walker.values(software);
  }
}
