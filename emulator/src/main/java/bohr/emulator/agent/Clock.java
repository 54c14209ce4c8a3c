package bohr.emulator.agent;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.function.LongSupplier;

/// Virtual time: a function of the steps taken, and of the jumps made while nothing could move.
/// One step is one cycle of every hart's `mcycle`; [#STEPS_PER_TICK] steps are one tick of `mtime`.
public final class Clock implements Stateful {

  /// Steps in a tick of `mtime`. The `virt` board's timebase is 10 MHz, so a step is 10 ns.
  public static final int STEPS_PER_TICK = 10;

  /// How long a step is.
  public static final int NANOSECONDS_PER_STEP = 10;

  private long steps;
  private long skipped;
  private boolean observed;

  /// A timer was set since somebody last asked; always asked before a snapshot can be taken.
  private boolean timerSet;

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
    long now = now();
    return now >= 0 ? now / STEPS_PER_TICK : Long.divideUnsigned(now, STEPS_PER_TICK);
  }

  /// The tick at which something becomes due has changed.
  public void timerSet() {
    timerSet = true;
  }

  /// Whether [#timerSet] has been called since [#takeTimerSet].
  public boolean isTimerSet() {
    return timerSet;
  }

  /// As [#isTimerSet], and from now on it has not.
  public boolean takeTimerSet() {
    boolean was = timerSet;
    timerSet = false;
    return was;
  }

  /// The guest looks at the time, or at a count of steps.
  public void observe() {
    observed = true;
  }

  /// Whether the guest has ever looked: from then on what it does may depend on how many steps
  /// everybody took.
  public boolean observed() {
    return observed;
  }

  /// What `look` finds, without the guest having looked.
  public long unobserved(LongSupplier look) {
    boolean was = observed;
    long value = look.getAsLong();
    observed = was;
    return value;
  }

  /// `count` more steps were taken.
  public void step(long count) {
    steps += count;
  }

  /// The virtual time, in steps, at which `tick` begins; `Long.MAX_VALUE` for one that is never
  /// reached (a timer of all ones means "off").
  public long stepsAt(long tick) {
    boolean reachable = tick >= 0 && tick <= Long.MAX_VALUE / STEPS_PER_TICK;
    return reachable ? tick * STEPS_PER_TICK : Long.MAX_VALUE;
  }

  /// Jumps forward to the first moment of `tick`; does nothing if that has passed.
  public void skipTo(long tick) {
    skipped += Math.max(0, stepsAt(tick) - now());
  }

  @Override
  public void walk(Walker walker) {
    steps = walker.counter(steps);
    skipped = walker.counter(skipped);
    observed = walker.value(observed);
  }
}
