package bohr.fuzz.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.fuzz.target.Deviation;
import bohr.fuzz.target.DeviationFinder;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import java.util.List;
import net.jqwik.api.lifecycle.PerProperty;
import net.jqwik.api.lifecycle.PropertyExecutionResult;

/// Expects a property of one schedule to fail, with a sample that deviates from the default order
/// in no more places than it must.
abstract class Smallest implements PerProperty.Lifecycle {

  private final Target target;
  private final int turns;
  private final List<Integer> values;

  /// @param turns at most so many turns
  /// @param values exactly these values
  Smallest(Target target, int turns, List<Integer> values) {
    this.target = target;
    this.turns = turns;
    this.values = values;
  }

  @Override
  public PropertyExecutionResult onFailure(PropertyExecutionResult result) {
    Schedule schedule = (Schedule) result.falsifiedParameters().orElseThrow().getFirst();
    DeviationFinder finder =
        new DeviationFinder(target, new FollowingScheduler(target, target.window(schedule)));
    target.player(target.stage()).play(finder);
    List<Deviation> deviations = finder.deviations();
    assertTrue(deviations.size() <= turns + values.size(), () -> "deviations " + deviations);
    assertEquals(
        values,
        deviations.stream()
            .filter(Deviation.Value.class::isInstance)
            .map(each -> ((Deviation.Value) each).value())
            .toList());
    return result.mapToSuccessful();
  }

  @Override
  public void onSuccess() {
    throw new AssertionError("the planted bug was not found");
  }
}
