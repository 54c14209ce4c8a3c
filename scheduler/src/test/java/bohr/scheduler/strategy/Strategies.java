package bohr.scheduler.strategy;

import bohr.scheduler.Estimates;
import bohr.scheduler.Strategy;
import java.util.List;

/// One of each, as tests that must hold for all of them want it.
final class Strategies {

  private Strategies() {}

  /// Those whose executions depend on nothing but their seeds.
  static List<Strategy> forgetful(Estimates estimates) {
    return List.of(
        new RoundRobinScheduler(3),
        new RandomScheduler(),
        new RandomSlicesScheduler(4),
        PctScheduler.ofDepth(estimates, 1),
        PctScheduler.ofDepth(estimates, 3),
        PctScheduler.upToDepth(estimates, 5),
        new PosScheduler(),
        new SurwScheduler(estimates),
        new UrwScheduler(estimates),
        new DelayBoundedScheduler(estimates, 3),
        new GuidedScheduler(estimates),
        PortfolioScheduler.standard(estimates));
  }
}
