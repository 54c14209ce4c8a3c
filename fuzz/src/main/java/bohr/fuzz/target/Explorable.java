package bohr.fuzz.target;

/// A stage that can be taken back to any state that it has been in.
public interface Explorable extends Stage {

  /// A state of the stage, to come back to.
  interface Moment {}

  /// The state as it is now.
  Moment now();

  /// Goes back to `moment`, which this stage has given.
  void back(Moment moment);

  /// A hash of what can matter for the future: states with the same hash have the same executions
  /// before them, up to collisions.
  long futureDigest();

  /// Whether something that could still have happened was given up on the way here, to keep the
  /// state small: then an exploration through here is not complete.
  default boolean isNarrowed() {
    return false;
  }

  /// Whether others could change what the next step of an enabled agent does without touching what
  /// its pending access says that it touches.
  boolean isDivertible(int agent);

  /// Whether what comes may depend on how many steps were taken: the guest has looked at a clock,
  /// or a timer is armed.
  default boolean isTimed() {
    return false;
  }
}
