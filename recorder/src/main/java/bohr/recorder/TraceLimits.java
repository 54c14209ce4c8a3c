package bohr.recorder;

import java.util.Locale;

/// What keeps a trace within the bounds of [TraceFormat] and its events in their order. The writer
/// and the reader ask the same rules, so that nothing is written which cannot be read.
final class TraceLimits {

  private long slices;
  private long values;
  private int checkpoints;
  private long checkpointStep = -1;
  private int states;
  private long stateStep = -1;
  private int inputs;
  private long inputStep = -1;
  private long inputBytes;

  /// Before so many more slices.
  void slices(int more) {
    slices += more;
    require(slices <= TraceFormat.SLICES_MAX, "more than %d slices", TraceFormat.SLICES_MAX);
  }

  /// Before so many more values.
  void values(int more) {
    values += more;
    require(values <= TraceFormat.VALUES_MAX, "more than %d values", TraceFormat.VALUES_MAX);
  }

  /// Before a checkpoint.
  void checkpoint(long step) {
    require(step > checkpointStep, "a second checkpoint at step %d", step);
    require(step > stateStep, "a checkpoint behind the state of its step %d", step);
    require(step > inputStep, "a checkpoint behind the input of its step %d", step);
    require(++checkpoints <= TraceFormat.CHECKPOINTS_MAX,
        "more than %d checkpoints", TraceFormat.CHECKPOINTS_MAX);
    checkpointStep = step;
  }

  /// Before a state.
  void state(long step) {
    require(step > stateStep, "a second state at step %d", step);
    require(++states <= TraceFormat.STATES_MAX, "more than %d states", TraceFormat.STATES_MAX);
    stateStep = step;
  }

  /// Before an input of `length` bytes.
  void input(long step, int length) {
    inputBytes += length;
    require(++inputs <= TraceFormat.INPUTS_MAX, "more than %d inputs", TraceFormat.INPUTS_MAX);
    require(inputBytes <= TraceFormat.INPUTS_BYTES_MAX,
        "more than %d bytes of input", TraceFormat.INPUTS_BYTES_MAX);
    inputStep = step;
  }

  /// How many inputs there were.
  int inputs() {
    return inputs;
  }

  private static void require(boolean holds, String format, long number) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, number));
    }
  }
}
