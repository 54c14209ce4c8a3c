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

  /// This place, to come back to. Costs a copy of what changed in memory since the last one.
  public Bookmark bookmark() {
    return new Bookmark(machine.snapshot(), cursor.copy(), feed.delivered().size());
  }

  /// Goes to a bookmark of the same trace.
  public void goTo(Bookmark bookmark) {
    machine.restore(bookmark.snapshot);
    cursor.set(bookmark.cursor);
    feed.rewind(bookmark.delivered);
  }
}
