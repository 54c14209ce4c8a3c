package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Slice;
import bohr.scheduler.Strategy;

/// Systematic search with a bound on preemptions: Musuvathi and Qadeer, "Iterative Context Bounding
/// for Systematic Testing of Multithreaded Programs", PLDI 2007 (CHESS). Enumerates all schedules
/// with 0 preemptions, then those with 1, and so on, none twice, until the bound is reached or
/// there are no more; so the first failure has the fewest preemptions that it can have.
///
/// - When an agent blocks, any enabled agent may be next, and every value of a choice may be taken;
///   none of this is a preemption.
/// - Leaving an agent that could go on is a preemption. Only a visible step can be preempted, and
///   only if the agent has taken a visible one in its turn: anything else would be equivalent to a
///   schedule with no more preemptions, as far as time, which is counted in steps, does not matter.
/// - When an agent yields, or has run its quantum, the turn goes to the next enabled agent in
///   cyclic order. Any other choice, going on included, counts as a preemption: this keeps the
///   schedules with c preemptions finite in number when several agents wait in loops, as the
///   fairness of Musuvathi and Qadeer, "Fair Stateless Model Checking", PLDI 2008, does by other
///   means.
///
/// Departs from the papers in finding branching points from the agents' pending accesses instead of
/// at calls of a thread library, and in exploring the schedules of equal cost breadth first.
///
/// It goes on from execution to execution, so it needs all of them, in order, on one host thread;
/// and they must all begin in the same state.
public final class DfsScheduler implements Strategy {

  private final ScheduleTree tree;
  private final DefaultOrder order;
  private final Access access = new Access();

  private int last;
  private boolean blocked;
  private boolean acted;

  /// Up to `preemptions` preemptions, with the usual quantum.
  public DfsScheduler(int preemptions) {
    this(preemptions, DefaultOrder.QUANTUM);
  }

  /// Up to `preemptions` preemptions; turns are of at most `quantum` steps.
  public DfsScheduler(int preemptions, int quantum) {
    if (preemptions < 0) {
      throw new IllegalArgumentException("preemptions " + preemptions);
    }
    tree = new ScheduleTree(preemptions);
    order = new DefaultOrder(quantum);
  }

  @Override
  public String name() {
    return "dfs";
  }

  /// How many preemptions the present execution has; all schedules with fewer have been run.
  public int preemptions() {
    return tree.cost();
  }

  @Override
  public boolean enumerates() {
    return true;
  }

  @Override
  public boolean exhausted() {
    return !tree.advance();
  }

  @Override
  public void begin(long index, long seed) {
    if (!tree.advance()) {
      throw new IllegalStateException("every schedule has been run");
    }
    tree.begin();
    order.begin();
    last = -1;
    blocked = true;
    acted = false;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    int others = Long.bitCount(enabled) - 1;
    int agent = order.preferred(enabled);
    if (others == 0) {
      slice.set(agent, order.limit(enabled));
      acted = true;
      return;
    }
    int taken = 0;
    if (!order.continues(enabled)) {
      taken = tree.take(others, !blocked && (enabled >>> last & 1) != 0);
      acted = false;
    } else if (acted && visible(system, agent)) {
      taken = tree.take(others, true);
      acted = taken == 0;
    }
    agent = DefaultOrder.place(enabled, agent, taken);
    acted = acted || visible(system, agent);
    slice.set(agent, 1);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    last = agent;
    blocked = why == StopReason.BLOCKED;
  }

  @Override
  public int choose(int agent, int alternatives) {
    return tree.take(alternatives - 1, false);
  }

  private boolean visible(TransitionSystem system, int agent) {
    system.pending(agent, access);
    return access.visible();
  }
}
