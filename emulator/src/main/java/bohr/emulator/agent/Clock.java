package bohr.emulator.agent;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Virtual time: a function of the steps taken, and of the jumps made while nothing could move.
/// One step is one cycle of every hart's `mcycle`; [#STEPS_PER_TICK] steps are one tick of `mtime`.
public final class Clock implements Stateful {

  /// Steps in a tick of `mtime`. The `virt` board's timebase is 10 MHz, so a step is 10 ns.
  public static final int STEPS_PER_TICK = 10;

  private long steps;
  private long skipped;

  /// A clock at reset.
  public Clock() {}

  /// Steps taken since reset, by all agents together.
  public long steps() {
    return steps;
  }

  /// Virtual time in steps: taken and skipped.
  public long now() {
    return steps + skipped;
  }

  /// Virtual time in ticks of `mtime`.
  public long ticks() {
    return Long.divideUnsigned(now(), STEPS_PER_TICK);
  }

  /// `count` more steps were taken.
  public void step(long count) {
    steps += count;
  }

  /// Jumps forward to the first moment of `tick`; does nothing if that has passed.
  public void skipTo(long tick) {
    long target = tick * STEPS_PER_TICK;
    if (target > now()) {
      skipped += target - now();
    }
  }

  @Override
  public void walk(Walker walker) {
    steps = walker.value(steps);
    skipped = walker.value(skipped);
  }
}
