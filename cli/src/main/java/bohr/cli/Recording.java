package bohr.cli;

import bohr.emulator.Machine;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.TraceWriter;
import bohr.recorder.Bytes;
import bohr.scheduler.Scheduler;

/// What is kept of a run: nothing, or a trace.
///
/// @param writer of the trace; null for nothing
/// @param digestEvery steps between two digests of the state
/// @param stateEvery steps between two states from which a replay may start; 0 for none
record Recording(TraceWriter writer, long digestEvery, long stateEvery) {

  /// Nothing is kept, and nothing is hashed.
  static final Recording NONE = new Recording(null, 0, 0);

  /// Listens to `strategy`, which drives `machine`.
  Scheduler of(Scheduler strategy, Machine machine) {
    if (writer == null) {
      return strategy;
    }
    return stateEvery == 0
        ? new RecordingScheduler(strategy, writer, machine::digest, digestEvery)
        : RecordingScheduler.withStates(strategy, writer, machine, digestEvery, stateEvery);
  }

  /// Some bytes have reached `source`, which [Machine#receive(String, byte[])] has taken. Whoever
  /// brings input to a machine that runs calls this right after.
  void input(String source, byte[] bytes) {
    if (writer != null) {
      writer.input(source, Bytes.of(bytes));
    }
  }

  /// Writes down what was recorded, before waiting for input.
  void flush() {
    if (writer != null) {
      writer.flush();
    }
  }
}
