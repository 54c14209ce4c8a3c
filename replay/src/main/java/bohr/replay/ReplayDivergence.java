package bohr.replay;

/// A replay and its trace disagree: the machine is not the one that was recorded, or is not
/// deterministic. The message is one line.
public final class ReplayDivergence extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long step;
  private final String expected;
  private final String actual;

  /// @param step number of the step that differs, counted from 1; the slice's first step where only
  ///     the slice is known
  /// @param expected what the trace says
  /// @param actual what the machine says
  public ReplayDivergence(long step, String expected, String actual) {
    super("step " + step + ": the trace says " + expected + "; the machine says " + actual);
    this.step = step;
    this.expected = expected;
    this.actual = actual;
  }

  /// Number of the first step known to differ.
  public long step() {
    return step;
  }

  /// What the trace says.
  public String expected() {
    return expected;
  }

  /// What the machine says.
  public String actual() {
    return actual;
  }
}
