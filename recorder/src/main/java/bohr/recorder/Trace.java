package bohr.recorder;

import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Input;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// An execution, complete enough to be repeated on any host. Immutable. Made by a [TraceBuilder] or
/// read by [TraceReader]; written by [TraceWriter].
///
/// @param header where it comes from
/// @param kernel the machine that started an operating system; empty if a scenario was recorded
/// @param image the scenario's ELF file; empty if there is no scenario
/// @param schedule the choices
/// @param inputs what came from outside, in the order of time
/// @param checkpoints digests of the state, in the order of time
/// @param window the step of the guest's snapshot point, if the guest asked for one
/// @param verdict how it ended; empty only if the recording was cut off
/// @param states those in its file from which a replay may start; where it was not read from a file
///     there are none
/// @param truncatedAt where the file of a recording that was cut off stops being usable: the number
///     of bytes up to the end of its last whole chunk; present exactly if `verdict` is not
public record Trace(
    Header header,
    Optional<Kernel> kernel,
    Bytes image,
    Schedule schedule,
    List<Input> inputs,
    List<Checkpoint> checkpoints,
    OptionalLong window,
    Optional<Verdict> verdict,
    TraceStates states,
    OptionalLong truncatedAt) {

  public Trace {
    inputs = List.copyOf(inputs);
    checkpoints = List.copyOf(checkpoints);
    if (verdict.isPresent() == truncatedAt.isPresent()) {
      throw new IllegalArgumentException("a trace has a verdict or was cut off, and not both");
    }
    long end = schedule.steps();
    inOrder("an input", inputs.stream().mapToLong(Input::step), 0, end);
    inOrder("a checkpoint", checkpoints.stream().mapToLong(Checkpoint::step), 1, end);
    inOrder("the snapshot point", window.stream(), 0, end);
  }

  /// The trace of a scenario, in memory.
  public Trace(
      Header header, Bytes image, Schedule schedule, List<Input> inputs,
      List<Checkpoint> checkpoints, OptionalLong window, Optional<Verdict> verdict,
      OptionalLong truncatedAt) {
    this(header, Optional.empty(), image, schedule, inputs, checkpoints, window, verdict,
        TraceStates.NONE, truncatedAt);
  }

  /// Whether the recording was cut off: the trace is then a prefix of the execution.
  public boolean truncated() {
    return truncatedAt.isPresent();
  }

  private static void inOrder(String what, LongStream steps, int apart, long end) {
    long least = 0;
    for (long step : steps.toArray()) {
      if (step < least || step > end) {
        throw new IllegalArgumentException(
            what + " at step " + step + ", outside " + least + " to " + end);
      }
      least = step + apart;
    }
  }
}
