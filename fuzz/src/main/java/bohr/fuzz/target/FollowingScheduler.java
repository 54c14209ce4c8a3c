package bohr.fuzz.target;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Follows a schedule of the window as far as it fits. Tolerant: a slice of an agent that is not
/// enabled, or what is left of one when its agent blocks, is passed over; a value that is too large
/// becomes 0; and behind the end the default order goes on. For one execution.
public final class FollowingScheduler implements Scheduler {

  private final DefaultOrder order = new DefaultOrder();
  private final Target target;
  private final ScheduleCursor cursor;
  private boolean begun;
  private boolean faithful = true;

  /// Follows `window` in a window of `target`.
  public FollowingScheduler(Target target, Schedule window) {
    this.target = target;
    cursor = window.cursor();
  }

  /// Whether so far all of the schedule has fitted, and none of it is left.
  public boolean faithful() {
    return faithful && cursor.done();
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    if (!begun) {
      begun = true;
      target.resume(order, system);
    }
    long enabled = system.enabled();
    while (!cursor.done() && (enabled >>> cursor.agent() & 1) == 0) {
      faithful = false;
      cursor.advance(cursor.left());
    }
    if (cursor.done()) {
      faithful = false;
      order.next(system, slice);
    } else {
      slice.set(cursor.agent(), (int) Math.min(cursor.left(), Integer.MAX_VALUE));
    }
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    if (!cursor.done()) {
      cursor.advance(steps);
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    int value = cursor.choose(agent);
    if (value >= alternatives) {
      faithful = false;
      return 0;
    }
    return value;
  }
}
