package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.recorder.Bytes;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// Whether a run is recorded, and how closely.
final class RecordOptions {

  @Option(names = "--record", paramLabel = "FILE",
      description = "Records a trace; one that is cut off can be replayed as far as it goes.")
  private Path file;

  @Option(names = "--digest-every", paramLabel = "STEPS", defaultValue = "10000000",
      converter = Converters.OfCount.class,
      description = "Records a digest of the machine's state every so many steps."
          + " Default: ${DEFAULT-VALUE}.")
  private long digestEvery;

  @Option(names = "--checkpoint-every", paramLabel = "STEPS", defaultValue = "75000000",
      converter = Converters.OfNatural.class,
      description = "Records a state from which a replay may start every so many steps; 0 for none."
          + " Default: ${DEFAULT-VALUE}.")
  private long checkpointEvery;

  RecordOptions() {}

  /// Runs, and records if that was asked for. An interrupted recording has no verdict: it is one
  /// that was cut off.
  ///
  /// @param kernel if no scenario is run
  /// @param image of the scenario's guest
  Optional<Verdict> during(Terminal terminal, Header header, Optional<Kernel> kernel, Bytes image,
      Function<Recording, Optional<Verdict>> run) throws IOException {
    if (file == null) {
      return run.apply(Recording.none());
    }
    try (TraceWriter writer = create(terminal, header, kernel, image)) {
      Optional<Verdict> verdict =
          run.apply(Recording.in(terminal.file(file), writer, digestEvery, checkpointEvery));
      verdict.ifPresent(writer::finish);
      return verdict;
    }
  }

  private TraceWriter create(
      Terminal terminal, Header header, Optional<Kernel> kernel, Bytes image) {
    try {
      return TraceWriter.create(terminal.file(file), header, kernel, image);
    } catch (IOException e) {
      throw new BadInput(file.toString(), "", "cannot be written: " + TraceFiles.reason(e));
    }
  }
}
