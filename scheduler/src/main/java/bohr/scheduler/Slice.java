package bohr.scheduler;

/// What a scheduler wants next: an agent, and for how many steps. Mutable, so that a decision
/// allocates nothing.
public final class Slice {

  /// The agent that shall move; it must be enabled.
  public int agent;

  /// The most steps that it may take before the scheduler is asked again, at least 1.
  public int limit;

  /// Undecided yet.
  public Slice() {}

  /// Sets both.
  public void set(int agent, int limit) {
    this.agent = agent;
    this.limit = limit;
  }
}
