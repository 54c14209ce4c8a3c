package bohr.benchmarks;

import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.agent.StopReason;
import bohr.emulator.scenario.Scenario;
import bohr.scheduler.CountingScheduler;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PctScheduler;
import bohr.scheduler.strategy.PortfolioScheduler;
import bohr.scheduler.strategy.PosScheduler;
import bohr.scheduler.strategy.RandomScheduler;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Schedules a second on one core, as a campaign runs them: restore the snapshot, begin the
/// strategy, run to the verdict. An operation is a schedule.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScheduleBenchmark {

  private static final int SCHEDULES = 1000;
  private static final long CAMPAIGN_SEED = 1;

  /// A folder under traces; the last one has weak memory.
  @Param({
    "dma-vs-command-register",
    "msi-before-dma",
    "msi-before-dma-imsic",
    "reset-writes-sector-0",
    "lost-wakeup",
    "dekker-notify-me"
  })
  public String scenario;

  /// As `bohr fuzz --strategy` calls it.
  @Param({"portfolio", "random", "random-slices", "pct", "pos"})
  public String strategy;

  private final Execution execution = new Execution();
  private Machine machine;
  private Snapshot snapshot;
  private Strategy search;
  private long stepBound;
  private long index;

  /// For JMH.
  public ScheduleBenchmark() {}

  /// A machine at its guest's snapshot point, and a strategy that knows how much is to come.
  @Setup
  public void prepare() {
    Scenario description = Guests.scenario(scenario);
    stepBound = description.stepBound();
    machine = Guests.machine(description);
    StopReason why = execution.run(machine, new DefaultOrder(), stepBound);
    if (why != StopReason.SNAPSHOT) {
      throw new IllegalStateException(scenario + " has no snapshot point");
    }
    snapshot = machine.snapshot();
    search = strategy(estimates());
  }

  private Estimates estimates() {
    RandomScheduler walk = new RandomScheduler();
    walk.begin(0, CAMPAIGN_SEED);
    CountingScheduler counting = new CountingScheduler(walk);
    execution.run(machine, counting, stepBound);
    return counting.estimates(machine);
  }

  private Strategy strategy(Estimates estimates) {
    return switch (strategy) {
      case "portfolio" -> PortfolioScheduler.standard(estimates);
      case "random" -> new RandomScheduler();
      case "random-slices" -> new RandomSlicesScheduler(20);
      case "pct" -> PctScheduler.upToDepth(estimates, 5);
      case "pos" -> new PosScheduler();
      default -> throw new IllegalArgumentException("no strategy " + strategy);
    };
  }

  /// The next executions of a campaign.
  @Benchmark
  @OperationsPerInvocation(SCHEDULES)
  public long schedules(Effort effort) {
    effort.begin();
    long steps = 0;
    for (int i = 0; i < SCHEDULES; i++) {
      machine.restore(snapshot);
      long before = machine.steps();
      search.begin(index, SplitMix.seedOf(CAMPAIGN_SEED, index));
      index++;
      if (execution.run(machine, search, stepBound) != StopReason.ENDED) {
        machine.exhaust(stepBound);
      }
      steps += machine.steps() - before;
    }
    effort.end(steps);
    return steps;
  }
}
