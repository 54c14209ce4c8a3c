package bohr.fuzz.chance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.TraceReader;
import bohr.replay.Inevitability;
import bohr.replay.Inevitability.Certain;
import bohr.replay.Inevitability.Point;
import bohr.replay.Replayer;
import bohr.scheduler.strategy.RandomScheduler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The step that made a finding certain.
class InevitabilitySearchTest {

  private static Inevitability look(String scenario, int executions, int points, int jobs) {
    Path file = Path.of("..", "traces", scenario, "found.trace");
    Replayer replayer = Replayer.of(TraceReader.read(file), file.toString());
    return InevitabilitySearch.of(replayer, "random", new InevitabilitySearch.Options(
        _ -> new RandomScheduler(), 1, executions, points, jobs));
  }

  @Test
  void theStoreThatClearsBusMasterEnableMakesTheFindingCertain() {
    Inevitability chances = look("dma-vs-command-register", 100, 40, 2);
    Certain certain = chances.certain().orElseThrow();
    assertEquals(336, certain.step());
    assertTrue(certain.exact());
    assertEquals("hart1 at guest.c:41 (hart_main+0x24): sh a4,0(a5)", certain.does());
    assertEquals(new Point(336, 100, 100), certain.point());
  }

  @Test
  void theStepInFrontOfTheCertainOneIsAPointAtWhichItWasNot() {
    for (String scenario : List.of("lost-wakeup", "idle-vs-wakeup", "virtio-event-idx")) {
      Inevitability chances = look(scenario, 50, 40, 2);
      long step = chances.certain().orElseThrow().step();
      assertTrue(chances.points().stream()
          .anyMatch(point -> point.step() == step - 1 && !point.isCertain()), scenario);
      assertTrue(chances.points().stream()
          .allMatch(point -> point.step() < step || point.isCertain()), scenario);
    }
  }

  @Test
  void aChoiceInTheLastStepIsNeverCertainBefore() {
    Inevitability chances = look("msi-before-dma", 100, 40, 2);
    assertEquals(Optional.empty(), chances.certain());
    assertEquals(chances.end() - 1, chances.points().getLast().step());
  }

  @Test
  void theFiguresDoNotDependOnTheNumberOfThreads() {
    assertEquals(look("lost-wakeup", 30, 20, 1), look("lost-wakeup", 30, 20, 3));
  }

  @Test
  void noMorePointsAreLookedAtThanWereAskedFor() {
    for (int points = 2; points < 12; points++) {
      assertEquals(points, look("lost-wakeup", 5, points, 1).points().size());
    }
  }

  @Test
  void theIntervalIsWilsons() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
    assertInterval(0.2553, 0.3662, new Point(0, 263, 81));
    assertInterval(0.0624, 0.1605, new Point(0, 148, 15));
    assertInterval(0.0000, 0.1611, new Point(0, 20, 0));
    assertInterval(0.0061, 0.1718, new Point(0, 29, 1));
  }

  private static void assertInterval(double lower, double upper, Point point) {
    assertEquals(Math.round(lower * 10_000), Math.round(point.lower() * 10_000));
    assertEquals(Math.round(upper * 10_000), Math.round(point.upper() * 10_000));
  }

  @Test
  void theBoundWhereAllExecutionsHadItIsExact() {
    // With a probability of exactly that bound, all n executions have it in 5 % of cases.
    for (int n : List.of(1, 20, 200, 5000)) {
      double bound = new Point(0, n, n).certainty();
      assertEquals(50_000_000, Math.round(1e9 * StrictMath.pow(bound, n)), n);
    }
  }
}
