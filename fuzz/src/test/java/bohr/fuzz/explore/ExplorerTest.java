package bohr.fuzz.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Finding;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.ToyPrograms;
import bohr.replay.ReplayScheduler;
import bohr.scheduler.Execution;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorerTest {

  private static final long STEPS = 200;

  private static ExploreResult explore(List<List<Op>> programs, ExploreOptions options) {
    return Explorer.explore(Toy.target(STEPS, programs), options, ExploreListener.SILENT);
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.small();
  }

  /// What reduction leaves out never hides a failure, and never invents one.
  @Property(tries = 300)
  void aFailureIsFoundExactlyIfSomeScheduleHasOne(@ForAll("programs") List<List<Op>> programs) {
    BruteForce all = BruteForce.of(programs);
    ExploreResult result = explore(programs, ExploreOptions.STANDARD);
    assertEquals(all.fails(), result.found().isPresent());
    assertEquals(!all.fails(), result.complete());
    assertTrue(result.states() <= all.states(), "reduction never visits more");
  }

  /// The bound is exact: the least bound with a failure is the least number of preemptions of one.
  @Property(tries = 200)
  void aBoundOfPreemptionsIsExact(@ForAll("programs") List<List<Op>> programs) {
    int least = BruteForce.of(programs).leastPreemptions();
    for (int bound = 0; bound <= 2; bound++) {
      ExploreResult result =
          explore(programs, ExploreOptions.STANDARD.withPreemptions(bound));
      assertEquals(least <= bound, result.found().isPresent(), "bound " + bound);
    }
  }

  /// The schedule of a failure is a schedule like any other.
  @Property(tries = 200)
  void theScheduleOfAFailureReplays(@ForAll("programs") List<List<Op>> programs) {
    explore(programs, ExploreOptions.STANDARD)
        .found()
        .ifPresent(
            failure -> {
              Toy toy = new Toy(programs);
              toy.rewind();
              new Execution().run(toy, new ReplayScheduler(failure.schedule()), STEPS);
              Finding replayed = ((Verdict.Found) toy.verdict()).finding();
              assertEquals(failure.finding(), replayed);
            });
  }

  @Test
  void theStatesOfTheLostUpdateAreCounted() {
    ExploreResult result = explore(ToyPrograms.lostUpdate(), ExploreOptions.STANDARD);
    assertEquals("toy", result.found().orElseThrow().finding().oracle());
    assertFalse(result.complete(), "it stops at the first failure");
  }

  @Test
  void aLoopThatComesBackToTheSameStateEndsThere() {
    List<List<Op>> spinning = List.of(List.of(new Toy.Spin(0)), List.of(new Toy.Read(1)));
    ExploreResult result = explore(spinning, ExploreOptions.STANDARD);
    assertTrue(result.complete());
    assertEquals(0, result.executions());
  }

  @Test
  void tooFewStatesAreReportedAsNotComplete() {
    ExploreResult result =
        explore(ToyPrograms.lostUpdate(), ExploreOptions.STANDARD.withStates(3));
    assertFalse(result.complete());
    assertEquals(3, result.states());
    assertTrue(result.found().isEmpty());
  }

  /// Every repaired scenario, in every interleaving. A changed number is a changed machine, guest
  /// or reduction, and is to be explained where it is changed.
  @ParameterizedTest
  @CsvSource({
    "dma-vs-command-register, 84, 2431",
    "msi-before-dma, 2, 86",
    "msi-before-dma-imsic, 1, 121",
    "reset-writes-sector-0, 6, 72",
    "lost-wakeup, 896, 83112"
  })
  void theFixedVariantHasNoFailureAtAll(String name, long executions, long states) {
    Target target = Scenarios.target(name, "fixed");
    ExploreResult result =
        Explorer.explore(target, ExploreOptions.STANDARD, ExploreListener.SILENT);
    assertTrue(result.complete());
    assertTrue(result.found().isEmpty());
    assertEquals(executions, result.executions());
    assertEquals(states, result.states());
  }

  /// How many preemptions the races need, at the least.
  @ParameterizedTest
  @CsvSource({
    "dma-vs-command-register, buggy, 1, gate",
    "msi-before-dma, buggy, 0, msi-before-dma",
    "msi-before-dma-imsic, buggy, 0, msi-before-dma",
    "reset-writes-sector-0, buggy, 1, end-state",
    "lost-wakeup, ack-after-scan, 1, asleep",
    "lost-wakeup, sleep-wakeup, 1, asleep"
  })
  void theBuggyVariantFailsWithSoManyPreemptionsAndNoFewer(
      String name, String variant, int preemptions, String oracle) {
    Target target = Scenarios.target(name, variant);
    for (int bound = 0; bound <= preemptions; bound++) {
      ExploreResult result =
          Explorer.explore(
              target, ExploreOptions.STANDARD.withPreemptions(bound), ExploreListener.SILENT);
      String found = result.found().map(failure -> failure.finding().oracle()).orElse("none");
      assertEquals(bound < preemptions ? "none" : oracle, found, "bound " + bound);
      assertEquals(bound < preemptions, result.complete());
    }
  }
}
