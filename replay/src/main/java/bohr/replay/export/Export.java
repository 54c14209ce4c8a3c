package bohr.replay.export;

import bohr.replay.Position;
import bohr.replay.Replayer;
import bohr.replay.StepTeller;
import bohr.replay.TimelineStep;
import bohr.replay.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Replays a part of a trace for somebody who writes it down.
public final class Export {

  private Export() {}

  /// Shows the steps of `extent` to `writer`.
  ///
  /// @throws IOException if they cannot be written
  /// @throws bohr.replay.ReplayDivergence if the trace cannot be followed
  public static void write(Replayer replayer, Extent extent, StepWriter writer)
      throws IOException {
    Position position = replayer.at(extent.from());
    writer.begin(position.machine());
    try {
      Walkthrough.from(
          replayer, position, extent.to(), new StepTeller(step -> write(writer, step)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.end();
  }

  private static void write(StepWriter writer, TimelineStep step) {
    try {
      writer.step(step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
