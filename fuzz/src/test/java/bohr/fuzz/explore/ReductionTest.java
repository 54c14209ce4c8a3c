package bohr.fuzz.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.target.Explorable;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.FailIf;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.Toy.Spin;
import bohr.fuzz.target.ToyPrograms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left out is exactly what may be left out.
class ReductionTest {

  private static final long STEPS = 200;

  private static ExploreResult explore(List<List<Op>> programs, Reduction reduction) {
    return Explorer.explore(
        Toy.target(STEPS, programs),
        ExploreOptions.STANDARD.withReduction(reduction),
        ExploreListener.SILENT);
  }

  private static List<Op> accesses(int words) {
    List<Op> accesses = new ArrayList<>();
    for (int word = 0; word < words; word++) {
      accesses.addAll(
          List.of(new Toy.Read(word), new Toy.Write(word, 1), new Toy.Update(word, 1)));
    }
    return accesses;
  }

  private static List<List<Op>> threeAccesses(int words) {
    List<List<Op>> programs = new ArrayList<>();
    for (Op first : accesses(words)) {
      for (Op second : accesses(words)) {
        for (Op third : accesses(words)) {
          programs.add(List.of(first, second, third));
        }
      }
    }
    return programs;
  }

  /// Two agents of three accesses each, every pair of programs over so many words.
  private static void checkAllPairs(int words) {
    List<List<Op>> all = threeAccesses(words);
    for (int one = 0; one < all.size(); one++) {
      for (int other = one; other < all.size(); other++) {
        checkTraces(List.of(all.get(one), all.get(other)), true);
      }
    }
  }

  /// @param neverBlocked whether source-DPOR is expected to give up no execution half-way
  private static void checkTraces(List<List<Op>> programs, boolean neverBlocked) {
    Mazurkiewicz traces = Mazurkiewicz.of(programs);
    ExploreResult none = explore(programs, Reduction.NONE);
    ExploreResult sleep = explore(programs, Reduction.SLEEP_SETS);
    ExploreResult source = explore(programs, Reduction.SOURCE_DPOR);
    assertEquals(traces.interleavings(), none.executions(), programs::toString);
    assertEquals(traces.traces(), sleep.executions(), programs::toString);
    assertEquals(traces.traces(), source.executions(), programs::toString);
    assertTrue(sleep.states() <= none.states() && source.states() <= sleep.states());
    assertTrue(source.blocked() <= sleep.blocked());
    assertTrue(!neverBlocked || source.blocked() == 0, programs::toString);
  }

  @Test
  void twoAgentsOnOneWordAreFollowedOncePerMazurkiewiczTrace() {
    checkAllPairs(1);
  }

  @Test
  @Tag("slow")
  void twoAgentsOnTwoWordsAreFollowedOncePerMazurkiewiczTrace() {
    checkAllPairs(2);
  }

  @Provide
  Arbitrary<List<List<Op>>> accessPrograms() {
    return Arbitraries.of(accesses(3)).list().ofMinSize(1).ofMaxSize(3).list().ofSize(3);
  }

  @Property(tries = 150)
  void threeAgentsAreFollowedOncePerMazurkiewiczTrace(
      @ForAll("accessPrograms") List<List<Op>> programs) {
    checkTraces(programs, false);
  }

  @Provide
  Arbitrary<List<List<Op>>> programsWithoutLoops() {
    return ToyPrograms.small()
        .filter(programs ->
            programs.stream().flatMap(List::stream).noneMatch(op -> op instanceof Spin));
  }

  /// Waiting, choices and all.
  @Property(tries = 300)
  void aFailureIsFoundByEachReductionOrByNone(
      @ForAll("programsWithoutLoops") List<List<Op>> programs) {
    boolean fails = BruteForce.of(programs).fails();
    for (Reduction reduction : Reduction.values()) {
      ExploreResult result = explore(programs, reduction);
      assertEquals(fails, result.found().isPresent(), reduction::toString);
      assertEquals(!fails, result.complete(), reduction::toString);
    }
  }

  @Provide
  Arbitrary<List<List<Op>>> programsThatEnd() {
    return programsWithoutLoops()
        .map(programs -> programs.stream()
            .map(program -> program.stream()
                .map(op -> op instanceof FailIf fail ? new Toy.Update(fail.word(), 2) : op)
                .filter(op -> !(op instanceof Toy.Await))
                .toList())
            .toList());
  }

  @Property(tries = 40)
  void everyReductionEndsInTheSameStates(@ForAll("programsThatEnd") List<List<Op>> programs) {
    Object all = ends(programs, Reduction.NONE);
    for (Reduction reduction : Reduction.values()) {
      assertEquals(all, ends(programs, reduction), reduction::toString);
    }
  }

  /// A real machine ends in the same states, whether steps sleep or not.
  @ParameterizedTest
  @CsvSource({"msi-before-dma-imsic, fixed", "reset-writes-sector-0, fixed"})
  void everyReductionOfAMachineEndsInTheSameStates(String name, String variant) {
    Scenario scenario = Scenarios.read(name, variant);
    ExploreOptions standard = ExploreOptions.STANDARD;
    Object all = ends(scenario, standard.withPreemptions(1_000_000));
    assertEquals(all, ends(scenario, standard), "states");
    assertEquals(all, ends(scenario, standard.withReduction(Reduction.SOURCE_DPOR)));
  }

