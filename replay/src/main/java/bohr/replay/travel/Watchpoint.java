package bohr.replay.travel;

import bohr.emulator.memory.Watch;

/// Part of the machine's memory, and which accesses to it are waited for: those of harts, and those
/// that arrive over the links of devices. Instruction fetches and page-table walks are none.
///
/// @param range where
/// @param reads whether reading it counts
/// @param writes whether writing it counts, whatever is written
public record Watchpoint(Watch.Range range, boolean reads, boolean writes) {

  boolean wants(boolean stores, int offset, int length) {
    return (stores ? writes : reads) && overlaps(offset, length);
  }

  /// Whether it has any of these bytes.
  public boolean overlaps(int offset, int length) {
    return range.offset() < offset + length && offset < range.offset() + range.length();
  }
}
