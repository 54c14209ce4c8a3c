package bohr.fuzz.explore;

import bohr.emulator.oracle.Finding;
import bohr.recorder.Schedule;
import java.util.Optional;

/// What an exploration came to. "Nothing found" means something only if it was complete.
///
/// @param cut what kept it from everything within the bound of preemptions; empty if nothing did
/// @param executions how many executions were followed to their end
/// @param blocked how many were given up half-way because all that could go on was asleep
/// @param states how many states were entered; different ones, where states are remembered
/// @param steps how many steps were taken
/// @param found the first failure, whole schedule and finding; the search ends there
public record ExploreResult(
    Optional<Cut> cut,
    long executions,
    long blocked,
    long states,
    long steps,
    Optional<Failure> found) {

  /// A reason why something was left out.
  public enum Cut {
    STATES("states"),
    STEPS("steps of an execution"),
    TIME("time"),
    INTERRUPTED("interrupted"),
    /// What a guest reads from a clock, and when its timer goes off, depends on how many steps
    /// everybody took. Those numbers are not varied.
    CLOCK("the guest's clock"),
    /// Under a weak memory model, stores were forgotten that a load could still have seen.
    HISTORY("the history of memory");

    private final String label;

    Cut(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /// A failing execution.
  ///
  /// @param schedule from reset
  public record Failure(Schedule schedule, Finding finding) {}

  /// Whether everything within the bound of preemptions was visited.
  public boolean complete() {
    return cut.isEmpty() && found.isEmpty();
  }
}