  private static Object ends(Scenario scenario, ExploreOptions options) {
    EndStates ends = new EndStates((Explorable) Target.of(scenario).stage());
    ExploreResult result =
        Explorer.explore(ends.target(scenario.stepBound()), options, ExploreListener.SILENT);
    assertTrue(result.complete());
    return ends.all();
  }

  private static Object ends(List<List<Op>> programs, Reduction reduction) {
    EndStates ends = new EndStates(programs);
    ExploreOptions options = ExploreOptions.STANDARD.withReduction(reduction);
    Explorer.explore(ends.target(STEPS), options, ExploreListener.SILENT);
    return ends.all();
  }

  /// The third agent fails if it goes on before the first one stops it. What it does later is in no
  /// race that says so: it comes after all that the first one does.
  @Test
  void whoIsDisabledWouldHaveBeenInARace() {
    List<List<Op>> programs =
        List.of(
            List.of(
                new Toy.Await(0),
                new Toy.Write(0, 0),
                new Toy.Write(2, 1),
                new Toy.Write(0, 1)),
            List.of(new Toy.Write(0, 1)),
            List.of(new Toy.Await(0), new FailIf(2, 0)));
    for (Reduction reduction : Reduction.values()) {
      assertTrue(explore(programs, reduction).found().isPresent(), reduction::toString);
    }
  }

  @Test
  void whoIsEnabledIsInNoRaceWithWhoEnabledIt() {
    List<List<Op>> programs =
        List.of(
            List.of(new Toy.Write(0, 1)), List.of(new Toy.Await(0)), List.of(new Toy.Read(3)));
    ExploreResult result = explore(programs, Reduction.SOURCE_DPOR);
    assertEquals(1, result.executions());
    assertEquals(0, result.blocked());
  }

  /// The first agent comes back to where it was, again and again, and could go on doing so: the
  /// ignoring problem. What the others do is seen all the same.
  @Test
  void aFailureBehindALoopIsFound() {
    List<Op> writer = List.of(new Toy.Write(1, 1), new Toy.Write(0, 1));
    checkFoundBehind(List.of(List.of(new Spin(0), new FailIf(1, 1)), writer));
    checkFoundBehind(
        List.of(List.of(new Spin(2)), List.of(new Spin(0), new FailIf(1, 1)), writer));
  }

  /// As above, with a loop that nobody sees, whose steps are taken at once.
  @Test
  void aFailureBehindALoopOfLocalStepsIsFound() {
    List<Op> forever = List.of(new Toy.Forever());
    checkFoundBehind(
        List.of(forever, List.of(new FailIf(1, 1)), List.of(new Toy.Write(1, 1)), forever));
  }

  private static void checkFoundBehind(List<List<Op>> programs) {
    for (Reduction reduction : List.of(Reduction.STATES, Reduction.SOURCE_DPOR)) {
      ExploreOptions options = ExploreOptions.STANDARD.withReduction(reduction);
      ExploreResult result =
          Explorer.explore(Toy.target(100_000, programs), options, ExploreListener.SILENT);
      assertTrue(result.found().isPresent(), reduction::toString);
    }
  }

  /// A loop has no last state; without remembered states only the bound of steps ends it.
  @Test
  void aLoopWithoutAFailureIsCompleteOnlyWhereStatesAreRemembered() {
    List<List<Op>> programs = List.of(List.of(new Spin(0)), List.of(new Toy.Read(1)));
    assertTrue(explore(programs, Reduction.STATES).complete());
    assertEquals(
        Optional.of(ExploreResult.Cut.STEPS), explore(programs, Reduction.SOURCE_DPOR).cut());
  }

  @Test
  void sleepSetsAndABoundOfPreemptionsDoNotGoTogether() {
    ExploreOptions bounded = ExploreOptions.STANDARD.withPreemptions(1);
    for (Reduction reduction : List.of(Reduction.SOURCE_DPOR, Reduction.SLEEP_SETS)) {
      assertThrows(IllegalArgumentException.class, () -> bounded.withReduction(reduction));
    }
    assertEquals(Reduction.NONE, bounded.withReduction(Reduction.NONE).reduction());
  }

  @Test
  void aLimitOfTimeIsABound() {
    ExploreOptions options = ExploreOptions.STANDARD.withTime(Duration.ofNanos(1));
    ExploreResult result =
        Explorer.explore(Toy.target(STEPS, ToyPrograms.lostUpdate()), options,
            ExploreListener.SILENT);
    assertEquals(Optional.of(ExploreResult.Cut.TIME), result.cut());
  }

  @Test
  void aBoundOfStepsIsABound() {
    List<List<Op>> programs = List.of(List.of(new Toy.Read(0), new Toy.Read(0), new Toy.Read(0)));
    for (Reduction reduction : Reduction.values()) {
      ExploreOptions options = ExploreOptions.STANDARD.withReduction(reduction).withSteps(1);
      ExploreResult result =
          Explorer.explore(Toy.target(STEPS, programs), options, ExploreListener.SILENT);
      assertEquals(Optional.of(ExploreResult.Cut.STEPS), result.cut(), reduction::toString);
    }
  }
}
