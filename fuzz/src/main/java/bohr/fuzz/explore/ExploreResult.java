package bohr.fuzz.explore;

import bohr.emulator.oracle.Finding;
import bohr.recorder.Schedule;
import java.util.Optional;

/// What an exploration came to. "Nothing found" means something only if it was complete.
///
/// @param complete whether everything within the bound of preemptions was visited
/// @param executions how many executions were followed to their end
/// @param states how many different states were visited
/// @param steps how many steps were taken
/// @param found the first failure, whole schedule and finding; the search ends there
public record ExploreResult(
    boolean complete, long executions, long states, long steps, Optional<Failure> found) {

  /// A failing execution.
  ///
  /// @param schedule from reset
  public record Failure(Schedule schedule, Finding finding) {}
}
