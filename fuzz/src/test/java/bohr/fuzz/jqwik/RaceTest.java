package bohr.fuzz.jqwik;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bohr.emulator.Verdict;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.PerProperty;

/// The race of a real guest is found, and shrinks to at most one turn for each context switch of
/// the minimised schedule.
class RaceTest extends ScheduleProperties {

  private static final Target TARGET = Scenarios.target("dma-vs-command-register", "buggy");

  RaceTest() {
    super(TARGET);
  }

  @Property(tries = 1000)
  @PerProperty(ShrinksToThreeTurns.class)
  void neverCorrupts(@ForAll("schedules") Schedule schedule) {
    assertInstanceOf(Verdict.Done.class, run(schedule));
  }

  static class ShrinksToThreeTurns extends Smallest {

    ShrinksToThreeTurns() {
      super(TARGET, 3, List.of());
    }
  }
}
