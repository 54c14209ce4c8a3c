package bohr.replay;

import bohr.recorder.TraceRecord.Verdict;

/// What became of a replay.
public sealed interface ReplayResult {

  /// Every step, every digest and the verdict are as recorded.
  ///
  /// @param steps steps taken
  /// @param digests how many were compared, those of the end included
  record Reproduced(long steps, long digests, Verdict verdict) implements ReplayResult {}

  /// The trace was cut off; every step and every digest of what is left of it are as recorded.
  record PrefixReproduced(long steps, long digests) implements ReplayResult {}

  /// Every step and every digest are as recorded, up to where the replay was to end.
  record Reached(long step, long digests) implements ReplayResult {}

  /// Every step and every digest on the way are as recorded, but what the oracles say of it is not.
  ///
  /// @param actual what the machine says now; null if it would go on
  record OtherVerdict(long steps, Verdict expected, Verdict actual) implements ReplayResult {}

  /// Replay and trace disagree at a step.
  record Diverged(long step, String expected, String actual) implements ReplayResult {

    static Diverged of(ReplayDivergence divergence) {
      return new Diverged(divergence.step(), divergence.expected(), divergence.actual());
    }
  }

  /// In a line, for people.
  default String line() {
    return switch (this) {
      case Reproduced(long steps, long digests, Verdict verdict) ->
          "reproduced: " + counted(steps, digests) + "; " + Verdicts.line(verdict);
      case PrefixReproduced(long steps, long digests) ->
          "prefix reproduced: " + counted(steps, digests)
              + "; the recording was cut off behind step " + steps;
      case Reached(long step, long digests) -> "as recorded: " + counted(step, digests);
      case OtherVerdict(long steps, Verdict expected, Verdict actual) ->
          "not reproduced: " + steps + " steps as recorded, but the trace says "
              + Verdicts.line(expected) + "; the machine says "
              + (actual == null ? "nothing, and would go on" : Verdicts.line(actual));
      case Diverged(long step, String expected, String actual) ->
          "diverged at step " + step + ": the trace says " + expected + "; the machine says "
              + actual;
    };
  }

  private static String counted(long steps, long digests) {
    return steps + " steps, " + digests + (digests == 1 ? " digest" : " digests");
  }
}
