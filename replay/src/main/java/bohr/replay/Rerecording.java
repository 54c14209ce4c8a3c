package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.Bytes;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceBuilder;
import bohr.recorder.TraceRecord;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Input;
import bohr.recorder.TraceRecord.Kernel;
import bohr.scheduler.Execution;
import java.util.List;
import java.util.Optional;

/// Makes a whole trace of a bare schedule, such as one that a minimiser came up with, by running it
/// once more. What is recorded is what happens, not what was hoped for.
public final class Rerecording {

  /// Steps between checkpoints: a minimised trace has one or two, a long one does not grow by much.
  private static final long CHECKPOINT_EVERY = 1 << 10;

  private static final long KERNEL_CHECKPOINT_EVERY = 10_000_000;

  private Rerecording() {}

  /// What to write above a trace of `scenario`.
  ///
  /// @param strategy who made the choices; "" if a person did
  /// @param seed of the campaign
  /// @param scheduleIndex which execution of the campaign it was
  /// @param builtBy the build that records
  public static Header header(
      Scenario scenario, String strategy, long seed, long scheduleIndex, String builtBy) {
    return new Header(
        scenario.name(), scenario.source(), scenario.variant(), scenario.overrides(),
        scenario.digest(), scenario.memoryModel().toString(), strategy, seed, scheduleIndex,
        builtBy, Codes.of(Board.of(scenario)));
  }

  /// The trace of an execution that follows `schedule` from reset. If the execution has no verdict
  /// where the schedule ends, it has reached its step bound.
  ///
  /// @throws ReplayDivergence if the schedule cannot be followed
  public static Trace of(Scenario scenario, Schedule schedule, Header header) {
    TraceBuilder builder = new TraceBuilder();
    TraceRecord.Verdict verdict = run(Board.of(scenario), schedule, new RecordedFeed(List.of(), 0),
        builder, CHECKPOINT_EVERY, scenario.stepBound());
    return builder.build(header, Bytes.of(scenario.guestImage()), verdict);
  }

  /// As the other, of the machine of a kernel.
  ///
  /// @param kernel with its oracles
  /// @param board what it describes
  /// @param inputs what comes from outside
  public static Trace of(
      Kernel kernel, Board board, Schedule schedule, List<Input> inputs, Header header) {
    TraceBuilder builder = new TraceBuilder();
    TraceRecord.Verdict verdict = run(board, schedule, new RecordedFeed(inputs, 0, builder),
        builder, KERNEL_CHECKPOINT_EVERY, kernel.stepBound());
    return builder.build(header, Optional.of(kernel), Bytes.NONE, verdict);
  }

  private static TraceRecord.Verdict run(Board board, Schedule schedule, FedMachine.Feed feed,
      TraceBuilder builder, long checkpointEvery, long stepBound) {
    Machine machine = new Machine(board);
    FedMachine fed = new FedMachine(machine, feed);
    RecordingScheduler scheduler = new RecordingScheduler(
        new ReplayScheduler(schedule), builder, machine::digest, checkpointEvery);
    Execution execution = new Execution();
    StopReason why;
    do {
      why = execution.run(fed, scheduler, schedule.steps() - machine.steps());
    } while (why == StopReason.SNAPSHOT);
    if (!machine.ended()) {
      machine.exhaust(stepBound);
    }
    return Verdicts.of(machine);
  }
}
