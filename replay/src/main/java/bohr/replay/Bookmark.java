package bohr.replay;

import bohr.emulator.Snapshot;
import bohr.recorder.ScheduleCursor;

/// A place in the execution of a trace to which a [Position] can go back, or forward.
public final class Bookmark {

  final Snapshot snapshot;
  final ScheduleCursor cursor;
  final int delivered;

  Bookmark(Snapshot snapshot, ScheduleCursor cursor, int delivered) {
    this.snapshot = snapshot;
    this.cursor = cursor;
    this.delivered = delivered;
  }

  /// How many steps were taken since reset.
  public long step() {
    return cursor.step();
  }

  /// How many bytes of memory this holds that `other` does not hold too; null holds nothing.
  public long bytesBeside(Bookmark other) {
    return snapshot.bytesBeside(other == null ? null : other.snapshot);
  }
}
