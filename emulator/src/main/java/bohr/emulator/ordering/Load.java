package bohr.emulator.ordering;

import static bohr.emulator.ordering.Order.*;

import java.util.Arrays;

/// A load from within one granule (rule R2 of docs/memory-model.md), looked at and then done.
/// Reusable; each hart has one.
///
/// A load sees memory as it was behind some message, except that it sees the agent's own later
/// stores, byte by byte. So the alternatives are numbered from the newest back, and two that would
/// take every byte from the same message count as one.
public final class Load {

  private static final int BYTES = 8;

  private final Ordering ordering;
  private final History history;
  private Views views;
  private long granule;
  private int slot;
  private int mask;
  private int shift;
  private int order;
  private int address;
  private int pre;
  private int post;

  /// For each alternative and byte, the message that it comes from.
  private int[] sources = new int[BYTES * BYTES];

  Load(Ordering ordering) {
    this.ordering = ordering;
    history = ordering.history();
  }

  /// Looks at a load of `size` bytes at an offset in RAM, which lie in one granule.
  ///
  /// @param address the view of the address
  /// @param order bits of [Order]
  /// @return how many alternatives there are
  public int look(Views views, long offset, int size, int address, int order) {
    this.views = views;
    this.address = address;
    this.order = order;
    granule = offset & -BYTES;
    slot = history.slot(granule);
    shift = (int) offset & BYTES - 1;
    mask = (1 << size) - 1 << shift;
    pre = Math.max(address, views.newReads);
    if (has(order, ACQUIRE | RCSC)) {
      pre = Math.max(pre, views.releases);
    }
    if (has(order, RELEASE)) {
      pre = Math.max(pre, Math.max(views.oldReads, views.oldWrites));
    }
    return slot == History.NO_SLOT ? 1 : alternatives();
  }

  private int alternatives() {
    views.know(slot);
    newest();
    int count = 1;
    while (older(count)) {
      count++;
    }
    return count;
  }

  private void newest() {
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      sources[b] = history.latest(slot, b, history.count());
    }
  }

  /// Goes back from alternative `count - 1` by one message, if that is allowed.
  private boolean older(int count) {
    int from = (count - 1) * BYTES;
    int last = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      last = isForwarded(b, sources[from + b]) ? last : Math.max(last, sources[from + b]);
    }
    if (last <= pre) {
      return false;
    }
    if (from + 2 * BYTES > sources.length) {
      sources = Arrays.copyOf(sources, 2 * sources.length);
    }
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      int source = sources[from + b];
      if (source == last && !isForwarded(b, source)) {
        source = history.latest(slot, b, last - 1);
        int least = Math.max(pre, views.coherence[slot * BYTES + b]);
        if (source < history.latest(slot, b, Math.min(least, last))) {
          return false;
        }
      }
      sources[from + BYTES + b] = source;
    }
    return true;
  }

  /// Whether byte `b`, if it comes from message `source`, comes from the agent's own last store.
  private boolean isForwarded(int b, int source) {
    return source != 0 && source == views.forwardTime[slot * BYTES + b];
  }

  /// Does the load.
  ///
  /// @param alternative 0 is the newest
  /// @return the value, zero-extended
  public long take(int alternative) {
    post = pre;
    long value;
    if (slot == History.NO_SLOT) {
      value = ordering.settled(granule) & History.bytes(mask);
    } else {
      value = collect(alternative * BYTES);
    }
    views.oldReads = Math.max(views.oldReads, post);
    views.control = Math.max(views.control, address);
    if (has(order, ACQUIRE)) {
      views.acquire(post);
    }
    if (has(order, RELEASE | RCSC)) {
      views.releases = Math.max(views.releases, post);
    }
    if (has(order, EXCLUSIVE)) {
      reserve(alternative * BYTES);
    }
    return value >>> 8 * shift;
  }

  /// Coherence is a message rather than the view, so that what others do elsewhere leaves no mark.
  private long collect(int from) {
    long value = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      int source = sources[from + b];
      int at = slot * BYTES + b;
      boolean early = isForwarded(b, source) && !views.forwardExclusive[at];
      post = Math.max(post, early ? views.forwardView[at] : source);
      value |= history.byteAt(slot, b, source);
    }
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      int at = slot * BYTES + b;
      views.coherence[at] = Math.max(views.coherence[at], history.latest(slot, b, post));
    }
    return value;
  }

  private void reserve(int from) {
    views.reserved = granule;
    views.reservedMask = mask;
    views.reservedAt = slot == History.NO_SLOT ? 0 : history.newest(slot);
    views.reservedView = post;
    for (int b = 0; b < BYTES; b++) {
      boolean loaded = slot != History.NO_SLOT && (mask >>> b & 1) != 0;
      views.reservedFrom[b] = loaded ? sources[from + b] : 0;
    }
  }

  /// The view of what the last [#take] gave.
  public int view() {
    return post;
  }
}
