package bohr.scheduler;

/// What a strategy has to know in advance about the executions that it will schedule. Measured once
/// before a campaign (see [CountingScheduler#estimates]) and given to every strategy of it, never
/// learned on the way: a strategy that learned would make an execution depend on earlier ones.
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
}
