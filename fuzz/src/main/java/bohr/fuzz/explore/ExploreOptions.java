package bohr.fuzz.explore;

import java.time.Duration;
import java.util.Optional;

/// How an exploration goes, and how far.
///
/// @param reduction what it leaves out
/// @param preemptions most preemptions in an execution: switches away from an agent that could have
///     gone on; [#UNBOUNDED] for any number
/// @param steps most steps in an execution, where the target does not allow fewer
/// @param states most states to enter
/// @param time longest search, if limited; how far that goes depends on the host
public record ExploreOptions(
    Reduction reduction, int preemptions, long steps, long states, Optional<Duration> time) {

  /// Any number of preemptions.
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /// Everything, up to ten million states.
  public static final ExploreOptions STANDARD =
      new ExploreOptions(
          Reduction.STATES, UNBOUNDED, Long.MAX_VALUE, 10_000_000, Optional.empty());

  /// Checks the ranges.
  public ExploreOptions {
    if (preemptions < 0 || states < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "preemptions " + preemptions + ", steps " + steps + ", states " + states);
    }
    if (preemptions != UNBOUNDED && reduction.needsEveryOrder()) {
      throw new IllegalArgumentException(reduction + " under a bound of preemptions");
    }
  }

  /// As this, with another reduction.
  public ExploreOptions withReduction(Reduction other) {
    return new ExploreOptions(other, preemptions, steps, states, time);
  }

  /// As this, with another bound of preemptions.
  public ExploreOptions withPreemptions(int most) {
    return new ExploreOptions(reduction, most, steps, states, time);
  }

  /// As this, with another bound of steps.
  public ExploreOptions withSteps(long most) {
    return new ExploreOptions(reduction, preemptions, most, states, time);
  }

  /// As this, with another bound of states.
  public ExploreOptions withStates(long most) {
    return new ExploreOptions(reduction, preemptions, steps, most, time);
  }

  /// As this, with a limit of time.
  public ExploreOptions withTime(Duration most) {
    return new ExploreOptions(reduction, preemptions, steps, states, Optional.of(most));
  }

  boolean bounded() {
    return preemptions != UNBOUNDED;
  }
}
