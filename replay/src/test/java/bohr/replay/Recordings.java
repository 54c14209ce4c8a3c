package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.recorder.Bytes;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Trace;
import bohr.recorder.TraceBuilder;
import bohr.recorder.TraceRecord.Header;
import bohr.scheduler.Execution;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.nio.file.Path;
import java.util.List;

/// Records executions of the scenarios under `traces/`, for tests.
public final class Recordings {

  private Recordings() {}

  /// The scenario of that name.
  public static Scenario scenario(String name, String variant) {
    return scenario(name, variant, List.of());
  }

  /// The scenario of that name, with settings changed as by `--set`.
  public static Scenario scenario(String name, String variant, List<String> overrides) {
    return ScenarioReader.read(
        Path.of("..", "traces", name), variant, overrides, Oracles.names());
  }

  /// What to write above a recording of `scenario`.
  public static Header header(Scenario scenario, String strategy, long seed) {
    return new Header(scenario.name(), scenario.source(), scenario.variant(), scenario.overrides(),
        scenario.digest(), scenario.memoryModel().toString(), strategy, seed, 0, "test");
  }

  /// An execution under random slices, from reset to its verdict.
  public static Trace record(Scenario scenario, long seed, long checkpointEvery) {
    return record(scenario, new RandomSlicesScheduler(20), seed, checkpointEvery);
  }

  /// An execution under any strategy that draws at random.
  public static Trace record(
      Scenario scenario, Strategy strategy, long seed, long checkpointEvery) {
    strategy.begin(0, SplitMix.seedOf(seed, 0));
    Machine machine = new Machine(Board.of(scenario));
    TraceBuilder builder = new TraceBuilder();
    RecordingScheduler scheduler =
        new RecordingScheduler(strategy, builder, machine::digest, checkpointEvery);
    Execution execution = new Execution();
    if (execution.run(machine, scheduler, 10_000) == StopReason.SNAPSHOT) {
      execution.run(machine, scheduler, scenario.stepBound());
    }
    if (!machine.ended()) {
      machine.exhaust(scenario.stepBound());
    }
    return builder.build(header(scenario, strategy.name(), seed),
        Bytes.of(scenario.guestImage()), Verdicts.of(machine));
  }
}
