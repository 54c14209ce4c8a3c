package bohr.emulator.memory;

import java.util.BitSet;
import java.util.List;

/// Ranges of a memory of which somebody wants to hear when they are touched, and is told: of every
/// store by [Memory], of loads by those who make them ([Memory#loaded]). Hearing of it changes
/// nothing.
public final class Watch {

  private static final int PAGE_SHIFT = 12;

  private final List<Range> ranges;
  private final Listener listener;
  private final BitSet blocks = new BitSet();

  /// Part of a memory.
  ///
  /// @param offset where it begins
  /// @param length in bytes, at least 1
  public record Range(int offset, int length) {

    private boolean overlaps(int other, int bytes) {
      return offset < other + bytes && other < offset + length;
    }
  }

  /// Whoever wants to hear of it.
  public interface Listener {

    /// The step in progress touches these bytes, some of which are watched.
    ///
    /// @param stores whether it stores; the bytes are still the old ones
    void touched(boolean stores, int offset, int length);
  }

  /// Tells `listener` of `ranges`, all of which are in the memory.
  public Watch(List<Range> ranges, Listener listener) {
    this.ranges = List.copyOf(ranges);
    this.listener = listener;
    for (Range range : ranges) {
      int last = range.offset() + range.length() - 1;
      blocks.set(range.offset() >> Memory.BLOCK_SHIFT, (last >> Memory.BLOCK_SHIFT) + 1);
    }
  }

  /// Gives the blocks in which `watch`, if there is one, has ranges the reason `watched`, and takes
  /// it from all others.
  static void mark(Watch watch, byte[] reasons, byte watched) {
    for (int block = 0; block < reasons.length; block++) {
      reasons[block] &= (byte) ~watched;
    }
    if (watch != null) {
      watch.blocks.stream().forEach(block -> reasons[block] |= watched);
    }
  }

  /// Whether any of the 4 KiB page number `page` is watched.
  public boolean isInPage(int page) {
    int first = page << PAGE_SHIFT - Memory.BLOCK_SHIFT;
    int next = blocks.nextSetBit(first);
    return next >= 0 && next < first + (1 << PAGE_SHIFT - Memory.BLOCK_SHIFT);
  }

  void touch(boolean stores, int offset, int length) {
    for (Range range : ranges) {
      if (range.overlaps(offset, length)) {
        listener.touched(stores, offset, length);
        return;
      }
    }
  }
}
