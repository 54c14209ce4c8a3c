package bohr.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.fuzz.minimize.Minimizer.Report;
import bohr.fuzz.target.DeviatingScheduler;
import bohr.fuzz.target.Deviation;
import bohr.fuzz.target.DeviationFinder;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.ToyPrograms;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What is found is made as short as it gets, and stays what it was.
class MinimizerTest {

  private record Run(Verdict verdict, Schedule window, List<Deviation> deviations) {

    static Run of(Target target, Scheduler scheduler) {
      Schedule.Builder recording = Schedule.builder();
      DeviationFinder finder = new DeviationFinder(target, scheduler);
      Verdict verdict =
          target.player(target.stage()).play(new RecordingScheduler(finder, recording));
      return new Run(verdict, recording.build(), finder.deviations());
    }

    Optional<String> signature() {
      return verdict instanceof Verdict.Found found
          ? Optional.of(found.finding().signature())
          : Optional.empty();
    }
  }

  /// The first `count` failing schedules that the standard portfolio finds, whole.
  private static List<Schedule> failing(Target target, long seed, int executions, int count) {
    Player player = target.player(target.stage());
    Strategy strategy = PortfolioScheduler.standard(target.estimate());
    Schedule.Builder recording = Schedule.builder();
    List<Schedule> failing = new ArrayList<>();
    for (int index = 0; index < executions && failing.size() < count; index++) {
      strategy.begin(index, SplitMix.seedOf(seed, index));
      recording.rewind();
      if (player.play(new RecordingScheduler(strategy, recording)) instanceof Verdict.Found) {
        failing.add(target.whole(recording.build()));
      }
    }
    return failing;
  }

  private static Run run(Target target, Schedule whole) {
    FollowingScheduler follower = new FollowingScheduler(target, target.window(whole));
    Run run = Run.of(target, follower);
    assertTrue(follower.faithful());
    return run;
  }

  private static void assertMinimal(Target target, Schedule given) {
    Report report = Minimizer.minimize(target, given);
    Run before = run(target, given);
    Run after = run(target, report.schedule());
    assertTrue(report.complete());
    assertEquals(before.signature(), after.signature());
    assertTrue(after.window.switches() <= before.window.switches());
    assertEquals(target.whole(after.window), report.schedule());
    assertEquals(after.window.steps(), report.after().steps());
    assertEquals(before.window.switches(), report.before().switches());
    for (Deviation each : after.deviations) {
      List<Deviation> others = new ArrayList<>(after.deviations);
      others.remove(each);
      Run without = Run.of(target, new DeviatingScheduler(target, others));
      assertTrue(
          !without.signature().equals(before.signature())
              || Cost.of(without.window).compareTo(Cost.of(after.window)) >= 0,
          () -> each + " can be left out of " + after.window);
    }
    assertEquals(report.schedule(), Minimizer.minimize(target, report.schedule()).schedule());
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.any();
  }

  @Property(tries = 80)
  void theResultFailsInTheSameWayAndIsMinimalAndMinimisingItAgainChangesNothing(
      @ForAll("programs") List<List<Op>> programs, @ForAll long seed) {
    Target target = Toy.target(60, programs);
    failing(target, seed, 40, 2).forEach(schedule -> assertMinimal(target, schedule));
  }

  @Test
  void theResultsOfRealScenariosAreMinimalToo() {
    for (String name : Scenarios.names()) {
      Target target = Scenarios.target(name, "buggy");
      List<Schedule> failing = failing(target, 5, 4_000, 4);
      assertFalse(failing.isEmpty(), name);
      failing.forEach(schedule -> assertMinimal(target, schedule));
    }
  }

  /// One reads, the other does all it has to, the one writes; then both have told, and are noticed.
  @Test
  void aLostUpdateTakesTwoSwitchesAndOneToWhoeverNotices() {
    Target target = Toy.target(100, ToyPrograms.lostUpdate());
    for (Schedule schedule : failing(target, 1, 1_000, 20)) {
      Report report = Minimizer.minimize(target, schedule);
      assertTrue(
          Set.of("0*2 1*8 0*6 2*4", "1*2 0*8 1*6 2*4").contains(report.schedule().toString()));
    }
  }

  @Test
  void onlyTheValueThatIsNeededIsLeft() {
    Target target = Toy.target(100, ToyPrograms.staleValue());
    for (Schedule schedule : failing(target, 1, 1_000, 20)) {
      Report report = Minimizer.minimize(target, schedule);
      assertEquals("0*3 1*3; 0#0=3", report.schedule().toString());
    }
  }

  @Test
  void aRunThatDoesNotEndIsMinimisedByItsSwitches() {
    Target target = Toy.target(1_000, ToyPrograms.livelock());
    for (Schedule schedule : failing(target, 1, 10, 4)) {
      Report report = Minimizer.minimize(target, schedule);
      assertEquals(1_000, report.after().steps());
      assertEquals(1, report.after().switches());
    }
  }

  @Test
  void theBudgetOfStepsEndsTheWorkWithTheBestSoFar() {
    Target target = Toy.target(100, ToyPrograms.lostUpdate());
    Schedule schedule = failing(target, 1, 1_000, 1).getFirst();
    Report report = Minimizer.minimize(target, schedule, 1);
    assertFalse(report.complete());
    assertEquals(run(target, schedule).signature(), run(target, report.schedule()).signature());
  }

  @Test
  void aScheduleThatLeadsToNoFindingIsRefused() {
    Target target = Toy.target(100, ToyPrograms.lostUpdate());
    assertThrows(
        IllegalArgumentException.class, () -> Minimizer.minimize(target, Schedule.parse("0*8")));
  }

  @Test
  void theRaceOfTheTitleIsShownWithThreeSwitches() {
    Target target = Scenarios.target("dma-vs-command-register", "buggy");
    for (Schedule schedule : failing(target, 1, 1_000, 20)) {
      Report report = Minimizer.minimize(target, schedule);
      assertEquals("0*10 3*4 1*10 3*1", target.window(report.schedule()).toString());
    }
  }

  @Test
  void aScheduleWithAnotherOpeningIsMinimisedFromReset() {
    Target target = Scenarios.target("dma-vs-command-register", "buggy");
    Target reset = target.fromReset();
    List<Schedule> failing = failing(reset, 1, 2_000, 1);
    assertFalse(failing.isEmpty());
    assertFalse(target.opens(failing.getFirst()));
    Report report = Minimizer.minimize(target, failing.getFirst());
    assertEquals(
        run(reset, failing.getFirst()).signature(), run(reset, report.schedule()).signature());
    assertTrue(report.after().switches() < report.before().switches());
  }
}
