package bohr.fuzz.target;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The default order, except for some [Deviation]s. Tolerant: what does not fit is passed over.
/// For one execution.
public final class DeviatingScheduler implements Scheduler {

  private final DefaultOrder order = new DefaultOrder();
  private final Target target;

  /// For each agent: after how many of its own steps, who is next.
  private final Map<Integer, NavigableMap<Long, Integer>> turns = new HashMap<>();

  /// For each agent: the value of which of its choices.
  private final Map<Integer, Map<Long, Integer>> values = new HashMap<>();

  private final long[] taken = new long[Long.SIZE];
  private final long[] asked = new long[Long.SIZE];
  private int last;
  private boolean begun;

  /// Follows `deviations` in a window of `target`.
  public DeviatingScheduler(Target target, Collection<Deviation> deviations) {
    this.target = target;
    for (Deviation deviation : deviations) {
      switch (deviation) {
        case Deviation.Turn turn ->
            turns
                .computeIfAbsent(turn.after(), _ -> new TreeMap<>())
                .put(turn.steps(), turn.agent());
        case Deviation.Value value ->
            values
                .computeIfAbsent(value.agent(), _ -> new HashMap<>())
                .put(value.ordinal(), value.value());
      }
    }
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    if (!begun) {
      begun = true;
      target.resume(order, system);
      last = target.turn();
    }
    long enabled = system.enabled();
    int preferred = order.preferred(enabled);
    int agent = deviation(enabled, preferred);
    long limit = agent == preferred ? order.limit(enabled) : DefaultOrder.QUANTUM;
    NavigableMap<Long, Integer> own = turns.get(agent);
    Long upcoming = own == null ? null : own.higherKey(taken[agent]);
    slice.set(
        agent, (int) (upcoming == null ? limit : Math.min(limit, upcoming - taken[agent])));
  }

  private int deviation(long enabled, int preferred) {
    NavigableMap<Long, Integer> own = turns.get(last);
    Integer agent = own == null ? null : own.get(last < 0 ? 0 : taken[last]);
    return agent != null && (enabled >>> agent & 1) != 0 ? agent : preferred;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    taken[agent] += steps;
    last = agent;
  }

  @Override
  public int choose(int agent, int alternatives) {
    Map<Long, Integer> own = values.get(agent);
    int value = own == null ? 0 : own.getOrDefault(asked[agent], 0);
    asked[agent]++;
    return value < alternatives ? value : 0;
  }
}
