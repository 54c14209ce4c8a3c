package bohr.fuzz;

import bohr.emulator.oracle.Finding;
import bohr.recorder.Schedule;
import bohr.scheduler.Corpus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host thread has to say about some consecutive executions. It belongs to one thread at a
/// time.
final class Batch {

  /// Executions of a batch: a fraction of a millisecond for a small scenario, so that the lock of
  /// the ledger is no matter, and few enough that those of a slow scenario are soon heard of.
  static final int SIZE = 64;

  final long first;
  final long[] hashes = new long[SIZE];
  final Map<String, Discovery> discoveries = new LinkedHashMap<>();

  /// What was known when the generation of these executions began.
  final Corpus corpus;

  /// What a strategy that learns makes of them, in order.
  final List<Corpus.Experience> experiences = new ArrayList<>();

  int covered;
  int schedules;
  long steps;
  long fewestSteps = Long.MAX_VALUE;
  long mostSteps;
  int bounded;
  int findings;

  /// The strategy had no more executions.
  boolean exhausted;

  /// What an execution threw; the batch ends with it.
  Throwable failure;

  /// Of executions number `first` and following.
  Batch(long first, Corpus corpus) {
    this.first = first;
    this.corpus = corpus;
  }

  /// An execution has ended.
  void count(long executionSteps) {
    schedules++;
    steps += executionSteps;
    fewestSteps = Math.min(fewestSteps, executionSteps);
    mostSteps = Math.max(mostSteps, executionSteps);
  }

  /// The execution had this interleaving.
  void cover(long hash) {
    hashes[covered++] = hash;
  }

  /// The execution ended with a finding.
  ///
  /// @param schedule its schedule; may be null if the same host thread has given one with this
  ///     signature before
  void found(Finding finding, long index, Schedule schedule) {
    findings++;
    discoveries.merge(
        finding.signature(),
        new Discovery(finding, index, 1, schedule, Optional.empty()),
        (before, _) -> before.again(1));
  }
}
