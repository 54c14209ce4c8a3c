package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;

/// Steps of a trace, taken once more, one by one, for somebody who looks on.
public final class Walkthrough implements Scheduler {

  private final Scheduler inner;
  private final Machine machine;
  private final Onlooker onlooker;

  /// Who looks on.
  public interface Onlooker {

    /// An agent is about to take a step of `machine`.
    void before(Machine machine, int agent);

    /// In this step it has chosen something else than the strongest ordering.
    void chose(Machine machine, int agent, int value);

    /// It has taken it.
    void after(Machine machine, int agent, StopReason why);
  }

  private Walkthrough(Scheduler inner, Machine machine, Onlooker onlooker) {
    this.inner = inner;
    this.machine = machine;
    this.onlooker = onlooker;
  }

  /// Goes through the steps behind the snapshot point of a trace; of more than `most` steps, the
  /// last ones.
  ///
  /// @return the machine at the end
  /// @throws ReplayDivergence if the trace cannot be followed
  public static Machine of(Replayer replayer, int most, Onlooker onlooker) {
    Schedule schedule = replayer.trace().schedule();
    long begin = replayer.trace().window().orElse(0);
    Position position = replayer.at(Math.max(begin, schedule.steps() - most));
    from(replayer, position, schedule.steps(), onlooker);
    return position.machine();
  }

  /// Goes from `position`, which is moved, to step `until`.
  ///
  /// @throws ReplayDivergence if the trace cannot be followed
  public static void from(
      Replayer replayer, Position position, long until, Onlooker onlooker) {
    Machine machine = position.machine();
    replayer.run(machine, position.feed(),
        new Walkthrough(new ReplayScheduler(position.cursor()), machine, onlooker), until);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    onlooker.before(machine, slice.agent);
  }

  @Override
  public int choose(int agent, int alternatives) {
    int value = inner.choose(agent, alternatives);
    if (value != 0) {
      onlooker.chose(machine, agent, value);
    }
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int taken, StopReason why) {
    onlooker.after(machine, agent, why);
    inner.performed(system, agent, taken, why);
  }
}
