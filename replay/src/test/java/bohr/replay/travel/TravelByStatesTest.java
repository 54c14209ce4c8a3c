package bohr.replay.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceStates;
import bohr.recorder.TraceWriter;
import bohr.replay.ReplayScheduler;
import bohr.replay.Replayer;
import bohr.replay.Verdicts;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces with states in their files, which are used from the first step that they save.
class TravelByStatesTest {

  private static final int EVERY = 40;
  private static final long BYTES = 1 << 24;

  @TempDir Path folder;

  /// A found trace, with states.
  private Trace recorded(String name) throws IOException {
    Path file = Path.of("..", "traces", name, "found.trace");
    Trace trace = TraceReader.read(file);
    Machine machine = Replayer.of(trace, name).machine();
    Path again = folder.resolve(name);
    try (TraceWriter writer = TraceWriter.create(again, trace.header(), trace.image())) {
      RecordingScheduler recording = RecordingScheduler.withStates(
          new Cut(new ReplayScheduler(trace.schedule())), writer, machine, EVERY, EVERY);
      Execution execution = new Execution();
      while (!machine.ended()) {
        execution.run(machine, recording, trace.schedule().steps() - machine.steps());
      }
      writer.finish(Verdicts.of(machine));
    }
    return TraceReader.read(again);
  }

  /// States are taken at ends of slices.
  private record Cut(Scheduler inner) implements Scheduler {

    @Override
    public void next(TransitionSystem system, Slice slice) {
      inner.next(system, slice);
      slice.limit = Math.min(slice.limit, EVERY);
    }

    @Override
    public int choose(int agent, int alternatives) {
      return inner.choose(agent, alternatives);
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      inner.performed(system, agent, steps, why);
    }
  }

  private static long digest(TimeTravel travel, long step) {
    travel.seek(step);
    assertEquals(step, travel.step());
    return travel.machine().digest();
  }

  @Test
  void whoComesByStatesFindsWhatWhoRunsFinds() throws IOException {
    Replayer replayer = Replayer.of(recorded("lost-wakeup"), "lost-wakeup");
    assertTrue(replayer.trace().states().size() > 3);
    TimeTravel runs = new TimeTravel(replayer, BYTES);
    TimeTravel loads = new TimeTravel(replayer, BYTES, 1);
    Machine first = loads.machine();
    for (long step = runs.end(); step >= 0; step -= 7) {
      assertEquals(digest(runs, step), digest(loads, step));
    }
    assertTrue(first != loads.machine(), "no state was loaded");
    assertEquals(Optional.empty(), loads.refusal());
  }

  @Test
  void statesThatAreOfNoUseAreDoneWithout() throws IOException {
    Trace trace = recorded("lost-wakeup");
    TraceStates others = recorded("dekker-notify-me").states();
    Trace mixed = new Trace(trace.header(), trace.kernel(), trace.image(), trace.schedule(),
        trace.inputs(), trace.checkpoints(), trace.window(), trace.verdict(), others,
        trace.truncatedAt());
    TimeTravel travel = new TimeTravel(Replayer.of(mixed, "mixed"), BYTES, 1);
    long end = digest(travel, travel.end());
    assertEquals(trace.verdict().orElseThrow().digest(), end);
    assertTrue(travel.refusal().orElseThrow().contains("the state at step "));
  }
}
