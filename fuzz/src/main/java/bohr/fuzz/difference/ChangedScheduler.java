package bohr.fuzz.difference;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows a schedule, except for some [Change]s: in front of a step that has to wait for another
/// one, it lets that one's agent go on first, if it can. Tolerant: what does not fit is passed
/// over, and behind the end the default order goes on. For one execution.
final class ChangedScheduler implements Scheduler {

  /// Steps that an execution may spend on going on for the sake of others.
  private static final int PATIENCE = 10_000;

  private final DefaultOrder order = new DefaultOrder();
  private final ScheduleCursor cursor;
  private final StepNames names = new StepNames();

  /// For a step, those that come before it.
  private final Map<StepName, List<StepName>> before = new HashMap<>();

  private final Map<Choice, Integer> values = new HashMap<>();
  private final long[] asked = new long[Long.SIZE];

  /// For each agent, how many steps it is ahead of the schedule; below 0, how many it could not
  /// take when they were due.
  private final long[] ahead = new long[Long.SIZE];

  private int patience = PATIENCE;
  private boolean scheduled;

  private record Choice(int agent, long ordinal) {}

  /// @param base the schedule, from where execution begins
  ChangedScheduler(Schedule base, List<Change> changes) {
    cursor = base.cursor();
    for (Change change : changes) {
      switch (change) {
        case Change.Order(Change.Step first, Change.Step second, boolean _) ->
            before.computeIfAbsent(second.name(), _ -> new ArrayList<>()).add(first.name());
        case Change.Value(int agent, long ordinal, int value, int _) ->
            values.put(new Choice(agent, ordinal), value);
      }
    }
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    int wanted = wanted(system.enabled());
    int agent = first(system, wanted, 0);
    scheduled = agent == wanted && ahead[agent] >= 0 && !cursor.done();
    names.take(names.next(system, agent));
    slice.set(agent, 1);
  }

  /// Whose turn it is by the schedule, without what was taken before its time. What cannot be taken
  /// when it is due is taken as soon as it can.
  private int wanted(long enabled) {
    for (long able = enabled; able != 0; able &= able - 1) {
      int agent = Long.numberOfTrailingZeros(able);
      if (ahead[agent] < 0) {
        return agent;
      }
    }
    while (!cursor.done()) {
      int agent = cursor.agent();
      long early = Math.min(ahead[agent], cursor.left());
      if (early > 0) {
        ahead[agent] -= early;
        cursor.advance(early);
      } else if ((enabled >>> agent & 1) == 0) {
        ahead[agent] -= cursor.left();
        cursor.advance(cursor.left());
      } else {
        return agent;
      }
    }
    return order.preferred(enabled);
  }

  /// Who has to go on so that `agent` may.
  ///
  /// @param asking those that wait for each other already
  private int first(TransitionSystem system, int agent, long asking) {
    long others = system.enabled() & ~asking & ~(1L << agent);
    for (StepName step : before.getOrDefault(names.next(system, agent), List.of())) {
      boolean may = (others >>> step.agent() & 1) != 0 && patience > 0;
      if (may && !names.hasTaken(step)) {
        patience--;
        return first(system, step.agent(), asking | 1L << agent);
      }
    }
    return agent;
  }

  @Override
  public int choose(int agent, int alternatives) {
    int planned = cursor.choose(agent);
    int value = values.getOrDefault(new Choice(agent, asked[agent]++), planned);
    return value < alternatives ? value : 0;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    if (scheduled) {
      cursor.advance(steps);
    } else if (!cursor.done() || ahead[agent] < 0) {
      ahead[agent] += steps;
    }
  }
}
