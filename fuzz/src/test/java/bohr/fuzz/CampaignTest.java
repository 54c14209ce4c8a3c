package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.fuzz.CampaignResult.End;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.ToyPrograms;
import bohr.recorder.Schedule;
import bohr.scheduler.strategy.DfsScheduler;
import bohr.scheduler.strategy.RandomScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// A campaign finds the same whatever the host is like.
class CampaignTest {

  private static final Target LOST_UPDATE = Toy.target(100, ToyPrograms.lostUpdate());

  private static CampaignResult run(Target target, CampaignOptions options) {
    return Campaign.run(target, options, CampaignListener.SILENT);
  }

  private static CampaignOptions options() {
    return CampaignOptions.standard();
  }

  /// All of a result that must not depend on the host.
  private static List<Object> essence(CampaignResult result) {
    return List.of(
        result.discoveries(), result.end(), result.statistics(), result.estimates());
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.any();
  }

  @Property(tries = 60)
  void theNumberOfJobsChangesNothing(
      @ForAll("programs") List<List<Op>> programs, @ForAll long seed, @ForAll boolean keepGoing) {
    Target target = Toy.target(50, programs);
    CampaignOptions options =
        options().withSeed(seed).withSchedules(700).withKeepGoing(keepGoing);
    List<Object> one = essence(run(target, options));
    for (int jobs = 2; jobs < 5; jobs++) {
      assertEquals(one, essence(run(target, options.withJobs(jobs))));
    }
  }

  @Test
  void theFirstFindingEndsTheSearchAndIsTheOneWithTheLowestNumber() {
    CampaignResult all = run(LOST_UPDATE, options().withSchedules(500).withKeepGoing(true));
    CampaignResult first = run(LOST_UPDATE, options().withJobs(3));
    assertEquals(End.FOUND, first.end());
    assertEquals(1, first.discoveries().size());
    assertEquals(first.discoveries().getFirst().index() + 1, first.statistics().schedules());
    assertEquals(all.discoveries().getFirst().index(), first.discoveries().getFirst().index());
    assertEquals(
        all.discoveries().getFirst().schedule(), first.discoveries().getFirst().schedule());
  }

  @Test
  void findingsOfOneSignatureAreOneDiscoveryThatSaysHowOftenItOccurred() {
    CampaignResult result = run(LOST_UPDATE, options().withSchedules(2_000).withKeepGoing(true));
    assertEquals(End.SCHEDULES, result.end());
    assertEquals(2_000, result.statistics().schedules());
    assertEquals(1, result.discoveries().size());
    Discovery only = result.discoveries().getFirst();
    assertEquals(result.statistics().findings(), only.occurrences());
    assertTrue(only.occurrences() > 100);
    assertEquals(3, only.minimised().orElseThrow().after().switches());
    assertEquals(only.minimised().orElseThrow().schedule(), only.best());
  }

  @Test
  void aScheduleThatWasFoundLeadsToItsFinding() {
    Discovery discovery =
        run(LOST_UPDATE, options().withMinimise(false)).discoveries().getFirst();
    FollowingScheduler follower =
        new FollowingScheduler(LOST_UPDATE, LOST_UPDATE.window(discovery.best()));
    Verdict verdict = LOST_UPDATE.player(LOST_UPDATE.stage()).play(follower);
    assertEquals(
        discovery.finding(), assertInstanceOf(Verdict.Found.class, verdict).finding());
    assertTrue(follower.faithful());
    assertTrue(discovery.minimised().isEmpty());
    assertEquals(discovery.schedule(), discovery.best());
  }

  @Test
  void aStrategyThatEnumeratesGetsOneJobAndSaysWhenItIsDone() {
    List<Op> program = List.of(new Toy.Write(0, 1), new Toy.Write(1, 1), new Toy.Write(0, 2));
    CampaignOptions options =
        options().withStrategy(_ -> new DfsScheduler(10)).withJobs(4).withKeepGoing(true);
    CampaignResult result = run(Toy.target(100, List.of(program, program)), options);
    assertEquals(End.EXHAUSTED, result.end());
    assertEquals(1, result.jobs());
    assertEquals(10, result.statistics().interleavings());
    assertEquals("dfs", result.strategy());

    CampaignResult failing = run(LOST_UPDATE, options);
    assertEquals(End.EXHAUSTED, failing.end());
    Discovery discovery = failing.discoveries().getFirst();
    // Both agents end their programs by themselves, so one preemption is enough, and it is found
    // before any schedule with two.
    assertEquals(3, discovery.schedule().switches());
    assertEquals(discovery.occurrences(), failing.statistics().findings());
  }

  @Test
  void theSeedDecides() {
    CampaignOptions options = options().withSchedules(300).withKeepGoing(true);
    List<Object> one = essence(run(LOST_UPDATE, options.withSeed(1)));
    assertEquals(one, essence(run(LOST_UPDATE, options.withSeed(1))));
    assertFalse(one.equals(essence(run(LOST_UPDATE, options.withSeed(2)))));
  }

