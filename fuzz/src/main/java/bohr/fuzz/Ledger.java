package bohr.fuzz;

import bohr.fuzz.coverage.DistinctCounter;
import bohr.scheduler.Corpus;
import bohr.scheduler.LearningStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the host threads of a campaign get their work and account for it. Batches are entered in
/// the order of their executions, whoever is done first, and none behind the first finding where
/// that ends the search; so what stands here does not depend on the number of threads.
///
/// Guarded by its own lock, `end` excepted.
final class Ledger {

  private final long schedules;
  private final boolean keepGoing;
  private final boolean learning;
  private final DistinctCounter interleavings = new DistinctCounter();
  private final Map<String, Discovery> discoveries = new LinkedHashMap<>();

  /// Batches that are done while an earlier one is not.
  private final TreeMap<Long, Batch> waiting = new TreeMap<>();

  /// What the generations that are complete have taught, and what the present one has to say.
  private Corpus corpus;

  private final List<Corpus.Experience> experiences = new ArrayList<>();

  private long handedOut;
  private long entered;
  private Statistics totals = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, true);
  private CampaignResult.End reason;
  private Throwable failure;

  /// Executions from this number on are no longer wanted.
  private volatile long end;

  /// @param corpus what a strategy that learns begins with; null for one that does not
  Ledger(long schedules, boolean keepGoing, Corpus corpus) {
    this.schedules = schedules;
    this.keepGoing = keepGoing;
    this.corpus = corpus;
    learning = corpus != null;
    end = schedules;
  }

  /// Whether execution `index` shall be run.
  boolean wants(long index) {
    return index < end;
  }

  /// The next batch to be filled; null if there is none. If it is the first one of a generation,
  /// waits until the one before is complete.
  synchronized Batch take() {
    while (handedOut < end && learning && generation(handedOut) > generation(entered)) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    if (handedOut >= end) {
      return null;
    }
    Batch batch = new Batch(handedOut, corpus);
    handedOut += Math.min(Batch.SIZE, schedules - handedOut);
    return batch;
  }

  private static long generation(long index) {
    return index / LearningStrategy.GENERATION;
  }

  /// Nothing more shall be run; what was run still counts.
  synchronized void stop(CampaignResult.End why) {
    if (reason == null) {
      reason = why;
    }
    end = 0;
    notifyAll();
  }

  /// A batch is done.
  synchronized void commit(Batch batch) {
    if (batch.failure != null || batch.exhausted || !keepGoing && batch.findings > 0) {
      end = Math.min(end, batch.first + batch.schedules);
    }
    waiting.put(batch.first, batch);
    while (!waiting.isEmpty() && waiting.firstKey() == entered) {
      entered += Batch.SIZE;
      enter(waiting.pollFirstEntry().getValue());
    }
    notifyAll();
  }

  /// All threads are done: enters what is left behind a batch that was cut short.
  ///
  /// @throws IllegalStateException if an execution failed to run
  synchronized void close() {
    waiting.values().forEach(this::enter);
    waiting.clear();
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure.getCause());
    }
  }

  private void enter(Batch batch) {
    if (failure != null || reason == CampaignResult.End.FOUND) {
      return;
    }
    for (int i = 0; i < batch.covered; i++) {
      interleavings.add(batch.hashes[i]);
    }
    batch.discoveries.forEach(
        (signature, discovery) ->
            discoveries.merge(
                signature, discovery, (before, more) -> before.again(more.occurrences())));
    totals = sum(batch);
    experiences.addAll(batch.experiences);
    if (learning && entered % LearningStrategy.GENERATION == 0) {
      learn();
    }
    failure = batch.failure;
    if (!keepGoing && batch.findings > 0) {
      reason = CampaignResult.End.FOUND;
    } else if (batch.exhausted) {
      reason = CampaignResult.End.EXHAUSTED;
    }
  }

  private void learn() {
    corpus = corpus.after(experiences);
    experiences.clear();
  }

  /// What was learned, the last generation included even if it is not complete.
  synchronized Corpus corpus() {
    return learning ? corpus.after(experiences) : Corpus.EMPTY;
  }

  private Statistics sum(Batch batch) {
    long fewest = totals.schedules() == 0 ? Long.MAX_VALUE : totals.fewestSteps();
    boolean none = totals.schedules() + batch.schedules == 0;
    return new Statistics(
        totals.schedules() + batch.schedules,
        totals.steps() + batch.steps,
        none ? 0 : Math.min(fewest, batch.fewestSteps),
        Math.max(totals.mostSteps(), batch.mostSteps),
        totals.bounded() + batch.bounded,
        totals.findings() + batch.findings,
        totals.covered() + batch.covered,
        interleavings.count(),
        interleavings.exact());
  }

  synchronized Statistics statistics() {
    return totals;
  }

  /// What was found, in the order of the first executions that showed it.
  synchronized List<Discovery> discoveries() {
    return new ArrayList<>(discoveries.values());
  }

  /// Why the search ended.
  synchronized CampaignResult.End reason() {
    return reason == null ? CampaignResult.End.SCHEDULES : reason;
  }
}
