package bohr.replay;

import bohr.emulator.Machine;
import bohr.recorder.ScheduleCursor;

/// A machine somewhere in the execution of a trace, ready to go on as recorded.
///
/// @param machine in the state that it had there
/// @param cursor of the trace's schedule
/// @param feed of the inputs, of which some are still to come
public record Position(Machine machine, ScheduleCursor cursor, RecordedFeed feed) {

  /// How many steps were taken since reset.
  public long step() {
    return cursor.step();
  }
}
