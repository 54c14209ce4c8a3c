package bohr.replay;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Follows one schedule and looks where another one would have chosen otherwise.
final class ChoiceWatcher implements Scheduler {

  private final ReplayScheduler follower;
  private final Position position;
  private final Schedule other;
  private long first = Long.MAX_VALUE;

  /// @param position where to begin; it is moved
  ChoiceWatcher(Position position, Schedule other) {
    this.position = position;
    this.other = other;
    follower = new ReplayScheduler(position.cursor());
  }

  /// The step in which it would have; `Long.MAX_VALUE` if there is none so far.
  long first() {
    return first;
  }

  /// One step at a time, so that the step of a choice is known.
  @Override
  public void next(TransitionSystem system, Slice slice) {
    follower.next(system, slice);
    slice.limit = 1;
  }

  @Override
  public int choose(int agent, int alternatives) {
    long ordinal = position.cursor().chosen(agent);
    int value = follower.choose(agent, alternatives);
    if (other.valueAt(agent, ordinal) != value) {
      first = Math.min(first, position.cursor().step() + 1);
    }
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    follower.performed(system, agent, steps, why);
  }
}
