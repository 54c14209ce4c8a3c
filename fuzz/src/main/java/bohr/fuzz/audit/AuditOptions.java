package bohr.fuzz.audit;

import bohr.fuzz.Strategies;
import java.time.Duration;
import java.util.Optional;

/// How an audit searches. Each cell is fuzzed first, and explored if that found nothing.
///
/// @param strategy for fuzzing
/// @param seed with the same one, the same answers
/// @param schedules how many a cell is fuzzed with, at least 1
/// @param states how many of a cell's states are visited at most, at least 1
/// @param time longest fuzzing, and longest exploration, of a cell, if limited; how far that goes
///     depends on the host
/// @param jobs how many cells are searched at the same time, at least 1
public record AuditOptions(
    Strategies strategy,
    long seed,
    long schedules,
    long states,
    Optional<Duration> time,
    int jobs) {

  /// Checks the ranges.
  public AuditOptions {
    if (schedules < 1 || states < 1 || jobs < 1) {
      throw new IllegalArgumentException(
          schedules + " schedules, " + states + " states, " + jobs + " jobs");
    }
  }
}
