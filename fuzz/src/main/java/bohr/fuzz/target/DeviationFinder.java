package bohr.fuzz.target;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.ArrayList;
import java.util.List;

/// Listens to another scheduler and writes down where it departs from the default order. Slices are
/// cut where the default order would cut them, which changes nothing for a scheduler that goes on
/// with a slice that was cut, as those of this package do. For one execution.
public final class DeviationFinder implements Scheduler {

  private final DefaultOrder order = new DefaultOrder();
  private final Target target;
  private final Scheduler inner;
  private final List<Deviation> deviations = new ArrayList<>();
  private final long[] taken = new long[Long.SIZE];
  private final long[] asked = new long[Long.SIZE];
  private int last;
  private boolean begun;

  /// Listens to `inner` in a window of `target`.
  public DeviationFinder(Target target, Scheduler inner) {
    this.target = target;
    this.inner = inner;
  }

  /// The deviations so far, in the order of time. The default order with just these is the same
  /// execution again.
  public List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    if (!begun) {
      begun = true;
      target.resume(order, system);
      last = target.turn();
    }
    inner.next(system, slice);
    long enabled = system.enabled();
    if (slice.agent == order.preferred(enabled)) {
      slice.limit = Math.min(slice.limit, order.limit(enabled));
    } else {
      slice.limit = Math.min(slice.limit, DefaultOrder.QUANTUM);
      deviations.add(new Deviation.Turn(last, last < 0 ? 0 : taken[last], slice.agent));
    }
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    inner.performed(system, agent, steps, why);
    taken[agent] += steps;
    last = agent;
  }

  @Override
  public int choose(int agent, int alternatives) {
    int value = inner.choose(agent, alternatives);
    if (value != 0) {
      deviations.add(new Deviation.Value(agent, asked[agent], value));
    }
    asked[agent]++;
    return value;
  }
}
