package bohr.fuzz.jqwik;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bohr.emulator.Verdict;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.ToyPrograms;
import bohr.recorder.Schedule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.PerProperty;

/// A planted bug is found, and shrinks to what it takes: agent 0 goes on with the oldest value, and
/// nobody needs to be let in out of turn, for agent 1 comes next anyway.
class PlantedBugTest extends ScheduleProperties {

  private static final Target TARGET = Toy.target(100, ToyPrograms.staleValue());

  PlantedBugTest() {
    super(TARGET);
  }

  @Property(tries = 1000)
  @PerProperty(ShrinksToOneValue.class)
  void readsNoStaleValue(@ForAll("schedules") Schedule schedule) {
    assertInstanceOf(Verdict.Done.class, run(schedule));
  }

  static class ShrinksToOneValue extends Smallest {

    ShrinksToOneValue() {
      super(TARGET, 0, List.of(3));
    }
  }
}
