package bohr.fuzz.minimize;

import bohr.recorder.Schedule;
import java.util.Comparator;

/// What a schedule costs its reader; compared from left to right.
///
/// @param switches context switches
/// @param values choices whose value is not 0
/// @param steps all of them
/// @param lateness the sum, over all slices, of the step at which they begin: of two schedules that
///     are equal otherwise, the one in which the turn is handed on as early as possible shows
///     better which step it has to come behind
record Cost(int switches, int values, long steps, long lateness) implements Comparable<Cost> {

  private static final Comparator<Cost> ORDER =
      Comparator.comparingInt(Cost::switches)
          .thenComparingInt(Cost::values)
          .thenComparingLong(Cost::steps)
          .thenComparingLong(Cost::lateness);

  /// The cost of a schedule of the window.
  static Cost of(Schedule window) {
    long lateness = 0;
    long start = 0;
    for (int i = 0; i < window.slices(); i++) {
      lateness += start;
      start += window.steps(i);
    }
    return new Cost(window.switches(), window.values(), window.steps(), lateness);
  }

  @Override
  public int compareTo(Cost other) {
    return ORDER.compare(this, other);
  }
}
