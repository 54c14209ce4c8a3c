package bohr.replay.export;

import bohr.emulator.Machine;
import bohr.replay.TimelineStep;
import java.io.IOException;

/// Writes an execution down, step by step.
public interface StepWriter {

  /// The steps begin.
  ///
  /// @param machine as it is in front of the first one; to be looked at, here and behind every step
  void begin(Machine machine) throws IOException;

  /// A step was taken.
  void step(TimelineStep step) throws IOException;

  /// There are no more steps.
  void end() throws IOException;
}
