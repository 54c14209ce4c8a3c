package bohr.scheduler;

import bohr.scheduler.strategy.RandomScheduler;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Runs many executions of a toy and counts what came out.
public final class Histograms {

  /// More steps than any toy needs under a fair strategy.
  public static final int ENOUGH = 100_000;

  private Histograms() {}

  /// Outcomes of executions 0 to `executions - 1` of campaign 0.
  public static Map<String, Integer> of(
      Strategy strategy, Toy toy, int executions, Function<Toy, Object> outcome) {
    Map<String, Integer> histogram = new TreeMap<>();
    Execution execution = new Execution();
    for (int index = 0; index < executions; index++) {
      strategy.begin(index, SplitMix.seedOf(0, index));
      execution.run(toy.reset(), strategy, ENOUGH);
      histogram.merge(outcome.apply(toy).toString(), 1, Integer::sum);
    }
    return histogram;
  }

  /// What a strategy needs to know about a toy: the largest of ten random walks.
  public static Estimates estimates(Toy toy) {
    RandomScheduler random = new RandomScheduler();
    CountingScheduler counting = new CountingScheduler(random);
    ProfilingScheduler profiling = new ProfilingScheduler(counting, toy.agents());
    Estimates estimates = new Estimates(1, toy.agents());
    for (int index = 0; index < 10; index++) {
      random.begin(index, SplitMix.seedOf(0, index));
      counting.begin();
      profiling.begin();
      new Execution().run(toy.reset(), profiling, ENOUGH);
      estimates = estimates.max(counting.estimates(toy));
    }
    return estimates.with(profiling.profile());
  }
}
