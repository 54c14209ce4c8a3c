package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.scheduler.Estimates;
import bohr.scheduler.Histograms;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Read;
import bohr.scheduler.Toy.Write;
import bohr.scheduler.Toys;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The guarantee of Burckhardt et al., ASPLOS 2010: a bug of depth d is found with probability
/// 1/(n·k^(d-1)) or better, where the random walk's chance is exponentially small.
class PctFigureTest {

  private static final int EXECUTIONS = 10_000;

  /// Figure 5 of the paper: the bug needs agent a to run to its end before b begins. Depth 1.
  private static Toy order() {
    return Toy.of(2, Toys.repeat(20, new Write(1, 0), new Write(0, 1)), List.of(new Read(0)));
  }

  /// The bug needs b between the last two of a's 22 steps. Depth 2: "b after the first of them" and
  /// "b before the second".
  private static Toy window() {
    return Toy.of(
        2,
        Toys.repeat(20, new Write(1, 0), new Write(0, 1), new Write(0, 0)),
        List.of(new Read(0)));
  }

  private static int found(Strategy strategy, Toy toy) {
    return Histograms.of(strategy, toy, EXECUTIONS, done -> done.register(1)).getOrDefault("1", 0);
  }

  @Test
  void pctOfDepth1FindsTheOrderInHalfOfAllExecutions() {
    // d = 1, n = 2: 1/(n·k^0) = 1/2; 5,000 of 10,000, with a standard deviation of 50.
    assertEquals(5_082, found(PctScheduler.ofDepth(new Estimates(21, 2), 1), order()));
  }

  @Test
  void theRandomWalkMissesTheOrder() {
    // 21 coins in a row must show a: 2^-21, so that 10,000 executions miss with probability
    // (1 - 2^-21)^10000 = 99.5 %.
    assertEquals(0, found(new RandomScheduler(), order()));
  }

  @Test
  void pctOfDepth2FindsTheWindow() {
    // d = 2, n = 2, k = 22 (b's step has no company once a is done): 1/(2·22) = 1/44. Exactly: a
    // must have the higher priority, 1/2, and the change point must be a's last step, 1/22.
    // 227 of 10,000, with a standard deviation of 15.
    assertEquals(238, found(PctScheduler.ofDepth(new Estimates(22, 2), 2), window()));
  }

  @Test
  void pctOfDepth1MissesTheWindow() {
    // Without a change point each agent runs to its end.
    assertEquals(0, found(PctScheduler.ofDepth(new Estimates(22, 2), 1), window()));
  }

  @Test
  void theRandomWalkMissesTheWindow() {
    // 21 coins for a and then one for b: 2^-22.
    assertEquals(0, found(new RandomScheduler(), window()));
  }

  @Test
  void anEstimateThatIsTwiceTooLongCostsAFactorOfTwo() {
    // 1/(2·44) = 1/88: 114 of 10,000, with a standard deviation of 11.
    assertEquals(104, found(PctScheduler.ofDepth(new Estimates(44, 2), 2), window()));
  }

  @Test
  void aVaryingDepthFindsBoth() {
    // The order: depth 1 has 1/2. Depth 2 only 1/22, since the change point must fall on the one
    // step that it does not disturb, and depth 3 next to nothing: 18 % on average.
    // The window: depth 1 has nothing, 2 has 1/44, and with a change point too many 3 has next to
    // nothing: 0.8 % on average.
    Strategy varying = PctScheduler.upToDepth(new Estimates(22, 2), 3);
    assertEquals(1_979, found(varying, order()));
    assertEquals(91, found(varying, window()));
  }
}
