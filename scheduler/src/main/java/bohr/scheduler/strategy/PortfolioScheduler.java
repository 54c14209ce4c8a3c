package bohr.scheduler.strategy;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Corpus;
import bohr.scheduler.Estimates;
import bohr.scheduler.LearningStrategy;
import bohr.scheduler.Slice;
import bohr.scheduler.Strategy;
import java.util.List;

/// Several strategies in rotation: execution i of a campaign belongs to member i modulo their
/// number. No strategy is best for every bug, and in published comparisons the union of several
/// finds more than any of them; Coyote rotates its strategies by default for that reason.
///
/// A member that learns does so from its own executions; the others teach nothing.
public final class PortfolioScheduler implements LearningStrategy {

  private final Strategy[] members;
  private Strategy current;

  /// Rotates `members`, at least one. They should be strategies that draw at random: one that
  /// enumerates would depend on which executions this portfolio is given.
  public PortfolioScheduler(Strategy... members) {
    this.members = members.clone();
    current = this.members[0];
  }

  /// The default search, chosen by the table in benchmarks/README.md: orders of the accesses to one
  /// place, reads that see other writes, partial orders, and one agent running ahead of the others
  /// for what those three cannot tell apart. PCT and the uniform walk were never among the first.
  public static PortfolioScheduler standard(Estimates estimates) {
    return new PortfolioScheduler(
        new SurwScheduler(estimates),
        new GuidedScheduler(estimates),
        new PosScheduler(),
        new RandomSlicesScheduler(20));
  }

  @Override
  public void learn(Corpus corpus) {
    for (Strategy member : members) {
      if (member instanceof LearningStrategy learner) {
        learner.learn(corpus);
      }
    }
  }

  @Override
  public Corpus.Experience experience() {
    return current instanceof LearningStrategy learner
        ? learner.experience()
        : new Corpus.Experience(new Corpus.Entry(List.of()), List.of());
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
