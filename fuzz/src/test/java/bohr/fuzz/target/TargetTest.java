package bohr.fuzz.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Verdict;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.SplitMix;
import bohr.scheduler.strategy.RandomScheduler;
import org.junit.jupiter.api.Test;

/// Where executions begin, and how their schedules are put together.
class TargetTest {

  @Test
  void theWindowBeginsAtTheGuestsSnapshotPoint() {
    Target target = Scenarios.target("dma-vs-command-register", "buggy");
    Stage stage = target.stage();
    stage.rewind();
    assertEquals(0, stage.steps());
    assertTrue(target.opening().steps() > 0);
    assertEquals(0, target.fromReset().opening().steps());
  }

  @Test
  void aSystemWithoutSnapshotPointHasNoOpening() {
    Target target = Toy.target(100, ToyPrograms.lostUpdate());
    assertEquals(Schedule.EMPTY, target.opening());
    assertSame(target, target.fromReset());
  }

  @Test
  void openingAndWindowMakeAWholeScheduleAndBack() {
    Target target = Scenarios.target("msi-before-dma", "buggy");
    Player player = target.player(target.stage());
    RandomScheduler random = new RandomScheduler();
    Schedule.Builder recording = Schedule.builder();
    int values = 0;
    for (int i = 0; i < 50; i++) {
      random.begin(i, SplitMix.seedOf(3, i));
      recording.rewind();
      player.play(new RecordingScheduler(random, recording));
      Schedule window = recording.build();
      Schedule whole = target.whole(window);
      values += whole.values();
      assertEquals(target.opening().steps() + window.steps(), whole.steps());
      assertTrue(target.opens(whole));
      assertEquals(window, target.window(whole));
      assertReachesTheSameVerdict(target, window, whole);
    }
    assertTrue(values > 0);
  }

  /// The whole schedule, from reset, ends as its window does from the snapshot.
  private static void assertReachesTheSameVerdict(Target target, Schedule window, Schedule whole) {
    Target reset = target.fromReset();
    FollowingScheduler inWindow = new FollowingScheduler(target, window);
    FollowingScheduler fromReset = new FollowingScheduler(reset, whole);
    assertEquals(
        target.player(target.stage()).play(inWindow), reset.player(reset.stage()).play(fromReset));
    assertTrue(inWindow.faithful());
    assertTrue(fromReset.faithful());
  }

  @Test
  void aScheduleThatBeginsOtherwiseIsNotOpened() {
    Target target = Scenarios.target("dma-vs-command-register", "buggy");
    assertFalse(target.opens(Schedule.parse("0*3 1*2")));
    assertFalse(target.opens(Schedule.EMPTY));
  }

  @Test
  void anExecutionThatRunsIntoTheStepBoundIsExhaustedThere() {
    Target target = Toy.target(100, ToyPrograms.livelock());
    Player player = target.player(target.stage());
    Verdict verdict = player.play(new DefaultOrder());
    assertEquals(
        "step-bound", assertInstanceOf(Verdict.Found.class, verdict).finding().oracle());
    assertTrue(player.exhausted());
    assertEquals(100, player.steps());
  }

  @Test
  void theEstimateIsThatOfTheLongestOfAFewRandomWalksAndDoesNotChange() {
    Target target = Scenarios.target("dma-vs-command-register", "buggy");
    assertEquals(target.estimate(), target.estimate());
    assertEquals(5, target.estimate().agents());
  }
}
