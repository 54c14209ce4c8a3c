package bohr.fuzz.jqwik;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bohr.emulator.Verdict;
import bohr.fuzz.target.Scenarios;
import bohr.recorder.Schedule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/// Properties over schedules as a user would write them: what must never fail does not.
@PropertyDefaults(tries = 200)
class FixedScenarioTest extends ScheduleProperties {

  FixedScenarioTest() {
    super(Scenarios.folder("dma-vs-command-register"), "fixed");
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
