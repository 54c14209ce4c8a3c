package bohr.emulator.agent;

/// Counts what a phase does that another agent could see, and holds the model to its promise of at
/// most one such access a phase: a second one would be an interleaving that no schedule can reach.
public final class VisibleAccesses {

  private int count;

  /// Nothing counted yet.
  public VisibleAccesses() {}

  /// The phase has made an access that others could see.
  public void note() {
    count++;
  }

  /// A phase begins.
  public void begin() {
    count = 0;
  }

  /// A phase has ended.
  ///
  /// @throws WrongPhase if it made more than one visible access
  public void check(Phase phase) {
    if (count > 1) {
      throw new WrongPhase(phase, "made " + count + " visible accesses in one step; a phase may"
          + " make one, or there would be orders that no schedule can reach: make it " + count
          + " phases");
    }
  }
}
