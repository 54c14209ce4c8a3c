package bohr.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.StopReason;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.RandomScheduler;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReplaySchedulerTest {

  private static Schedule record(ToySystem system, Strategy strategy, long seed) {
    strategy.begin(0, seed);
    Schedule.Builder schedule = Schedule.builder();
    run(system, new RecordingScheduler(strategy, schedule));
    return schedule.build();
  }

  private static void run(ToySystem system, Scheduler scheduler) {
    assertEquals(StopReason.ENDED, new Execution().run(system, scheduler, 1_000_000));
  }

  private static ReplayDivergence divergence(String schedule, long length) {
    Scheduler follower = new ReplayScheduler(Schedule.parse(schedule));
    return assertThrows(
        ReplayDivergence.class, () -> run(new ToySystem(length), follower));
  }

  @Property
  void aReplayEndsInTheRecordedState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length) {
    ToySystem recorded = new ToySystem(length);
    Schedule schedule = record(recorded, new RandomScheduler(), seed);
    ToySystem replayed = new ToySystem(length);
    run(replayed, new ReplayScheduler(schedule));
    assertEquals(recorded.digest(), replayed.digest());
  }

  @Property
  void lookingAtAStateOnTheWayChangesNothing(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 50) long every) {
    ToySystem recorded = new ToySystem(200);
    Schedule schedule = record(recorded, new RandomSlicesScheduler(20), seed);
    ToySystem replayed = new ToySystem(200);
    List<Long> seen = new ArrayList<>();
    run(replayed, new ProbingScheduler(
        new ReplayScheduler(schedule), 0, step -> step - step % every + every, seen::add));
    assertEquals(recorded.digest(), replayed.digest());
    assertEquals(200 / every, seen.size());
    assertTrue(seen.stream().allMatch(step -> step % every == 0));
  }

  @Property(tries = 200)
  void aSystemThatIsNotTheRecordedOneNeverPassesUnnoticed(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int where) {
    ToySystem recorded = new ToySystem(100);
    Schedule schedule = record(recorded, new RandomScheduler(), seed);
    ToySystem other = new ToySystem(100);
    Scheduler disturbing = new ProbingScheduler(
        new ReplayScheduler(schedule), 0, step -> step < where ? where : Long.MAX_VALUE,
        step -> other.disturb());
    try {
      run(other, disturbing);
      assertTrue(recorded.digest() != other.digest());
    } catch (ReplayDivergence divergence) {
      assertTrue(divergence.step() > where);
    }
  }

  @Test
  void aSliceThatBlocksInTheMiddleGoesOnWhereTheRecordingDid() {
    ToySystem recorded = new ToySystem(50);
    Schedule schedule = record(recorded, new RandomSlicesScheduler(1000), 3);
    assertTrue(schedule.slices() > 1);
    ToySystem replayed = new ToySystem(50);
    run(replayed, new ReplayScheduler(schedule));
    assertEquals(recorded.digest(), replayed.digest());
  }

  @Test
  void anAgentThatCannotMoveIsNamedWithThoseThatCan() {
    // The first agent whose word ends in 000 blocks for one step; find the place by running it.
    ToySystem system = new ToySystem(1000);
    int steps = 0;
    do {
      steps += system.perform(0, 1, (agent, alternatives) -> 0);
    } while (system.stopped() != StopReason.BLOCKED);
    ReplayDivergence divergence = divergence("0*" + (steps + 1), 1000);
    assertEquals(steps + 1, divergence.step());
    assertEquals(
        "step " + (steps + 1) + ": the trace says a step of toy0;"
            + " the machine says toy0 cannot move: toy1, toy2 could",
        divergence.getMessage());
  }

  @Test
  void anAgentThatDoesNotExistIsADivergence() {
    assertEquals(
        "step 3: the trace says a step of agent 9; the machine says that there are only 3 agents",
        divergence("0*2 9*1", 10).getMessage());
  }

  @Test
  void aTraceThatEndsBeforeTheExecutionIsADivergence() {
    assertEquals(
        "step 4: the trace says that the execution ends before it;"
            + " the machine says that it goes on: toy0, toy2 could",
        divergence("0*1 1*2", 100).getMessage());
  }

  @Test
  void anExecutionThatEndsBeforeTheTraceIsADivergence() {
    assertEquals(
        "step 3: the trace says a step of toy1 and 4 more behind it;"
            + " the machine says that the execution has ended",
        divergence("0*1 1*6", 2).getMessage());
  }

  @Test
  void aValueThatIsNotAmongTheAlternativesIsADivergence() {
    // Its first step, with the word 7, chooses among three.
    assertEquals(
        "step 1: the trace says the value 3 for choice 0 of toy2;"
            + " the machine says that there are only 3 alternatives",
        divergence("2*5; 2#0=3", 10).getMessage());
  }
}
