package bohr.scheduler;

/// What a strategy has to know in advance about the executions that it will schedule. Measured once
/// before a campaign (see [CountingScheduler#estimates]) and given to every strategy of it, never
/// learned on the way: a strategy that learned would make an execution depend on earlier ones.
///
/// Measure a few random walks and take the largest. The default order is a bad example where loops
/// wait without `pause`: it spends whole quanta in them.
///
/// @param steps how many steps an execution takes while more than one agent is enabled, at least 1
/// @param agents how many agents there are, 1 to 64
public record Estimates(int steps, int agents) {

  /// Checks the ranges.
  public Estimates {
    if (steps < 1 || agents < 1 || agents > Long.SIZE) {
      throw new IllegalArgumentException("steps " + steps + ", agents " + agents);
    }
  }

  /// The larger of two measurements of the same system.
  public Estimates max(Estimates other) {
    return new Estimates(Math.max(steps, other.steps), Math.max(agents, other.agents));
  }
}
