package bohr.fuzz.advice;

import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.fuzz.explore.ForcedValues;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Everybody takes the turns of a schedule, as far as they fit, but what is seen in some steps is
/// tried anew: there where something weak was chosen. All other choices are as strong as they can
/// be, and the order of TLPs is as it was. For one execution.
final class SameTurns implements Scheduler {

  private final FollowingScheduler inner;
  private final Journal journal;
  private final ForcedValues values;
  private final long[] taken = new long[Long.SIZE];
  private boolean ordersTlps;

  /// @param window without values
  /// @param journal of the execution that is followed
  SameTurns(Target target, Schedule window, Journal journal, ForcedValues values) {
    inner = new FollowingScheduler(target, window);
    this.journal = journal;
    this.values = values;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    Machine machine = (Machine) system;
    ordersTlps = slice.agent >= machine.harts() && machine.isDivertible(slice.agent);
  }

  @Override
  public int choose(int agent, int alternatives) {
    if (ordersTlps) {
      ordersTlps = false;
      return Math.min(journal.order(agent, taken[agent]), alternatives - 1);
    }
    return journal.isWeak(agent, taken[agent]) ? values.choose(agent, alternatives) : 0;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    inner.performed(system, agent, steps, why);
    taken[agent] += steps;
  }
}
