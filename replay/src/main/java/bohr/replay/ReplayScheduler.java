package bohr.replay;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Follows a schedule to the letter. Where the system cannot do what the schedule says there is a
/// [ReplayDivergence] with the step, never a substitute: a replay that silently did something else
/// would be worse than none. (The minimiser, which wants substitutes, has a scheduler of its own.)
///
/// A recorded slice may take several calls of `perform`, because neighbouring slices of one agent
/// were merged; so stopping early is a divergence only where the agent cannot go on.
public final class ReplayScheduler implements Scheduler {

  private final ScheduleCursor cursor;
  private TransitionSystem system;

  /// Follows `schedule` from its beginning.
  public ReplayScheduler(Schedule schedule) {
    this(schedule.cursor());
  }

  /// Follows a schedule from where `cursor` stands, and moves the cursor.
  public ReplayScheduler(ScheduleCursor cursor) {
    this.cursor = cursor;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    this.system = system;
    if (cursor.done()) {
      throw divergence("that the execution ends before it", "that it goes on: " + able());
    }
    int agent = cursor.agent();
    if (agent >= system.agents()) {
      throw divergence(
          "a step of agent " + agent, "that there are only " + system.agents() + " agents");
    }
    if ((system.enabled() >>> agent & 1) == 0) {
      String name = system.agentName(agent);
      throw divergence("a step of " + name, name + " cannot move: " + able());
    }
    slice.set(agent, (int) Math.min(cursor.left(), Integer.MAX_VALUE));
  }

  @Override
  public int choose(int agent, int alternatives) {
    long ordinal = cursor.chosen(agent);
    int value = cursor.choose(agent);
    if (value >= alternatives) {
      throw divergence(
          "the value " + value + " for choice " + ordinal + " of " + system.agentName(agent),
          "that there are only " + alternatives + " alternatives");
    }
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    cursor.advance(steps);
    if (why == StopReason.ENDED && !cursor.done()) {
      long left = cursor.schedule().steps() - cursor.step();
      throw divergence(
          "a step of " + name(cursor.agent()) + " and " + (left - 1) + " more behind it",
          "that the execution has ended");
    }
  }

  private String name(int agent) {
    return agent < system.agents() ? system.agentName(agent) : "agent " + agent;
  }

  /// Who could move, in words.
  private String able() {
    StringBuilder names = new StringBuilder();
    for (long left = system.enabled(); left != 0; left &= left - 1) {
      names.append(names.isEmpty() ? "" : ", ");
      names.append(system.agentName(Long.numberOfTrailingZeros(left)));
    }
    return names + " could";
  }

  private ReplayDivergence divergence(String expected, String actual) {
    return new ReplayDivergence(cursor.step() + 1, expected, actual);
  }
}
