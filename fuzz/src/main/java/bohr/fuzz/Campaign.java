package bohr.fuzz;

import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import bohr.scheduler.Corpus;
import bohr.scheduler.Estimates;
import bohr.scheduler.LearningStrategy;
import bohr.scheduler.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Many executions of one target, by one strategy, on any number of host threads.
///
/// The same target, seed and options give the same discoveries and the same statistics, whatever
/// `jobs` is. Only a limit of time, or an interruption, makes the number of executions, and so what
/// is found in them, depend on the host.
public final class Campaign {

  private static final long PROGRESS_MILLISECONDS = 100;

  private final Target target;
  private final CampaignOptions options;
  private final CampaignListener listener;

  private Campaign(Target target, CampaignOptions options, CampaignListener listener) {
    this.target = target;
    this.options = options;
    this.listener = listener;
  }

  /// Runs a campaign. If the calling thread is interrupted, the search ends, and what there is is
  /// returned, not minimised; the interruption is taken away.
  ///
  /// @throws IllegalStateException if an execution failed to run, because the model is wrong; the
  ///     message says which
  public static CampaignResult run(
      Target target, CampaignOptions options, CampaignListener listener) {
    return new Campaign(target, options, listener).run();
  }

  private CampaignResult run() {
    long began = System.nanoTime();
    Estimates estimates = target.estimate();
    Strategy first = options.strategy().apply(estimates);
    int jobs = first.enumerates() ? 1 : options.jobs();
    Corpus corpus = first instanceof LearningStrategy ? options.corpus() : null;
    Ledger ledger = new Ledger(options.schedules(), options.keepGoing(), corpus);
    List<Thread> threads = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      Strategy strategy = job == 0 ? first : options.strategy().apply(estimates);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("bohr-fuzz-" + job)
              .start(new Worker(target, options, strategy, ledger)));
    }
    boolean interrupted = watch(threads, ledger, began);
    Duration searched = since(began);
    ledger.close();
    listener.progress(ledger.statistics(), searched);
    return new CampaignResult(
        interrupted ? ledger.discoveries() : minimised(ledger.discoveries()),
        ledger.reason(),
        ledger.statistics(),
        estimates,
        first.name(),
        jobs,
        searched,
        ledger.corpus());
  }

  /// Waits for the threads, and tells the listener meanwhile.
  ///
  /// @return whether there was an interruption
  private boolean watch(List<Thread> threads, Ledger ledger, long began) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      boolean done = false;
      while (!done) {
        try {
          done = thread.join(Duration.ofMillis(patience(began)));
        } catch (InterruptedException e) {
          interrupted = true;
          ledger.stop(CampaignResult.End.INTERRUPTED);
        }
        if (!done) {
          listener.progress(ledger.statistics(), since(began));
          if (options.time().isPresent() && since(began).compareTo(options.time().get()) >= 0) {
            ledger.stop(CampaignResult.End.TIME);
          }
        }
      }
    }
    return interrupted;
  }

  private long patience(long began) {
    Optional<Duration> left = options.time().map(time -> time.minus(since(began)));
    long most = left.map(Duration::toMillis).orElse(PROGRESS_MILLISECONDS);
    return Math.clamp(most, 1, PROGRESS_MILLISECONDS);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private List<Discovery> minimised(List<Discovery> discoveries) {
    if (!options.minimise()) {
      return discoveries;
    }
    List<Discovery> minimised = new ArrayList<>();
    for (Discovery discovery : discoveries) {
      listener.minimising(discovery);
      minimised.add(
          discovery.withMinimised(Minimizer.minimize(target, discovery.schedule())));
    }
    return minimised;
  }
}
