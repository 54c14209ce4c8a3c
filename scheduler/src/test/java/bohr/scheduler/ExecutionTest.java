package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Toy.Await;
import bohr.scheduler.Toy.Lock;
import bohr.scheduler.Toy.Op;
import bohr.scheduler.Toy.Sleep;
import bohr.scheduler.Toy.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {

  private final Execution execution = new Execution();

  @Test
  void anExecutionGoesOnUntilTheSystemHasEnded() {
    Toy toy = Toys.lostUpdate();
    assertEquals(StopReason.ENDED, execution.run(toy, new DefaultOrder(), 100));
    assertEquals("aabb", toy.history());
    assertEquals(2, toy.cell(0));
  }

  @Test
  void anExecutionStopsWhenItsStepsHaveRunOut() {
    Toy toy = Toy.of(1, List.of(new Await(0, 1, false)));
    assertEquals(StopReason.LIMIT, execution.run(toy, new DefaultOrder(), 7));
    assertEquals("aaaaaaa", toy.history());
  }

  @Test
  void anExecutionThatNeedsAllItsStepsHasEnded() {
    assertEquals(StopReason.ENDED, execution.run(Toys.lostUpdate(), new DefaultOrder(), 4));
    assertEquals(StopReason.LIMIT, execution.run(Toys.lostUpdate(), new DefaultOrder(), 3));
  }

  @Test
  void timePassesWhenNobodyCanMove() {
    List<Op> late = List.of(new Sleep(9), new Write(0, 1));
    List<Op> early = List.of(new Sleep(3), new Write(0, 2));
    Toy toy = Toy.of(1, late, early);
    assertEquals(StopReason.ENDED, execution.run(toy, new DefaultOrder(), 100));
    assertEquals("bbaa", toy.history());
  }

  @Test
  void anExecutionInWhichAllWaitForEachOtherHasEnded() {
    Toy toy = Toy.of(1, List.of(new Lock(0), new Lock(0)));
    assertEquals(StopReason.ENDED, execution.run(toy, new DefaultOrder(), 100));
    assertEquals("a", toy.history());
    assertFalse(toy.finished());
  }

  @Test
  void aSchedulerMustPickAnEnabledAgent() {
    Toy toy = Toy.of(1, List.of(new Lock(0), new Lock(0)), List.of());
    Scheduler wrong = (system, slice) -> slice.set(1, 1);
    assertThrows(AssertionError.class, () -> execution.run(toy, wrong, 100));
  }

  @Test
  void theSchedulerIsToldWhatBecameOfItsSlice() {
    StringBuilder told = new StringBuilder();
    Scheduler listening =
        new Scheduler() {
          @Override
          public void next(TransitionSystem system, Slice slice) {
            slice.set(Long.numberOfTrailingZeros(system.enabled()), 3);
          }

          @Override
          public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
            told.append(agent).append(':').append(steps).append(why).append(' ');
          }
        };
    execution.run(Toys.spin(false), listening, 7);
    assertEquals("0:3LIMIT 0:3LIMIT 0:1LIMIT ", told.toString());
  }
}
