package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.TraceArbitraries.Happening;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Provide
  Arbitrary<Schedule> schedules() {
    return TraceArbitraries.schedules();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return TraceArbitraries.happenings();
  }

  @Test
  void neighbouringSlicesOfOneAgentAreOne() {
    Schedule schedule =
        Schedule.builder().add(0, 5).add(0, 7).add(1, 0).add(0, 1).add(2, 3).build();
    assertEquals("0*13 2*3", schedule.toString());
    assertEquals(1, schedule.switches());
    assertEquals(16, schedule.steps());
    assertEquals(Schedule.parse("0*13 2*3"), schedule);
  }

  @Test
  void theEmptyScheduleHasNoSwitch() {
    assertEquals(0, Schedule.EMPTY.switches());
    assertEquals("", Schedule.EMPTY.toString());
    assertTrue(Schedule.EMPTY.cursor().done());
    assertEquals(Schedule.EMPTY, Schedule.parse("  "));
  }

  @Test
  void valuesAreKnownByAgentAndOrdinalAndZeroTakesNoRoom() {
    Schedule.Builder builder = Schedule.builder();
    builder.choice(3, 0);
    builder.choice(1, 2);
    builder.choice(3, 4);
    builder.choice(1, 0);
    builder.choice(1, 9);
    Schedule schedule = builder.add(1, 1).build();
    assertEquals("1*1; 1#0=2 1#2=9 3#1=4", schedule.toString());
    assertEquals(2, schedule.valueAt(1, 0));
    assertEquals(0, schedule.valueAt(1, 1));
    assertEquals(9, schedule.valueAt(1, 2));
    assertEquals(0, schedule.valueAt(3, 0));
    assertEquals(4, schedule.valueAt(3, 1));
    assertEquals(0, schedule.valueAt(63, 0));
  }

  @Test
  void peopleReadNamesOfAgents() {
    String[] names = {"hart0", "hart1", "edu.dma"};
    assertEquals(
        "hart0*12 edu.dma*3 hart0*1; edu.dma#0=1",
        Schedule.parse("0*12 2*3 0*1; 2#0=1").text(agent -> names[agent]));
  }

  @Test
  void aSliceCanBeMovedWithoutTouchingTheValuesOfOtherAgents() {
    Schedule found = Schedule.parse("0*4 1*2 2*3 0*5; 1#0=1 2#1=2");
    Schedule moved =
        Schedule.builder().add(found, 0, 1).add(found, 2, 4).add(found, 1, 2).values(found).build();
    assertEquals("0*4 2*3 0*5 1*2; 1#0=1 2#1=2", moved.toString());
  }

  @Test
  void aSliceMayBeLongerThanAnInteger() {
    Schedule schedule = Schedule.builder().add(63, 1L << 40).add(63, 1L << 40).build();
    assertEquals(1L << 41, schedule.steps(0));
    assertEquals(63, schedule.agent(0));
  }

  @Test
  void whatIsNoScheduleIsRefused() {
    Schedule.Builder builder = Schedule.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(64, 1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(0, -1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(0, TraceFormat.STEPS_MAX + 1));
    assertThrows(IllegalArgumentException.class, () -> builder.choice(0, -1));
    builder.value(0, 5, 1);
    assertThrows(IllegalArgumentException.class, () -> builder.value(0, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> Schedule.parse("0*1 zero*2"));
    assertThrows(IllegalArgumentException.class, () -> Schedule.parse("0*1; 0#1"));
    assertThrows(IllegalArgumentException.class, () -> Schedule.parse("64*1"));
  }

  @Property
  void theTextFormReadsBack(@ForAll("schedules") Schedule schedule) {
    Schedule read = Schedule.parse(schedule.toString());
    assertEquals(schedule, read);
    assertEquals(schedule.digest(), read.digest());
    assertEquals(schedule.hashCode(), read.hashCode());
  }

  @Property
  void buildingFromPartsGivesTheSame(@ForAll("schedules") Schedule schedule) {
    int half = schedule.slices() / 2;
    Schedule.Builder builder = Schedule.builder().values(schedule).add(schedule, 0, half);
    assertEquals(schedule, builder.add(schedule, half, schedule.slices()).build());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void differentSchedulesHaveDifferentDigests(
      @ForAll("schedules") Schedule one, @ForAll("schedules") Schedule other) {
    assertEquals(one.equals(other), one.digest() == other.digest());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void rewindingForgetsExactlyWhatCameBehindTheMark(
      @ForAll("happenings") List<Happening> boot,
      @ForAll("happenings") List<Happening> first,
      @ForAll("happenings") List<Happening> second) {
    Schedule.Builder reused = Schedule.builder();
    boot.forEach(each -> each.tell(reused));
    reused.mark();
    first.forEach(each -> each.tell(reused));
    final Schedule one = reused.build();
    final long oneDigest = reused.digestSinceMark();
    reused.rewind();
    second.forEach(each -> each.tell(reused));
    Schedule.Builder fresh = Schedule.builder();
    boot.forEach(each -> each.tell(fresh));
    second.forEach(each -> each.tell(fresh));
    assertEquals(fresh.build(), reused.build());
    assertEquals(fresh.steps(), reused.steps());
    assertEquals(one.equals(reused.build()), oneDigest == reused.digestSinceMark());
  }

  @Property
  void theCursorPassesEverySliceAndEveryValue(@ForAll("schedules") Schedule schedule) {
    ScheduleCursor cursor = schedule.cursor();
    Schedule.Builder followed = Schedule.builder();
    while (!cursor.done()) {
      long some = Math.max(1, cursor.left() / 2);
      followed.add(cursor.agent(), some);
      cursor.advance(some);
      assertEquals(followed.steps(), cursor.step());
    }
    for (int agent = 0; agent < TraceFormat.AGENTS_MAX; agent++) {
      for (int ordinal = 0; ordinal < 70; ordinal++) {
        followed.choice(agent, cursor.choose(agent));
      }
    }
    assertEquals(0, cursor.left());
    assertEquals(schedule, followed.build());
  }

  @Test
  void aCursorCanBePutBackWhereItWas() {
    ScheduleCursor cursor = Schedule.parse("0*4 1*2; 0#0=1 0#1=2 0#3=5").cursor();
    cursor.advance(3);
    assertEquals(1, cursor.choose(0));
    ScheduleCursor kept = cursor.copy();
    cursor.advance(1);
    assertEquals(1, cursor.agent());
    assertEquals(2, cursor.choose(0));
    cursor.set(kept);
    assertEquals(0, cursor.agent());
    assertEquals(1, cursor.left());
    assertEquals(2, cursor.choose(0));
    assertEquals(0, cursor.choose(0));
    assertEquals(5, cursor.choose(0));
    assertEquals(4, cursor.chosen(0));
    cursor.restart();
    assertEquals(1, cursor.choose(0));
    assertFalse(cursor.done());
    assertThrows(IllegalArgumentException.class, () -> cursor.advance(5));
    ScheduleCursor stranger = Schedule.EMPTY.cursor();
    assertThrows(IllegalArgumentException.class, () -> stranger.set(kept));
  }

  @Test
  void bytesAreEqualByContentsAndCannotBeChanged() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of((byte) 1, (byte) 2), bytes);
    assertEquals(Bytes.of((byte) 1, (byte) 2).digest(), bytes.digest());
    assertNotEquals(Bytes.NONE.digest(), Bytes.of((byte) 0).digest());
  }
}
