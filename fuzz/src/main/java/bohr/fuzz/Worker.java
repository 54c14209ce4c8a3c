package bohr.fuzz;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Finding;
import bohr.emulator.state.Text;
import bohr.fuzz.coverage.ObservedSystem;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Stage;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.LearningStrategy;
import bohr.scheduler.Scheduler;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import java.util.HashSet;
import java.util.Set;

/// A host thread of a campaign, with a stage and a strategy of its own.
///
/// What a strategy decides depends on seed and index alone, so executions are not recorded: one
/// that ends with something new is run again, and recorded then. Only a strategy that enumerates
/// cannot go back.
final class Worker implements Runnable {

  private final Target target;
  private final CampaignOptions options;
  private final Strategy strategy;
  private final Ledger ledger;
  private final Player player;
  private final ObservedSystem observed;
  private final Schedule.Builder recording = Schedule.builder();
  private final Scheduler decider;
  private final Scheduler recorder;

  /// Signatures that this thread has given a schedule for.
  private final Set<String> known = new HashSet<>();

  Worker(Target target, CampaignOptions options, Strategy strategy, Ledger ledger) {
    this.target = target;
    this.options = options;
    this.strategy = strategy;
    this.ledger = ledger;
    Stage stage = target.stage();
    player = target.player(stage);
    observed = new ObservedSystem(stage.system());
    recorder = new RecordingScheduler(strategy, recording);
    decider = strategy.enumerates() ? recorder : strategy;
  }

  @Override
  public void run() {
    for (Batch batch = ledger.take(); batch != null; batch = ledger.take()) {
      fill(batch);
      ledger.commit(batch);
    }
  }

  private void fill(Batch batch) {
    long index = batch.first;
    if (strategy instanceof LearningStrategy learner) {
      learner.learn(batch.corpus);
    }
    try {
      while (index < batch.first + Batch.SIZE && ledger.wants(index)) {
        if (strategy.exhausted()) {
          batch.exhausted = true;
          return;
        }
        execute(batch, index);
        if (!options.keepGoing() && batch.findings > 0) {
          return;
        }
        index++;
      }
    } catch (RuntimeException | Error e) {
      batch.failure =
          new IllegalStateException(
              Text.format(
                  "execution %d of strategy %s with seed %d failed: %s",
                  index, strategy.name(), options.seed(), e),
              e);
    }
  }

  private void execute(Batch batch, long index) {
    begin(index);
    Verdict verdict;
    if (options.coverage().covers(index)) {
      observed.begin();
      verdict = player.play(decider, observed);
      batch.cover(observed.hash());
    } else {
      verdict = player.play(decider);
    }
    batch.count(player.steps());
    if (strategy instanceof LearningStrategy learner) {
      batch.experiences.add(learner.experience());
    }
    if (player.exhausted()) {
      batch.bounded++;
    }
    if (verdict instanceof Verdict.Found found) {
      Finding finding = found.finding();
      batch.found(finding, index, known.add(finding.signature()) ? schedule(index) : null);
    }
  }

  private void begin(long index) {
    recording.rewind();
    strategy.begin(index, SplitMix.seedOf(options.seed(), index));
  }

  /// The schedule of the last execution, whole.
  private Schedule schedule(long index) {
    if (!strategy.enumerates()) {
      begin(index);
      player.play(recorder);
    }
    return target.whole(recording.build());
  }
}
