package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.scheduler.CountingScheduler;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.Histograms;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toys;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No strategy lets a loop wait for ever, and none starves the agent that would end it.
class LivenessTest {

  private static final int EXECUTIONS = 1_000;

  /// The longest of many executions, all of which must come to an end.
  private static long longest(Strategy strategy, Toy toy) {
    CountingScheduler counting = new CountingScheduler(strategy);
    long longest = 0;
    for (int index = 0; index < EXECUTIONS; index++) {
      strategy.begin(index, SplitMix.seedOf(0, index));
      counting.begin();
      new Execution().run(toy.reset(), counting, Histograms.ENOUGH);
      assertTrue(toy.finished(), strategy.name() + ", execution " + index);
      longest = Math.max(longest, counting.steps());
    }
    return longest;
  }

  private static String longest(Toy toy) {
    StringBuilder table = new StringBuilder();
    for (Strategy strategy : Strategies.forgetful(new Estimates(50, toy.agents()))) {
      table.append(strategy.name()).append(' ').append(longest(strategy, toy)).append('\n');
    }
    return table.toString();
  }

  @Test
  void loopsThatPauseEndSoon() {
    assertEquals(
        """
        round-robin 6
        random 20
        random-slices 17
        pct 6
        pct 6
        pct 6
        pos 11
        surw 20
        urw 13
        delay-bounded 8
        guided 11
        portfolio 16
        """,
        longest(Toys.spin(true)));
    assertEquals(
        """
        round-robin 10
        random 39
        random-slices 31
        pct 10
        pct 10
        pct 10
        pos 20
        surw 39
        urw 38
        delay-bounded 14
        guided 20
        portfolio 39
        """,
        longest(Toys.spinInTurn(true)));
  }

  @Test
  void loopsThatNeverPauseEndToo() {
    // PCT: the waiting agent has the higher priority until 2·50 steps have passed.
    assertEquals(
        """
        round-robin 8
        random 20
        random-slices 74
        pct 118
        pct 112
        pct 117
        pos 120
        surw 20
        urw 805
        delay-bounded 10048
        guided 109
        portfolio 192
        """,
        longest(Toys.spin(false)));
    assertEquals(
        """
        round-robin 16
        random 39
        random-slices 137
        pct 136
        pct 122
        pct 134
        pos 266
        surw 39
        urw 3204
        delay-bounded 40053
        guided 237
        portfolio 554
        """,
        longest(Toys.spinInTurn(false)));
  }

  @Test
  void theQuantumEndsALoopInTheDefaultOrder() {
    for (boolean pausing : List.of(true, false)) {
      for (Toy toy : List.of(Toys.spin(pausing), Toys.spinInTurn(pausing))) {
        DefaultOrder order = new DefaultOrder();
        new Execution().run(toy, order, Histograms.ENOUGH);
        assertTrue(toy.finished());
      }
    }
  }

  @Test
  void everyScheduleOfABoundedSearchEnds() {
    for (Toy toy : List.of(Toys.spin(true), Toys.spin(false), Toys.spinInTurn(true))) {
      DfsScheduler search = new DfsScheduler(2, 20);
      while (!search.exhausted()) {
        search.begin(0, 0);
        new Execution().run(toy.reset(), search, Histograms.ENOUGH);
        assertTrue(toy.finished(), toy.history());
      }
    }
  }

  @Test
  void nobodyWaitsForALoopThatTouchesNothing() {
    Toy toy = Toys.idle();
    StringBuilder table = new StringBuilder();
    for (Strategy strategy : Strategies.forgetful(new Estimates(50, 2))) {
      int longest = 0;
      for (int index = 0; index < EXECUTIONS; index++) {
        strategy.begin(index, SplitMix.seedOf(0, index));
        new Execution().run(toy.reset(), strategy, 1_000);
        longest = Math.max(longest, toy.history().lastIndexOf('b'));
      }
      table.append(strategy.name()).append(' ').append(longest).append('\n');
    }
    // The place of b's last step; it has five.
    assertEquals(
        """
        round-robin 10
        random 24
        random-slices 73
        pct 122
        pct 119
        pct 119
        pos 389
        surw 24
        urw 804
        delay-bounded 53
        guided 316
        portfolio 305
        """,
        table.toString());
  }
}
