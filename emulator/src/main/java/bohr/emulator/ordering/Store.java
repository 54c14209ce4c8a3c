package bohr.emulator.ordering;

import static bohr.emulator.ordering.Order.*;

import java.util.Arrays;

/// A store into one granule, an SC or an AMO (rules R3, R5 and R7 of docs/memory-model.md), looked
/// at and then done. Reusable; each hart has one.
///
/// The alternatives are the promises that it could fulfil, the oldest first, and then a new
/// message.
public final class Store {

  /// What an AMO makes of the value that it finds.
  @FunctionalInterface
  public interface Combination {

    /// The value to be stored where there was `old`; both zero-extended.
    long of(long old);
  }

  private static final int BYTES = 8;
  private static final int NEW = 0;

  private final Ordering ordering;
  private final History history;
  private Views views;
  private int agent;
  private long granule;
  private int slot;
  private int mask;
  private int shift;
  private int order;
  private int address;
  private int data;
  private int pre;
  private boolean reads;
  private long value;
  private long old;
  private Combination combination;
  private int[] times = new int[4];
  private int count;

  Store(Ordering ordering) {
    this.ordering = ordering;
    history = ordering.history();
  }

  /// Looks at the store of the low `size` bytes of `value` at an offset in RAM, all in one granule.
  ///
  /// @param address the view of the address
  /// @param data the view of the value
  /// @param order bits of [Order]; with EXCLUSIVE it is an SC
  /// @return how many alternatives there are; 0 for an SC that cannot succeed
  public int look(int agent, long offset, int size, long value, int address, int data, int order) {
    reads = false;
    combination = null;
    place(agent, offset, size, address, data, order);
    this.value = value << 8 * shift & History.bytes(mask);
    if (has(order, EXCLUSIVE)) {
      pre = Math.max(pre, views.reservedView);
    }
    return alternatives();
  }

  /// Looks at an AMO, as [#look].
  public int lookUpdate(
      int agent, long offset, int size, Combination combination, int address, int data, int order) {
    reads = true;
    this.combination = combination;
    place(agent, offset, size, address, data, order | EXCLUSIVE);
    pre = Math.max(pre, views.newReads);
    return alternatives();
  }

  private void place(int agent, long offset, int size, int address, int data, int order) {
    this.agent = agent;
    this.views = ordering.views(agent);
    this.address = address;
    this.data = data;
    this.order = order;
    granule = offset & -BYTES;
    slot = history.slot(granule);
    shift = (int) offset & BYTES - 1;
    mask = (1 << size) - 1 << shift;
    pre = Math.max(Math.max(address, data), Math.max(views.control, views.newWrites));
    if (has(order, RELEASE)) {
      pre = Math.max(pre, Math.max(views.oldReads, views.oldWrites));
    }
    if (has(order, ACQUIRE | RCSC)) {
      pre = Math.max(pre, views.releases);
    }
  }

  private int alternatives() {
    count = 0;
    int coherence = slot == History.NO_SLOT ? 0 : views.coherence(slot, mask);
    for (int i = 0; i < views.promised(); i++) {
      int time = views.promise(i);
      if (fits(time) && pre < time && coherence < time && isExclusiveAt(time)) {
        add(time);
      }
    }
    if (ordering.storesAnew() && isExclusiveAt(history.count() + 1)) {
      add(NEW);
    }
    return count;
  }

  private boolean fits(int time) {
    return history.slotOf(time) == slot
        && history.mask(time) == mask
        && history.value(time) == valueAt(time);
  }

  /// What would be stored by the message at `time`, in its place.
  private long valueAt(int time) {
    if (!reads) {
      return value;
    }
    old = before(time);
    return combination.of(old >>> 8 * shift) << 8 * shift & History.bytes(mask);
  }

  private long before(int time) {
    return slot == History.NO_SLOT
        ? ordering.settled(granule) & History.bytes(mask)
        : history.read(slot, mask, time - 1);
  }

  private void add(int time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = time;
  }

  private boolean isExclusiveAt(int time) {
    return reads
        || !has(order, EXCLUSIVE)
        || views.reserved == granule && ordering.keepsReservation(views, agent, time);
  }

  /// How many alternatives the last [#look] found.
  public int ways() {
    return count;
  }

  /// Whether an alternative is a new message.
  public boolean isNew(int alternative) {
    return times[alternative] == NEW;
  }

  /// The timestamp that a new message must be behind.
  public int bound() {
    return slot == History.NO_SLOT ? pre : Math.max(pre, views.coherence(slot, mask));
  }

  /// What a new message would be; to be asked before [#take].
  public Promise asPromise() {
    return new Promise(granule, mask, valueAt(history.count() + 1));
  }

  /// Does the store.
  ///
  /// @return the timestamp of the message, which is the view of what an SC or AMO gives
  public int take(int alternative) {
    int time = times[alternative];
    if (time == NEW) {
      time = ordering.append(granule, mask, valueAt(history.count() + 1), agent);
      slot = history.slot(granule);
    } else {
      views.removePromise(time);
      valueAt(time);
    }
    remember(time);
    views.oldWrites = Math.max(views.oldWrites, time);
    views.control = Math.max(views.control, address);
    if (reads) {
      views.oldReads = Math.max(views.oldReads, time);
    } else if (has(order, EXCLUSIVE)) {
      views.endReservation();
    }
    if (has(order, RELEASE | RCSC)) {
      views.releases = Math.max(views.releases, time);
    }
    if (has(order, ACQUIRE)) {
      views.acquire(time);
    }
    return time;
  }

  private void remember(int time) {
    views.know(slot);
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int at = slot * BYTES + Integer.numberOfTrailingZeros(rest);
      views.coherence[at] = time;
      views.forwardTime[at] = time;
      views.forwardView[at] = reads ? time : Math.max(address, data);
      views.forwardExclusive[at] = has(order, EXCLUSIVE);
    }
  }

  /// What the AMO of the last [#take] found, zero-extended.
  public long old() {
    return old >>> 8 * shift;
  }
}
