package com.example.tally;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bohr.emulator.Verdict;
import bohr.fuzz.jqwik.ScheduleProperties;
import bohr.recorder.Schedule;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What holds in every schedule.
class TallyPropertiesTest extends ScheduleProperties {

  TallyPropertiesTest() {
    super(Path.of("scenarios/tally"), "fixed");
  }

  @Property(tries = 200)
  void noAddIsLost(@ForAll("schedules") Schedule schedule) {
    assertInstanceOf(Verdict.Done.class, run(schedule));
  }
}
