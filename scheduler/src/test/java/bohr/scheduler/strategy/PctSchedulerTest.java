package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.Histograms;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toy.Wait;
import bohr.scheduler.Toy.Write;
import bohr.scheduler.Toys;
import java.util.List;
import org.junit.jupiter.api.Test;

class PctSchedulerTest {

  @Test
  void onlyChangePointsAndEndsOfAgentsInterruptASlice() {
    Toy toy = Toy.of(0, Toys.repeat(1_000, new Local()), Toys.repeat(1_000, new Local()));
    PctScheduler pct = PctScheduler.ofDepth(new Estimates(2_000, 2), 4);
    for (int index = 0; index < 100; index++) {
      pct.begin(index, SplitMix.seedOf(0, index));
      Decisions decisions = new Decisions(pct);
      new Execution().run(toy.reset(), decisions, Histograms.ENOUGH);
      // Two agents, three change points.
      assertTrue(decisions.count <= 2 + 3, "execution " + index);
    }
  }

  @Test
  void anAgentThatIsBornLateHasARandomRank() {
    // c waits for the first step of a. By rank, the highest first: abc 123, acb 132, bac 213, and
    // cab 312; bca and cba 231, since b is first either way, and c before a's second step. 1,667
    // of 10,000 executions for each order of ranks, with a standard deviation of 37.
    Toy toy =
        Toy.of(
            2,
            List.of(new Write(0, 1), new Append(1, 1)),
            List.of(new Append(1, 2)),
            List.of(new Wait(0), new Append(1, 3)));
    PctScheduler pct = PctScheduler.ofDepth(new Estimates(10, 3), 1);
    assertEquals(
        "{123=1650, 132=1625, 213=1714, 231=3268, 312=1743}",
        Histograms.of(pct, toy, 10_000, done -> done.cell(1)).toString());
  }

  @Test
  void aBugHasADepthOfAtLeastOne() {
    Estimates estimates = new Estimates(10, 2);
    assertThrows(IllegalArgumentException.class, () -> PctScheduler.ofDepth(estimates, 0));
  }

  private static final class Decisions implements Scheduler {

    private final Scheduler inner;
    private int count;

    Decisions(Scheduler inner) {
      this.inner = inner;
    }

    @Override
    public void next(TransitionSystem system, Slice slice) {
      count++;
      inner.next(system, slice);
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      inner.performed(system, agent, steps, why);
    }
  }
}
