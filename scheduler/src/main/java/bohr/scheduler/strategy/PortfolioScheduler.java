package bohr.scheduler.strategy;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Slice;
import bohr.scheduler.Strategy;

/// Several strategies in rotation: execution i of a campaign belongs to member i modulo their
/// number. No strategy is best for every bug, and in published comparisons the union of several
/// finds more than any of them; Coyote rotates its strategies by default for that reason.
public final class PortfolioScheduler implements Strategy {

  private final Strategy[] members;
  private Strategy current;

  /// Rotates `members`, at least one. They should be strategies that draw at random: one that
  /// enumerates would depend on which executions this portfolio is given.
  public PortfolioScheduler(Strategy... members) {
    this.members = members.clone();
    current = this.members[0];
  }

  /// The default search: partial orders, rare preemptions at any of a few depths, one agent running
  /// ahead of the others, and the uniform walk for whatever those three have in common.
  public static PortfolioScheduler standard(Estimates estimates) {
    return new PortfolioScheduler(
        new PosScheduler(),
        PctScheduler.upToDepth(estimates, 5),
        new RandomSlicesScheduler(20),
        new RandomScheduler());
  }

  @Override
  public String name() {
    return "portfolio";
  }

  /// The member that has the present execution.
  public Strategy current() {
    return current;
  }

  @Override
  public void begin(long index, long seed) {
    current = members[(int) Long.remainderUnsigned(index, members.length)];
    current.begin(Long.divideUnsigned(index, members.length), seed);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    current.next(system, slice);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    current.performed(system, agent, steps, why);
  }

  @Override
  public int choose(int agent, int alternatives) {
    return current.choose(agent, alternatives);
  }
}
