package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.Strategy;
import java.util.List;

/// What a decision costs, loop included, on a system whose steps cost next to nothing. Not a test:
/// `java -cp ... bohr.scheduler.strategy.DecisionCost`.
final class DecisionCost {

  private static final int EXECUTIONS = 10_000;
  private static final int STEPS = 500;

  private DecisionCost() {}

  /// Four agents that are always enabled, each with memory of its own.
  private static final class Counters implements TransitionSystem {

    private final long[] counters = new long[4];

    @Override
    public int agents() {
      return counters.length;
    }

    @Override
    public String agentName(int agent) {
      return "counter" + agent;
    }

    @Override
    public long enabled() {
      return 0b1111;
    }

    @Override
    public int perform(int agent, int limit, Chooser chooser) {
      counters[agent] += limit;
      return limit;
    }

    @Override
    public StopReason stopped() {
      return StopReason.LIMIT;
    }

    @Override
    public void pending(int agent, Access into) {
      into.memory(Access.Kind.WRITE, counters[agent] & 0xff, 8);
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public boolean advance() {
      return false;
    }
  }

  /// Measures each strategy, or those named, ten times; the least is the one to look at.
  public static void main(String[] arguments) {
    Estimates estimates = new Estimates(STEPS, 4);
    for (int round = 0; round < 10; round++) {
      for (Strategy strategy : Strategies.forgetful(estimates)) {
        measure(strategy, arguments);
      }
      measure(new DfsScheduler(3), arguments);
    }
  }

  private static void measure(Strategy strategy, String... names) {
    if (names.length > 0 && !List.of(names).contains(strategy.name())) {
      return;
    }
    Counters counters = new Counters();
    Execution execution = new Execution();
    long start = System.nanoTime();
    for (int index = 0; index < EXECUTIONS; index++) {
      strategy.begin(index, index);
      execution.run(counters, strategy, STEPS);
    }
    double perStep = (double) (System.nanoTime() - start) / EXECUTIONS / STEPS;
    System.out.printf("%-14s %6.2f ns per step%n", strategy.name(), perStep);
  }
}
