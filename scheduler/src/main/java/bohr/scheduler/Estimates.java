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
/// @param profile what they share; [Profile#NONE] if nobody has looked
public record Estimates(int steps, int agents, Profile profile) {

  /// Checks the ranges.
  public Estimates {
    if (steps < 1 || agents < 1 || agents > Long.SIZE) {
      throw new IllegalArgumentException("steps " + steps + ", agents " + agents);
    }
  }

  /// Without a profile.
  public Estimates(int steps, int agents) {
    this(steps, agents, Profile.NONE);
  }

  /// The larger of two measurements of the same system, with the profile of this one.
  public Estimates max(Estimates other) {
    int most = Math.max(steps, other.steps);
    return new Estimates(most, Math.max(agents, other.agents), profile);
  }

  /// The same with a profile.
  public Estimates with(Profile other) {
    return new Estimates(steps, agents, other);
  }
}
