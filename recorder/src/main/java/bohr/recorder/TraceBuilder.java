package bohr.recorder;

import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Input;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Records an execution in memory. For a single execution; make a new one for the next.
public final class TraceBuilder implements RecordingSink {

  private final Schedule.Builder schedule = Schedule.builder();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final TraceLimits limits = new TraceLimits();
  private OptionalLong window = OptionalLong.empty();

  /// Has recorded nothing yet.
  public TraceBuilder() {}

  @Override
  public void slice(int agent, long steps) {
    int before = schedule.slices();
    schedule.add(agent, steps);
    limits.slices(schedule.slices() - before);
  }

  @Override
  public void choice(int agent, int value) {
    if (value != 0) {
      limits.values(1);
    }
    schedule.choice(agent, value);
  }

  /// A choice whose value is not 0, behind `gap` choices of the same agent whose value is.
  void value(int agent, long gap, int value) {
    schedule.skip(agent, gap);
    choice(agent, value);
  }

  @Override
  public long steps() {
    return schedule.steps();
  }

  @Override
  public void checkpoint(long digest) {
    limits.checkpoint(steps());
    checkpoints.add(new Checkpoint(steps(), digest));
  }

  @Override
  public void window() {
    if (window.isEmpty()) {
      window = OptionalLong.of(steps());
    }
  }

  @Override
  public void input(String source, Bytes bytes) {
    limits.input(steps(), bytes.length());
    inputs.add(new Input(steps(), source, bytes));
  }

  /// The whole trace of a scenario, with its verdict.
  public Trace build(Header header, Bytes image, Verdict verdict) {
    return build(header, Optional.empty(), image, verdict);
  }

  /// The whole trace, with its verdict.
  ///
  /// @param kernel if it is not that of a scenario
  public Trace build(Header header, Optional<Kernel> kernel, Bytes image, Verdict verdict) {
    return build(
        header, kernel, image, Optional.of(verdict), TraceStates.NONE, OptionalLong.empty());
  }

  /// As the other, with what only a file has: states, and perhaps an end behind so many bytes.
  Trace build(Header header, Optional<Kernel> kernel, Bytes image, Optional<Verdict> verdict,
      TraceStates states, OptionalLong truncatedAt) {
    return new Trace(header, kernel, image, schedule.build(), inputs, checkpoints, window, verdict,
        states, truncatedAt);
  }
}
