package bohr.cli;

import bohr.emulator.Machine;
import bohr.recorder.Bytes;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.TraceWriter;
import bohr.scheduler.Scheduler;
import java.nio.file.Path;
import java.util.Optional;

/// What is kept of a run: nothing, or a trace.
final class Recording {

  private final Optional<Path> file;
  private final TraceWriter writer;
  private final long digestEvery;
  private final long stateEvery;
  private RecordingScheduler scheduler;

  private Recording(Optional<Path> file, TraceWriter writer, long digestEvery, long stateEvery) {
    this.file = file;
    this.writer = writer;
    this.digestEvery = digestEvery;
    this.stateEvery = stateEvery;
  }

  /// Nothing is kept, and nothing is hashed.
  static Recording none() {
    return new Recording(Optional.empty(), null, 0, 0);
  }

  /// A trace is kept, by `writer`, in `file`.
  ///
  /// @param digestEvery steps between two digests of the state
  /// @param stateEvery steps between two states from which a replay may start; 0 for none but those
  ///     that are asked for
  static Recording in(Path file, TraceWriter writer, long digestEvery, long stateEvery) {
    return new Recording(Optional.of(file), writer, digestEvery, stateEvery);
  }

  /// Where it is kept.
  Optional<Path> file() {
    return file;
  }

  /// Listens to `strategy`, which drives `machine`.
  Scheduler of(Scheduler strategy, Machine machine) {
    if (writer == null) {
      return strategy;
    }
    scheduler = RecordingScheduler.withStates(strategy, writer, machine, digestEvery,
        stateEvery == 0 ? RecordingScheduler.NEVER : stateEvery);
    return scheduler;
  }

  /// Some bytes have reached `source`, which [bohr.emulator.Outside#receive] has taken. Whoever
  /// brings input to a machine that runs calls this right after.
  void input(String source, byte[] bytes) {
    if (writer != null) {
      writer.input(source, Bytes.of(bytes));
    }
  }

  /// Keeps the machine's state as it is, so that a replay may start from it.
  void keepState() {
    if (scheduler != null) {
      scheduler.keepState();
    }
  }

  /// Writes down what was recorded, before waiting for input.
  void flush() {
    if (writer != null) {
      writer.flush();
    }
  }
}
