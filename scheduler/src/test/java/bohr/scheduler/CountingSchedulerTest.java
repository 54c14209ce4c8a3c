package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.TransitionSystem;
import org.junit.jupiter.api.Test;

class CountingSchedulerTest {

  @Test
  void aSwitchFromAnAgentThatCouldGoOnIsAPreemption() {
    CountingScheduler counting = count(Toys.lostUpdate(), "abab");
    assertEquals(4, counting.steps());
    assertEquals(3, counting.contended());
    assertEquals(3, counting.switches());
    assertEquals(2, counting.preemptions());
    assertEquals(new Estimates(3, 2), counting.estimates(Toys.lostUpdate()));
  }

  @Test
  void aSwitchFromAnAgentThatYieldedIsNone() {
    CountingScheduler counting = count(Toys.spin(true), "abbbaa");
    assertEquals(2, counting.switches());
    assertEquals(0, counting.preemptions());
  }

  @Test
  void anExecutionWithoutChoicesHasALengthOfOne() {
    Toy toy = Toy.of(0, Toys.repeat(3, new Toy.Local()));
    CountingScheduler counting = count(toy, "aaa");
    assertEquals(0, counting.contended());
    assertEquals(new Estimates(1, 1), counting.estimates(toy));
  }

  /// Runs a schedule written as letters, with 0 for every value.
  private static CountingScheduler count(Toy toy, String schedule) {
    Scheduler spelled =
        (TransitionSystem system, Slice slice) ->
            slice.set(schedule.charAt(toy.history().length()) - 'a', 1);
    CountingScheduler counting = new CountingScheduler(spelled);
    new Execution().run(toy, counting, 100);
    assertEquals(schedule, toy.history());
    return counting;
  }
}
