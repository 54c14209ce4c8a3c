package bohr.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceWriter;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.Reproduced;
import bohr.scheduler.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The law of states: whichever a replay starts from, what comes behind it is as recorded. On the
/// found traces, whose devices have threads in all kinds of phases and packets under way.
class StatesTest {

  private static final Path TRACES = Path.of("..", "traces");

  @TempDir Path folder;

  static List<Path> found() throws IOException {
    try (Stream<Path> folders = Files.list(TRACES)) {
      return folders.map(folder -> folder.resolve("found.trace")).filter(Files::exists).sorted()
          .toList();
    }
  }

  /// Records the execution of `file` once more, with a state behind about every `every` steps of
  /// its window.
  private Path recorded(Path file, long every) throws IOException {
    Trace trace = TraceReader.read(file);
    Machine machine = Replayer.of(trace, file.toString()).machine();
    Path again = folder.resolve("again.trace");
    try (TraceWriter writer = TraceWriter.create(again, trace.header(), trace.image())) {
      ProbingScheduler cut = new ProbingScheduler(new ReplayScheduler(trace.schedule()), 0,
          step -> step + every, step -> { });
      RecordingScheduler recording =
          RecordingScheduler.withStates(cut, writer, machine, every, every);
      Execution execution = new Execution();
      StopReason why;
      do {
        why = execution.run(machine, recording, trace.schedule().steps() - machine.steps());
      } while (why == StopReason.SNAPSHOT);
      writer.finish(Verdicts.of(machine));
    }
    return again;
  }

  @ParameterizedTest
  @MethodSource("found")
  void aReplayFromAnyStateIsAsRecorded(Path file) throws IOException {
    long steps = TraceReader.read(file).schedule().steps();
    long every = Math.max(1, steps / 100);
    Path again = recorded(file, every);
    Trace trace = TraceReader.read(again);
    assertTrue(trace.states().size() >= Math.min(steps - 1, 50), trace.states().size() + " states");
    Replayer replayer = Replayer.of(trace, again.toString());
    for (int i = 0; i < trace.states().size(); i++) {
      Position position = replayer.near(trace.states().step(i));
      assertEquals(trace.states().step(i), position.step());
      assertInstanceOf(Reproduced.class, replayer.replay(position, Long.MAX_VALUE));
    }
  }

  /// The machine of the fixed variant has another byte of memory.
  @Test
  void theStateOfAnotherMachineIsRefused() throws IOException {
    Trace trace = TraceReader.read(
        recorded(TRACES.resolve("idle-vs-wakeup").resolve("found.trace"), 10));
    Header header = trace.header();
    Scenario fixed = ScenarioReader.of(header.scenario(), header.scenarioYaml(),
        trace.image().toArray(), "fixed", List.of(), Oracles.names());
    Trace other = with(trace, Rerecording.header(fixed, "", 0, 0, ""), trace.checkpoints());
    long step = trace.states().step(0);
    String message = assertThrows(BadInput.class,
        () -> Replayer.of(other, "a.trace").near(step)).getMessage();
    assertTrue(message.startsWith("a.trace: the state at step " + step + ": has the digest 0x"),
        message);
  }

  @Test
  void aReplayFromAStateComparesWhatComesBehindIt() throws IOException {
    Trace trace = TraceReader.read(recorded(found().getFirst(), 10));
    Trace other = with(trace, trace.header(), trace.checkpoints().stream()
        .map(each -> new Checkpoint(each.step(), each.digest() + 1)).toList());
    Replayer replayer = Replayer.of(other, "a.trace");
    assertInstanceOf(Diverged.class,
        replayer.replay(replayer.near(trace.states().step(0)), Long.MAX_VALUE));
  }

  private static Trace with(Trace trace, Header header, List<Checkpoint> checkpoints) {
    return new Trace(header, trace.kernel(), trace.image(), trace.schedule(), trace.inputs(),
        checkpoints, trace.window(), trace.verdict(), trace.states(), trace.truncatedAt());
  }
}
