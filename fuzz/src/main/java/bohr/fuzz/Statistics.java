package bohr.fuzz;

/// What a campaign has counted.
///
/// @param schedules executions
/// @param steps of all executions together, in the window
/// @param fewestSteps of the shortest execution; 0 without executions
/// @param mostSteps of the longest execution
/// @param bounded executions that ran into the step bound
/// @param findings executions that ended with a finding
/// @param covered executions that were counted as interleavings
/// @param interleavings how many different ones these were
/// @param exact whether `interleavings` is exact; otherwise it is an estimate
public record Statistics(
    long schedules,
    long steps,
    long fewestSteps,
    long mostSteps,
    long bounded,
    long findings,
    long covered,
    long interleavings,
    boolean exact) {

  /// Steps of an execution on average.
  public double averageSteps() {
    return schedules == 0 ? 0 : (double) steps / schedules;
  }
}
