package bohr.fuzz.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.fuzz.target.Toy.Op;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// A schedule is the default order and its deviations from it, and each subset of them is a
/// schedule.
class DeviationTest {

  private record Run(Verdict verdict, Schedule schedule, List<Deviation> deviations) {}

  private static Run run(Target target, Player player, Scheduler scheduler) {
    Schedule.Builder recording = Schedule.builder();
    DeviationFinder finder = new DeviationFinder(target, scheduler);
    Verdict verdict = player.play(new RecordingScheduler(finder, recording));
    return new Run(verdict, recording.build(), finder.deviations());
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.any();
  }

  @Property(tries = 300)
  void theDeviationsOfAnExecutionMakeTheSameExecutionAgain(
      @ForAll("programs") List<List<Op>> programs, @ForAll long seed) {
    Target target = Toy.target(100, programs);
    for (int index = 0; index < 8; index++) {
      assertDeviationsSuffice(target, target.player(target.stage()), index, seed);
    }
  }

  @Test
  void theDeviationsOfAGuestsExecutionMakeTheSameExecutionAgain() {
    for (String name : Scenarios.names()) {
      Target target = Scenarios.target(name, "buggy");
      Player player = target.player(target.stage());
      for (int index = 0; index < 100; index++) {
        assertDeviationsSuffice(target, player, index, SplitMix.seedOf(1, index));
      }
    }
  }

  private static void assertDeviationsSuffice(
      Target target, Player player, long index, long seed) {
    Strategy strategy = PortfolioScheduler.standard(target.estimate());
    strategy.begin(index, seed);
    Run given = run(target, player, strategy);
    Run again = run(target, player, new DeviatingScheduler(target, given.deviations));
    assertEquals(given, again);
    FollowingScheduler follower = new FollowingScheduler(target, given.schedule);
    assertEquals(given, run(target, player, follower));
    assertTrue(follower.faithful());
  }

  @Property(tries = 300)
  void anySubsetOfTheDeviationsCanBeFollowed(
      @ForAll("programs") List<List<Op>> programs, @ForAll Random random) {
    Target target = Toy.target(100, programs);
    Player player = target.player(target.stage());
    Strategy strategy = PortfolioScheduler.standard(target.estimate());
    strategy.begin(random.nextInt(4), random.nextLong());
    List<Deviation> some = new ArrayList<>(run(target, player, strategy).deviations);
    Collections.shuffle(some, random);
    some.subList(0, some.size() / 2).clear();
    Run realised = run(target, player, new DeviatingScheduler(target, some));
    assertTrue(some.containsAll(values(realised.deviations)));
    assertEquals(
        realised, run(target, player, new DeviatingScheduler(target, realised.deviations)));
  }

  private static List<Deviation> values(List<Deviation> deviations) {
    return deviations.stream().filter(Deviation.Value.class::isInstance).toList();
  }

  @Test
  void theDefaultOrderDoesNotDeviateFromItself() {
    Target target = Scenarios.target("lost-wakeup", "fixed");
    Player player = target.player(target.stage());
    Run none = run(target, player, new DeviatingScheduler(target, List.of()));
    assertEquals(List.of(), none.deviations);
    assertEquals(
        none, run(target, player, new FollowingScheduler(target, Schedule.EMPTY)));
    // Behind the opening, the default order goes on with the agent that asked for the snapshot.
    assertEquals(target.turn(), none.schedule.agent(0));
  }

  @Test
  void aSliceOfWhoeverIsNotEnabledAndAValueThatIsTooLargeArePassedOver() {
    Target target = Toy.target(100, ToyPrograms.staleValue());
    Player player = target.player(target.stage());
    FollowingScheduler follower =
        new FollowingScheduler(target, Schedule.parse("0*9 1*1 0*3; 0#0=7"));
    Run run = run(target, player, follower);
    assertFalse(follower.faithful());
    assertEquals(Schedule.parse("0*5 1*4"), run.schedule);
    assertEquals(new Verdict.Done(0), run.verdict);
  }

  @Test
  void aDeviationSaysBehindWhichStepOfWhomTheTurnIsWhose() {
    Target target = Toy.target(100, ToyPrograms.staleValue());
    Player player = target.player(target.stage());
    FollowingScheduler follower =
        new FollowingScheduler(target, Schedule.parse("1*1 0*3 1*2; 0#0=3"));
    Run run = run(target, player, follower);
    assertEquals(
        List.of(
            new Deviation.Turn(-1, 0, 1),
            new Deviation.Turn(1, 1, 0),
            new Deviation.Value(0, 0, 3),
            new Deviation.Turn(0, 3, 1)),
        run.deviations);
    assertEquals("toy at word 0", ((Verdict.Found) run.verdict).finding().signature());
    assertEquals(run, run(target, player, new DeviatingScheduler(target, run.deviations)));
    assertEquals(
        new Verdict.Done(0), player.play(new DefaultOrder()));
  }
}
