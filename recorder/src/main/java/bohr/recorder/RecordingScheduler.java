package bohr.recorder;

import bohr.emulator.Machine;
import bohr.emulator.WrittenState;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.memory.ChangeLog;
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

  /// Farther than anybody goes.
  public static final long NEVER = Long.MAX_VALUE;

  private final Scheduler inner;
  private final RecordingSink sink;
  private final LongSupplier digest;
  private final long checkpointEvery;
  private final long stateEvery;
  private final Machine machine;
  private final ChangeLog log;
  private long checkpointed;
  private long kept;

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
    this(inner, sink, digest, every, null, NEVER);
  }

  /// Records checkpoints of `machine`, as the other, and states from which a replay may start.
  ///
  /// @param stateEvery so many steps or more lie between two states, at least 1; [#NEVER] for only
  ///     those that are asked for
  public static RecordingScheduler withStates(
      Scheduler inner, RecordingSink sink, Machine machine, long every, long stateEvery) {
    return new RecordingScheduler(inner, sink, machine::digest, every, machine, stateEvery);
  }

  private RecordingScheduler(Scheduler inner, RecordingSink sink, LongSupplier digest, long every,
      Machine machine, long stateEvery) {
    if (every < 1 || stateEvery < 1) {
      throw new IllegalArgumentException(
          "a checkpoint every " + every + " steps, a state every " + stateEvery);
    }
    this.inner = inner;
    this.sink = sink;
    this.digest = digest;
    this.checkpointEvery = every;
    this.stateEvery = stateEvery;
    this.machine = machine;
    log = machine == null ? null : WrittenState.memory(machine).beginLog();
    checkpointed = sink.steps();
    kept = checkpointed;
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
    boolean keep = machine != null && step - kept >= stateEvery && why != StopReason.ENDED;
    if (why == StopReason.SNAPSHOT || step - checkpointed >= checkpointEvery || keep) {
      long now = digest.getAsLong();
      sink.checkpoint(now);
      checkpointed = step;
      if (keep) {
        sink.state(machine, now, log);
        kept = step;
      }
    }
  }

  /// Records a state at once, unless there is one at this step already. To be called between two
  /// slices, of a recording with states.
  public void keepState() {
    if (kept != sink.steps()) {
      sink.state(machine, digest.getAsLong(), log);
      kept = sink.steps();
    }
  }
}
