package bohr.fuzz.chance;

import bohr.emulator.Verdict;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.replay.Inevitability.Point;
import bohr.replay.Replayer;
import bohr.scheduler.Estimates;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Lets executions go on behind some steps of a trace, on some host threads. Execution number i
/// behind a step is a function of the seed, the step and i.
final class Continuations implements AutoCloseable {

  private final Replayer replayer;
  private final String signature;
  private final InevitabilitySearch.Options options;
  private final ExecutorService threads;

  Continuations(Replayer replayer, String signature, InevitabilitySearch.Options options) {
    this.replayer = replayer;
    this.signature = signature;
    this.options = options;
    threads = Executors.newFixedThreadPool(options.jobs(),
        Thread.ofPlatform().daemon().name("bohr-when-", 0).factory());
  }

  /// How many have the finding behind `step`.
  Point behind(long step) {
    Target target = Target.of(replayer.at(step), replayer.board(), stepsLeft(step));
    Estimates estimates = target.estimate();
    List<Future<Integer>> parts = new ArrayList<>();
    for (int job = 0; job < options.jobs(); job++) {
      int first = job;
      parts.add(threads.submit(() -> findings(target, estimates, step, first)));
    }
    int findings = 0;
    for (Future<Integer> part : parts) {
      findings += result(part);
    }
    return new Point(step, options.executions(), findings);
  }

  private static int result(Future<Integer> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an execution failed to run", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// A step bound counts from where executions of the trace's machine begin to differ.
  private long stepsLeft(long step) {
    long begin = replayer.trace().window().orElse(0);
    long left = replayer.trace().kernel()
        .map(kernel -> kernel.stepBound() - step)
        .orElseGet(() -> replayer.scenario().stepBound() - Math.max(0, step - begin));
    return Math.max(1, left);
  }

  /// Every so many executions, from number `first` on.
  private int findings(Target target, Estimates estimates, long step, int first) {
    Function<Estimates, Strategy> factory = options.strategy();
    Strategy strategy = factory.apply(estimates);
    Player player = target.player(target.stage());
    long seed = SplitMix.seedOf(options.seed(), step);
    int findings = 0;
    for (int i = first; i < options.executions(); i += options.jobs()) {
      strategy.begin(i, SplitMix.seedOf(seed, i));
      boolean same = player.play(strategy) instanceof Verdict.Found(var finding)
          && finding.signature().equals(signature);
      findings += same ? 1 : 0;
    }
    return findings;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