  @Test
  void coverageChangesNothingButWhatIsCounted() {
    CampaignOptions options = options().withSchedules(20_000).withKeepGoing(true);
    Target target = Toy.target(100, ToyPrograms.staleValue());
    CampaignResult none = run(target, options.withCoverage(Coverage.NONE));
    CampaignResult sampled = run(target, options.withCoverage(Coverage.SAMPLED).withJobs(2));
    CampaignResult all = run(target, options.withCoverage(Coverage.ALL));
    assertEquals(none.discoveries(), all.discoveries());
    assertEquals(none.discoveries(), sampled.discoveries());
    assertEquals(0, none.statistics().covered());
    assertEquals(11_001, sampled.statistics().covered());
    assertEquals(20_000, all.statistics().covered());
    assertTrue(sampled.statistics().interleavings() <= all.statistics().interleavings());
    assertEquals(none.statistics().steps(), all.statistics().steps());
  }

  @Test
  void executionsThatRunIntoTheStepBoundAreCounted() {
    Target target = Toy.target(200, ToyPrograms.livelock());
    CampaignResult result =
        run(target, options().withSchedules(100).withKeepGoing(true).withMinimise(false));
    assertEquals(100, result.statistics().bounded());
    assertEquals(200, result.statistics().fewestSteps());
    assertEquals(200, result.statistics().mostSteps());
    assertEquals(200, result.statistics().averageSteps());
    assertEquals(20_000, result.statistics().steps());
  }

  @Test
  void anExecutionThatCannotBeRunIsNamed() {
    List<List<Op>> programs =
        List.of(
            List.of(new Toy.Local(), new Toy.Crash(0, 0), new Toy.Local()),
            List.of(new Toy.Local(), new Toy.Local(), new Toy.Write(0, 1)));
    CampaignOptions options =
        options().withStrategy(_ -> new RandomScheduler()).withSeed(5).withSchedules(100);
    for (int jobs = 1; jobs < 3; jobs++) {
      CampaignOptions some = options.withJobs(jobs);
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () -> Campaign.run(crashing(programs), some, CampaignListener.SILENT));
      assertEquals(
          "execution 1 of strategy random with seed 5 failed:"
              + " java.lang.IllegalStateException: the model is wrong",
          failure.getMessage());
    }
  }

  /// A target that crashes in campaigns only: the random walks that measure it get another system.
  private static Target crashing(List<List<Op>> programs) {
    AtomicLong stages = new AtomicLong();
    List<Op> harmless = List.of(new Toy.Local());
    return Target.fromReset(
        () ->
            new Toy(stages.getAndIncrement() == 0 ? List.of(harmless, harmless) : programs),
        100);
  }

  @Test
  void aLimitOfTimeEndsTheSearch() {
    Target target = Toy.target(100, List.of(List.of(new Toy.Local()), List.of(new Toy.Local())));
    CampaignResult result = run(target, options().withTime(Duration.ofMillis(20)).withJobs(2));
    assertEquals(End.TIME, result.end());
    assertTrue(result.statistics().schedules() > 0);
    assertTrue(result.schedulesPerSecond() > 0);
    assertTrue(result.stepsPerSecond() > result.schedulesPerSecond());
  }

  @Test
  void anInterruptionEndsTheSearchAndWhatWasFoundIsReturned() {
    AtomicLong told = new AtomicLong();
    CampaignListener interrupter =
        new CampaignListener() {
          @Override
          public void progress(Statistics now, Duration elapsed) {
            told.set(now.schedules());
            Thread.currentThread().interrupt();
          }
        };
    CampaignResult result =
        Campaign.run(LOST_UPDATE, options().withKeepGoing(true).withJobs(2), interrupter);
    assertEquals(End.INTERRUPTED, result.end());
    assertEquals(1, result.discoveries().size());
    assertTrue(result.discoveries().getFirst().minimised().isEmpty());
    assertEquals(told.get(), result.statistics().schedules());
    assertTrue(Thread.interrupted());
  }

  @Test
  void theListenerIsToldOfEachFindingBeforeItIsMinimised() {
    AtomicLong told = new AtomicLong(-1);
    CampaignListener listener =
        new CampaignListener() {
          @Override
          public void minimising(Discovery discovery) {
            told.set(discovery.index());
          }
        };
    CampaignResult result = Campaign.run(LOST_UPDATE, options(), listener);
    assertEquals(result.discoveries().getFirst().index(), told.get());
  }

  @Test
  void aLimitOfSchedulesIsKeptToTheLastOne() {
    for (long limit : new long[] {1, 63, 64, 65, 200}) {
      CampaignResult result =
          run(LOST_UPDATE, options().withSchedules(limit).withKeepGoing(true).withJobs(2));
      assertEquals(limit, result.statistics().schedules());
    }
    assertThrows(IllegalArgumentException.class, () -> options().withSchedules(0));
    assertThrows(IllegalArgumentException.class, () -> options().withJobs(0));
    assertEquals(Schedule.EMPTY, LOST_UPDATE.opening());
  }
}
