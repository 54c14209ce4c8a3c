package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.Verdict;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.replay.ReplayResult;
import bohr.replay.ReplayScheduler;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The one law: the same choices give the same digest at every step; on the same machine, on
/// another one, from a snapshot and from reset.
class ReplayLawTest {

  static Stream<Scenario> scenarios() {
    return Scenarios.all();
  }

  /// Under each memory model, and with instruction fetches that are not coherent.
  static Stream<Scenario> weakScenarios() {
    return Stream.of("tso", "rvwmo", "rvwmo-full")
        .flatMap(model -> Stream.of("lost-wakeup", "msi-before-dma-imsic").map(name ->
            Scenarios.read(name, null,
                List.of("memory-model=" + model, "instruction-fetch=incoherent"))));
  }

  @ParameterizedTest
  @MethodSource("weakScenarios")
  void soDoExecutionsThatSeeOldValues(Scenario scenario) {
    new Bench(scenario).recordAndReplay(40, 1);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aRecordedExecutionHasTheSameDigestsOnAnotherMachine(Scenario scenario) {
    new Bench(scenario).recordAndReplay(200, 1);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("scenarios")
  void tenThousandRecordedExecutionsHaveTheSameDigestsOnAnotherMachine(Scenario scenario) {
    new Bench(scenario).recordAndReplay(10_000, 16);
  }

  @ParameterizedTest
  @MethodSource({"scenarios", "weakScenarios"})
  void aTraceOfARecordedScheduleIsReproducedFromReset(Scenario scenario) {
    Target target = Target.of(scenario);
    Player player = target.player(target.stage());
    Strategy strategy = PortfolioScheduler.standard(target.estimate());
    Schedule.Builder recording = Schedule.builder();
    for (int index = 0; index < 12; index++) {
      recording.rewind();
      strategy.begin(index, SplitMix.seedOf(2, index));
      Verdict verdict = player.play(new RecordingScheduler(strategy, recording));
      Trace trace =
          Rerecording.of(
              scenario,
              target.whole(recording.build()),
              Rerecording.header(scenario, strategy.name(), 2, index, "a test"));
      assertEquals(
          verdict instanceof Verdict.Found found ? found.finding().oracle() : "",
          trace.verdict().orElseThrow().oracle());
      assertInstanceOf(
          ReplayResult.Reproduced.class, Replayer.of(trace, "a test").verify(1, 100));
    }
  }

  /// Two machines of one scenario, and a snapshot of the first.
  private static final class Bench {

    private final Execution execution = new Execution();
    private final Machine recorded;
    private final Machine replayed;
    private final Snapshot opening;
    private final long opened;
    private final long stepBound;
    private final Strategy strategy;

    Bench(Scenario scenario) {
      recorded = new Machine(Board.of(scenario));
      replayed = new Machine(Board.of(scenario));
      assertEquals(
          StopReason.SNAPSHOT, execution.run(recorded, new DefaultOrder(), 10_000_000));
      opening = recorded.snapshot();
      opened = recorded.steps();
      stepBound = scenario.stepBound();
      strategy = PortfolioScheduler.standard(Target.of(scenario).estimate());
    }

    /// @param every steps between two digests
    void recordAndReplay(int schedules, int every) {
      Schedule.Builder recording = Schedule.builder();
      for (int index = 0; index < schedules; index++) {
        recording.rewind();
        strategy.begin(index, SplitMix.seedOf(9, index));
        Digests first = new Digests(new RecordingScheduler(strategy, recording), recorded, every);
        play(recorded, first, stepBound);
        Schedule schedule = recording.build();
        Digests second = new Digests(new ReplayScheduler(schedule), replayed, every);
        play(replayed, second, schedule.steps());
        assertArrayEquals(first.all(), second.all());
        assertEquals(recorded.digest(), replayed.digest());
        assertEquals(recorded.verdict(), replayed.verdict());
      }
    }

    private void play(Machine machine, Scheduler scheduler, long steps) {
      machine.restore(opening);
      StopReason why;
      do {
        why = execution.run(machine, scheduler, opened + steps - machine.steps());
      } while (why == StopReason.SNAPSHOT);
    }
  }

  /// Digests of the state behind every so many steps; slices are cut to single steps for them.
  private static final class Digests implements Scheduler {

    private final Scheduler inner;
    private final Machine machine;
    private final int every;
    private long[] digests = new long[256];
    private int count;
    private long taken;

    Digests(Scheduler inner, Machine machine, int every) {
      this.inner = inner;
      this.machine = machine;
      this.every = every;
    }

    long[] all() {
      return Arrays.copyOf(digests, count);
    }

    @Override
    public void next(TransitionSystem system, Slice slice) {
      inner.next(system, slice);
      slice.limit = 1;
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      inner.performed(system, agent, steps, why);
      taken++;
      if (taken % every != 0) {
        return;
      }
      if (count == digests.length) {
        digests = Arrays.copyOf(digests, 2 * count);
      }
      digests[count++] = machine.digest();
    }

    @Override
    public int choose(int agent, int alternatives) {
      return inner.choose(agent, alternatives);
    }
  }
}
