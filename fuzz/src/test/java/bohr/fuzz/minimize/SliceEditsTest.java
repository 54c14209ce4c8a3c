package bohr.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.recorder.Schedule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a change of one slice makes of the others: neighbours of one agent become one slice, and
/// values stay with the choices that they were meant for.
class SliceEditsTest {

  private static final Schedule SCHEDULE = Schedule.parse("0*5 1*3 0*2 2*4 1*1; 1#0=2 1#3=1");

  private static Optional<Schedule> schedule(String text) {
    return Optional.of(Schedule.parse(text));
  }

  @Test
  void aSliceThatIsLeftOutLetsItsNeighboursMerge() {
    assertEquals(
        Schedule.parse("0*7 2*4 1*1; 1#0=2 1#3=1"), SliceEdits.without(SCHEDULE, 1));
  }

  @Test
  void aSliceIsMergedWithTheNearestOneOfItsAgent() {
    assertEquals(
        schedule("0*7 1*3 2*4 1*1; 1#0=2 1#3=1"), SliceEdits.earlier(SCHEDULE, 2));
    assertEquals(
        schedule("1*3 0*7 2*4 1*1; 1#0=2 1#3=1"), SliceEdits.later(SCHEDULE, 0));
    assertEquals(Optional.empty(), SliceEdits.earlier(SCHEDULE, 3));
    assertEquals(Optional.empty(), SliceEdits.later(SCHEDULE, 4));
  }

  @Test
  void theEndOfASliceIsLeftOutOrDeferred() {
    assertEquals(
        Schedule.parse("0*5 1*2 0*2 2*4 1*1; 1#0=2 1#3=1"),
        SliceEdits.shortened(SCHEDULE, 1, 2));
    assertEquals(
        schedule("0*5 1*2 0*2 2*4 1*2; 1#0=2 1#3=1"), SliceEdits.deferred(SCHEDULE, 1, 2));
  }
}
