package bohr.fuzz.audit;

import bohr.emulator.oracle.Finding;
import bohr.fuzz.explore.ExploreResult.Cut;
import bohr.fuzz.minimize.Minimizer;
import bohr.recorder.Schedule;

/// What the searches of a cell came to.
public sealed interface Answer {

  /// Every execution was visited, and none has a finding.
  ///
  /// @param executions how many were followed to their end
  /// @param states how many states there are
  record Safe(long executions, long states) implements Answer {}

  /// Nothing was found, and something was left out.
  ///
  /// @param cut what kept the exploration from being complete
  /// @param states how many states were visited
  /// @param schedules how many schedules were tried besides
  record NoFinding(Cut cut, long states, long schedules) implements Answer {}

  /// There is a schedule with a finding.
  ///
  /// @param finding what the oracle said
  /// @param schedule the minimised one, whole
  /// @param size of the minimised schedule
  /// @param explored whether the exploration found it, and not the fuzzer
  /// @param index which execution of the campaign it was, where the fuzzer found it
  record Race(
      Finding finding, Schedule schedule, Minimizer.Size size, boolean explored, long index)
      implements Answer {

    /// Who found it, as in the header of a trace.
    public String strategy(AuditOptions options) {
      return explored ? "explore" : options.strategy().toString();
    }
  }
}
