package bohr.recorder;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.function.LongSupplier;

/// Lets another scheduler decide, and writes down what came of it: the steps that were taken (not
/// those that were allowed) and the values that were chosen (not the random numbers behind them),
/// as shuttle#96 teaches: a replay follows the recorded choices and never asks the strategy again.
///
/// It only listens. An execution is the same with and without it, with and without checkpoints;
/// that is why a checkpoint is taken at the end of a slice and no slice is shortened for it.
/// It keeps no state of the execution itself: whoever rewinds the sink may go on with the same one.
public final class RecordingScheduler implements Scheduler {

  private static final long NEVER = Long.MAX_VALUE;

  private final Scheduler inner;
  private final RecordingSink sink;
  private final LongSupplier digest;
  private final long checkpointEvery;
  private long checkpointed;

  /// Records slices, choices and the snapshot point; no checkpoints.
  public RecordingScheduler(Scheduler inner, RecordingSink sink) {
    this(inner, sink, () -> 0, NEVER);
  }

  /// Records checkpoints too: at the snapshot point, and at the first end of a slice that lies
  /// `every` steps or more behind the last checkpoint.
  ///
  /// @param digest gives the digest of the machine's state as it is
  /// @param every at least 1
  public RecordingScheduler(
      Scheduler inner, RecordingSink sink, LongSupplier digest, long every) {
    if (every < 1) {
      throw new IllegalArgumentException("a checkpoint every " + every + " steps");
    }
    this.inner = inner;
    this.sink = sink;
    this.digest = digest;
    this.checkpointEvery = every;
    checkpointed = sink.steps();
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
  }

  @Override
  public int choose(int agent, int alternatives) {
    int value = inner.choose(agent, alternatives);
    sink.choice(agent, value);
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    sink.slice(agent, steps);
    if (why == StopReason.SNAPSHOT) {
      sink.window();
    }
    if (checkpointEvery != NEVER) {
      checkpointIfDue(why);
    }
    inner.performed(system, agent, steps, why);
  }

  private void checkpointIfDue(StopReason why) {
    long step = sink.steps();
    if (why == StopReason.SNAPSHOT || step - checkpointed >= checkpointEvery) {
      sink.checkpoint(digest.getAsLong());
      checkpointed = step;
    }
  }
}
