package bohr.replay;

import java.util.List;
import java.util.Optional;

/// The two steps whose order, more likely than that of any others, is what went wrong: the last two
/// steps of different agents that touch the same thing, if possible with the finding's agent as the
/// second. A hint for people, not a proof; the schedule is the proof.
///
/// @param first index of the earlier step in its timeline
/// @param second index of the later one
public record CriticalPair(int first, int second) {

  /// Searches `steps` backwards from their end.
  ///
  /// @param agent whose step the finding was; -1 if nobody's
  public static Optional<CriticalPair> find(List<TimelineStep> steps, int agent) {
    Optional<CriticalPair> pair = agent < 0 ? Optional.empty() : search(steps, agent);
    return pair.isPresent() ? pair : search(steps, -1);
  }

  private static Optional<CriticalPair> search(List<TimelineStep> steps, int agent) {
    for (int second = steps.size() - 1; second > 0; second--) {
      TimelineStep later = steps.get(second);
      if (!later.access().visible() || agent >= 0 && later.agent() != agent) {
        continue;
      }
      for (int first = second - 1; first >= 0; first--) {
        TimelineStep earlier = steps.get(first);
        if (earlier.agent() != later.agent()
            && earlier.access().conflictsWith(later.access())) {
          return Optional.of(new CriticalPair(first, second));
        }
      }
    }
    return Optional.empty();
  }
}
