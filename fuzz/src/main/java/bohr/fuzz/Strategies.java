package bohr.fuzz;

import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Estimates;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.DelayBoundedScheduler;
import bohr.scheduler.strategy.DfsScheduler;
import bohr.scheduler.strategy.GuidedScheduler;
import bohr.scheduler.strategy.PctScheduler;
import bohr.scheduler.strategy.PortfolioScheduler;
import bohr.scheduler.strategy.PosScheduler;
import bohr.scheduler.strategy.RandomScheduler;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import bohr.scheduler.strategy.RoundRobinScheduler;
import bohr.scheduler.strategy.SurwScheduler;
import bohr.scheduler.strategy.UrwScheduler;
import java.util.function.Function;

/// The strategies by name, as they are typed and written in annotations.
public enum Strategies {
  PORTFOLIO("portfolio", "pos, pct, random-slices and random in rotation: the default search",
      PortfolioScheduler::standard),
  PCT("pct", "random priorities with a few changes: few preemptions at any place",
      estimates -> PctScheduler.upToDepth(estimates, 5)),
  POS("pos", "random priorities of accesses: every order of what conflicts",
      estimates -> new PosScheduler()),
  RANDOM("random", "the uniform walk, step by step",
      estimates -> new RandomScheduler()),
  RANDOM_SLICES("random-slices", "a random agent for 20 steps on average, 10,000 under a kernel",
      estimates -> new RandomSlicesScheduler(Math.clamp(estimates.steps() / 100_000, 20, 10_000))),
  SURW("surw", "every order of the accesses to one shared place, equally likely",
      SurwScheduler::new),
  URW("urw", "every order of the accesses to shared places, equally likely",
      UrwScheduler::new),
  GUIDED("guided", "asks for reads to see other writes, and learns which of it shows something new",
      GuidedScheduler::new),
  DELAY_BOUNDED("delay-bounded", "turns in a fixed order, with a few agents passed over",
      estimates -> new DelayBoundedScheduler(estimates, 4)),
  ROUND_ROBIN("round-robin", "turns in a fixed order: always the same schedule",
      estimates -> new RoundRobinScheduler(DefaultOrder.QUANTUM)),
  DFS("dfs", "every schedule with at most 2 preemptions, those with fewest first",
      estimates -> new DfsScheduler(2));

  private final String text;
  private final String meaning;
  private final Function<Estimates, Strategy> factory;

  Strategies(String text, String meaning, Function<Estimates, Strategy> factory) {
    this.text = text;
    this.meaning = meaning;
    this.factory = factory;
  }

  /// In one line, for people.
  public String meaning() {
    return meaning;
  }

  /// Makes one for a target that was measured.
  public Function<Estimates, Strategy> factory() {
    return factory;
  }

  /// As typed.
  @Override
  public String toString() {
    return text;
  }
}
