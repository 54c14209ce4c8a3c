package bohr.replay;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Looks at the machine right behind given steps, where a recorder takes its checkpoints: before
/// virtual time jumps and before inputs arrive. Slices are cut there, which changes nothing, for
/// where a follower pauses does not matter.
final class ProbingScheduler implements Scheduler {

  private final Scheduler inner;
  private final Points points;
  private final Probe probe;
  private long step;
  private long upcoming;

  /// The steps to look at.
  @FunctionalInterface
  interface Points {

    /// The first step to look at that lies behind `step`; `Long.MAX_VALUE` if there is none.
    long after(long step);
  }

  /// Who looks.
  @FunctionalInterface
  interface Probe {

    /// So many steps have been taken.
    void reached(long step);
  }

  /// @param step how many steps have been taken already
  ProbingScheduler(Scheduler inner, long step, Points points, Probe probe) {
    this.inner = inner;
    this.step = step;
    this.points = points;
    this.probe = probe;
    upcoming = points.after(step);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = (int) Math.min(slice.limit, upcoming - step);
  }

  @Override
  public int choose(int agent, int alternatives) {
    return inner.choose(agent, alternatives);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    step += steps;
    if (step == upcoming) {
      probe.reached(step);
      upcoming = points.after(step);
    }
    inner.performed(system, agent, steps, why);
  }
}
