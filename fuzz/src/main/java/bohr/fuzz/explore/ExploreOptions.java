package bohr.fuzz.explore;

/// How far an exploration may go.
///
/// @param preemptions most preemptions in an execution: switches away from an agent that could have
///     gone on; [#UNBOUNDED] for any number
/// @param states most states to visit
public record ExploreOptions(int preemptions, long states) {

  /// Any number of preemptions.
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /// Everything, up to ten million states.
  public static final ExploreOptions STANDARD = new ExploreOptions(UNBOUNDED, 10_000_000);

  /// Checks the ranges.
  public ExploreOptions {
    if (preemptions < 0 || states < 1) {
      throw new IllegalArgumentException("preemptions " + preemptions + ", states " + states);
    }
  }

  /// As this, with another bound of preemptions.
  public ExploreOptions withPreemptions(int most) {
    return new ExploreOptions(most, states);
  }

  /// As this, with another bound of states.
  public ExploreOptions withStates(long most) {
    return new ExploreOptions(preemptions, most);
  }
}
