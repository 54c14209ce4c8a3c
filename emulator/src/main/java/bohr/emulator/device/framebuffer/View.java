package bohr.emulator.device.framebuffer;

import bohr.emulator.state.Digest;

/// Which line of memory each line of the screen shows: from `start` on, and from the line `split`
/// of the screen on, those from the beginning of the memory (line compare of the VGA).
///
/// @param start 0 to [#MOST_START]
/// @param split 0 to [#LINES], which is no split
record View(int start, int split) {

  /// Lines of the screen.
  static final int LINES = 32;

  static final int MEMORY_LINES = 64;
  static final int MOST_START = MEMORY_LINES - LINES;

  /// The line of memory that line `y` of the screen shows.
  int line(int y) {
    return y < split ? start + y : y - split;
  }

  /// All lines of memory that are shown, a bit each.
  long shown() {
    long shown = 0;
    for (int y = 0; y < LINES; y++) {
      shown |= 1L << line(y);
    }
    return shown;
  }

  /// The lines that would be shown without a split.
  long range() {
    return (1L << LINES) - 1 << start;
  }

  long fingerprint() {
    return Digest.of(start, split);
  }
}
