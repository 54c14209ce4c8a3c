package bohr.replay;

import bohr.emulator.agent.Access;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The two steps whose order, more likely than that of any others, is what went wrong: the last two
/// steps of different agents that touch the same thing, if possible with the finding's agent as the
/// second. A hint for people, not a proof; a [NearestPass] has a proof.
///
/// Under a weak memory model, the last step that read something old comes first, with the store
/// that it did not see.
///
/// The registers of a device count as one thing, whichever is touched and however, so a load of one
/// of them, such as a status, may hide the store that mattered: stores are looked for first.
///
/// @param first index of the earlier step in its timeline
/// @param second index of the later one
public record CriticalPair(int first, int second) {

  /// Searches `steps` backwards from their end. Where the last step itself chose a weaker ordering
  /// of TLPs, that choice is what mattered, and there is no pair.
  ///
  /// @param agent whose step the finding was; -1 if nobody's
  public static Optional<CriticalPair> find(List<TimelineStep> steps, int agent) {
    Optional<CriticalPair> passed = passedOver(steps);
    if (passed.isPresent()) {
      return passed;
    }
    if (!steps.isEmpty() && !steps.getLast().choice().isEmpty()) {
      return Optional.empty();
    }
    Predicate<TimelineStep> changes = step -> !loadsRegister(step);
    return search(steps, changes.and(step -> step.agent() == agent))
        .or(() -> search(steps, step -> step.agent() == agent))
        .or(() -> search(steps, changes))
        .or(() -> search(steps, _ -> true));
  }

  /// The last step that read memory as it was before some store, and that store.
  private static Optional<CriticalPair> passedOver(List<TimelineStep> steps) {
    for (int second = steps.size() - 1; second > 0; second--) {
      TimelineStep later = steps.get(second);
      boolean readsOld = !later.choice().isEmpty() && later.access().kind == Access.Kind.READ;
      for (int first = second - 1; readsOld && first >= 0; first--) {
        TimelineStep earlier = steps.get(first);
        boolean stores = earlier.access().kind != Access.Kind.READ;
        if (stores && earlier.agent() != later.agent()
            && earlier.access().overlaps(later.access())) {
          return Optional.of(new CriticalPair(first, second));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<CriticalPair> search(
      List<TimelineStep> steps, Predicate<TimelineStep> wanted) {
    for (int second = steps.size() - 1; second > 0; second--) {
      TimelineStep later = steps.get(second);
      int first = later.access().visible() && wanted.test(later) ? partner(steps, second) : -1;
      if (first >= 0) {
        return Optional.of(new CriticalPair(first, second));
      }
    }
    return Optional.empty();
  }

  /// The last step of another agent in front of `second` that conflicts with it; -1 if there is
  /// none. If it loads a register, a conflicting step of the same turn that does not is preferred.
  private static int partner(List<TimelineStep> steps, int second) {
    TimelineStep later = steps.get(second);
    int nearest = -1;
    for (int first = second - 1; first >= 0; first--) {
      TimelineStep earlier = steps.get(first);
      if (nearest >= 0 && earlier.agent() != steps.get(nearest).agent()) {
        return nearest;
      }
      if (earlier.agent() == later.agent() || !earlier.access().meets(later.access())) {
        continue;
      }
      if (!loadsRegister(earlier)) {
        return first;
      }
      nearest = Math.max(nearest, first);
    }
    return nearest;
  }

  private static boolean loadsRegister(TimelineStep step) {
    return step.loads() && step.access().object != Access.NO_OBJECT;
  }
}
