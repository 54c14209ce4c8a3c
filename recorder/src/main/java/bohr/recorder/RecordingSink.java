package bohr.recorder;

import bohr.emulator.Machine;
import bohr.emulator.memory.ChangeLog;

/// Where a recording goes, in the order in which things happen. A [Schedule.Builder] keeps slices
/// and values only, a [TraceBuilder] everything in memory, a [TraceWriter] everything in a file.
public interface RecordingSink {

  /// `steps` more steps were taken by `agent`, at least one. A slice that goes on with the agent of
  /// the slice before is merged with it.
  void slice(int agent, long steps);

  /// A step of `agent` made a choice. Told for every choice, in order, and before the slice that
  /// the choice was made in.
  ///
  /// @param value what was chosen; 0, the strongest ordering, takes no room
  void choice(int agent, int value);

  /// Steps recorded so far.
  long steps();

  /// Right behind the steps recorded so far, the machine's state has this digest. At most one for
  /// each number of steps, and before virtual time jumps and inputs arrive there.
  default void checkpoint(long digest) {}

  /// The steps and inputs recorded so far have brought `machine` to a state from which a replay may
  /// start. At most one for each number of steps, and not before the checkpoint there.
  ///
  /// @param digest of the machine's state
  /// @param log blocks of memory that changed since the state before
  default void state(Machine machine, long digest, ChangeLog log) {}

  /// After the steps recorded so far, the guest asked for its snapshot. Only the first time counts.
  default void window() {}

  /// After the steps recorded so far, and before the next one, `bytes` reached `source`.
  default void input(String source, Bytes bytes) {}
}
