package bohr.emulator.agent;

/// A phase did what no phase may do: the device model is wrong.
public final class WrongPhase extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final transient Phase phase;

  /// @param reason a sentence about the phase
  WrongPhase(Phase phase, String reason) {
    super(phase + " " + reason);
    this.phase = phase;
  }

  /// The phase that was wrong.
  public Phase phase() {
    return phase;
  }
}
