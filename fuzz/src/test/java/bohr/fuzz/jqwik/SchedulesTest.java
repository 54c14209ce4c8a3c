package bohr.fuzz.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.fuzz.target.DeviationFinder;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.ToyPrograms;
import bohr.recorder.Schedule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.PerProperty;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;

/// Properties over schedules, as a user would write them, and how their failures shrink.
class SchedulesTest {

  /// What must never fail does not.
  @PropertyDefaults(tries = 200)
  static class FixedTest extends ScheduleProperties {

    FixedTest() {
      super(Scenarios.target("dma-vs-command-register", "fixed"));
    }

    @Property
    void neverCorrupts(@ForAll("schedules") Schedule schedule) {
      assertInstanceOf(Verdict.Done.class, run(schedule));
    }

    @Property
    void aScheduleMayBeCutOffAnywhere(@ForAll("schedules") Schedule schedule, @ForAll int slices) {
      Schedule.Builder cut = Schedule.builder();
      cut.add(schedule, 0, Integer.remainderUnsigned(slices, schedule.slices() + 1));
      assertInstanceOf(Verdict.Done.class, run(cut.build()));
    }
  }

  /// A planted bug: the property has to fail, with a sample that cannot be smaller.
  @PropertyDefaults(tries = 1000)
  static class PlantedTest extends ScheduleProperties {

    private static final Target TARGET = Toy.target(100, ToyPrograms.staleValue());

    PlantedTest() {
      super(TARGET);
    }

    @Property
    @PerProperty(ShrinksToTheMinimum.class)
    void readsNoStaleValue(@ForAll("schedules") Schedule schedule) {
      assertInstanceOf(Verdict.Done.class, run(schedule));
    }

    /// Agent 0 has to go on with the oldest value, and agent 1 to be let in before it goes on: a
    /// value and a turn.
    static class ShrinksToTheMinimum implements PerProperty.Lifecycle {

      @Override
      public PropertyExecutionResult onFailure(PropertyExecutionResult result) {
        List<Object> sample = result.falsifiedParameters().orElseThrow();
        Schedule schedule = (Schedule) sample.getFirst();
        DeviationFinder finder =
            new DeviationFinder(TARGET, new FollowingScheduler(TARGET, schedule));
        TARGET.player(TARGET.stage()).play(finder);
        assertEquals(List.of(3), List.of(schedule.value(0)));
        assertTrue(finder.deviations().size() <= 2, () -> "deviations " + finder.deviations());
        return result.mapToSuccessful();
      }

      @Override
      public void onSuccess() {
        throw new AssertionError("the planted bug was not found");
      }
    }
  }

  /// The same on a real guest: three deviations, one for each switch of the minimised schedule.
  @PropertyDefaults(tries = 1000)
  static class RaceTest extends ScheduleProperties {

    private static final Target TARGET = Scenarios.target("dma-vs-command-register", "buggy");

    RaceTest() {
      super(TARGET);
    }

    @Property
    @PerProperty(ShrinksToTheMinimum.class)
    void neverCorrupts(@ForAll("schedules") Schedule schedule) {
      assertInstanceOf(Verdict.Done.class, run(schedule));
    }

    static class ShrinksToTheMinimum implements PerProperty.Lifecycle {

      @Override
      public PropertyExecutionResult onFailure(PropertyExecutionResult result) {
        assertEquals(Status.FAILED, result.status());
        Schedule schedule = (Schedule) result.falsifiedParameters().orElseThrow().getFirst();
        DeviationFinder finder =
            new DeviationFinder(TARGET, new FollowingScheduler(TARGET, TARGET.window(schedule)));
        TARGET.player(TARGET.stage()).play(finder);
        assertTrue(finder.deviations().size() <= 3, () -> "deviations " + finder.deviations());
        return result.mapToSuccessful();
      }

      @Override
      public void onSuccess() {
        throw new AssertionError("the race was not found");
      }
    }
  }
}
