package bohr.emulator.ordering;

import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The stores that somebody might still see, or not yet have seen: a list of messages. The k-th
/// message has the timestamp k; 0 stands for what was there before the first.
///
/// A message is about some bytes of one *granule*, 8 aligned bytes of RAM. Granules with messages
/// have a *slot* each, numbered in the order of their first message, which also keeps what was
/// there before.
///
/// Plain arrays, because harts are simulated ahead on it: [#truncate] takes messages back.
public final class History implements Stateful {

  static final int NO_SLOT = -1;

  private static final int FIRST_CAPACITY = 64;

  // Messages, from 1 on.
  private int count;
  private int[] slots = new int[FIRST_CAPACITY];
  private int[] masks = new int[FIRST_CAPACITY];
  private int[] agents = new int[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];

  /// The message before in the same granule, or 0.
  private int[] previous = new int[FIRST_CAPACITY];

  // Slots, from 0 on.
  private int slotCount;
  private long[] granules = new long[FIRST_CAPACITY];
  private long[] bases = new long[FIRST_CAPACITY];
  private int[] newest = new int[FIRST_CAPACITY];

  /// Slots, plus 1, by a hash of their granules. Open addressing; derived from `granules`.
  private int[] index = new int[2 * FIRST_CAPACITY];

  History() {}

  /// The greatest timestamp.
  int count() {
    return count;
  }

  int slotCount() {
    return slotCount;
  }

  /// The slot of a granule, or [#NO_SLOT].
  int slot(long granule) {
    return index[place(granule)] - 1;
  }

  private int place(long granule) {
    int bits = index.length - 1;
    int place = (int) (granule >>> 3) * 0x9e3779b1 >>> 8 & bits;
    while (index[place] != 0 && granules[index[place] - 1] != granule) {
      place = place + 1 & bits;
    }
    return place;
  }

  /// The slot of a granule that has none; `base` is what is there now.
  int open(long granule, long base) {
    if (slotCount == granules.length) {
      granules = Arrays.copyOf(granules, 2 * slotCount);
      bases = Arrays.copyOf(bases, 2 * slotCount);
      newest = Arrays.copyOf(newest, 2 * slotCount);
      index = new int[4 * slotCount];
      indexAll();
    }
    granules[slotCount] = granule;
    bases[slotCount] = base;
    newest[slotCount] = 0;
    index[place(granule)] = ++slotCount;
    return slotCount - 1;
  }

  private void indexAll() {
    Arrays.fill(index, 0);
    for (int slot = 0; slot < slotCount; slot++) {
      index[place(granules[slot])] = slot + 1;
    }
  }

  /// Adds a message.
  ///
  /// @return its timestamp
  int append(int slot, int mask, long value, int agent) {
    if (++count == slots.length) {
      slots = Arrays.copyOf(slots, 2 * count);
      masks = Arrays.copyOf(masks, 2 * count);
      agents = Arrays.copyOf(agents, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      previous = Arrays.copyOf(previous, 2 * count);
    }
    slots[count] = slot;
    masks[count] = mask;
    agents[count] = agent;
    values[count] = value;
    previous[count] = newest[slot];
    newest[slot] = count;
    return count;
  }

  /// Takes back all but the first `messages` messages and `slotsLeft` slots.
  void truncate(int messages, int slotsLeft) {
    while (count > messages) {
      newest[slots[count]] = previous[count];
      count--;
    }
    while (slotCount > slotsLeft) {
      index[place(granules[slotCount - 1])] = 0; // the last one in is the last of its chain
      slotCount--;
    }
  }

  // What messages say.

  int slotOf(int time) {
    return slots[time];
  }

  int mask(int time) {
    return masks[time];
  }

  int agent(int time) {
    return agents[time];
  }

  long value(int time) {
    return values[time];
  }

  long granule(int slot) {
    return granules[slot];
  }

  /// The newest message of a slot.
  int newest(int slot) {
    return newest[slot];
  }

  /// The message of the same slot before the one at `time`, or 0.
  int previous(int time) {
    return previous[time];
  }

  /// The newest message up to `time` that stores byte `b` of a slot; 0 if there is none.
  int latest(int slot, int b, int time) {
    int at = newest[slot];
    while (at > time || at != 0 && (masks[at] >>> b & 1) == 0) {
      at = previous[at];
    }
    return at;
  }

  /// Byte `b` of a slot as the message at `time` left it, in its place.
  long byteAt(int slot, int b, int time) {
    return (time == 0 ? bases[slot] : values[time]) & 0xffL << 8 * b;
  }

  /// The bytes of `mask` in a slot as they were after the message at `time`, each in its place.
  long read(int slot, int mask, int time) {
    long value = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      int b = Integer.numberOfTrailingZeros(rest);
      value |= byteAt(slot, b, latest(slot, b, time));
    }
    return value;
  }

  // Forgetting.

  /// Drops the first `dropped` messages: what they said is there from the beginning.
  ///
  /// @return for each old slot its new one, or [#NO_SLOT] if no message is left
  int[] drop(int dropped) {
    for (int time = 1; time <= dropped; time++) {
      long bytes = bytes(masks[time]);
      int slot = slots[time];
      bases[slot] = bases[slot] & ~bytes | values[time] & bytes;
    }
    int[] renumbered = renumber(dropped);
    int left = count - dropped;
    Arrays.fill(newest, 0);
    for (int time = 1; time <= left; time++) {
      int old = time + dropped;
      int slot = renumbered[slots[old]];
      slots[time] = slot;
      masks[time] = masks[old];
      agents[time] = agents[old];
      values[time] = values[old];
      previous[time] = newest[slot];
      newest[slot] = time;
    }
    count = left;
    return renumbered;
  }

  /// Slots in the order of the first message that stays.
  private int[] renumber(int dropped) {
    int[] renumbered = new int[slotCount];
    Arrays.fill(renumbered, NO_SLOT);
    long[] oldGranules = granules.clone();
    long[] oldBases = bases.clone();
    int left = 0;
    for (int time = dropped + 1; time <= count; time++) {
      int slot = slots[time];
      if (renumbered[slot] == NO_SLOT) {
        granules[left] = oldGranules[slot];
        bases[left] = oldBases[slot];
        renumbered[slot] = left++;
      }
    }
    slotCount = left;
    indexAll();
    return renumbered;
  }

  /// The bits of the bytes of a mask.
  static long bytes(int mask) {
    long bytes = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      bytes |= 0xffL << 8 * Integer.numberOfTrailingZeros(rest);
    }
    return bytes;
  }

  private long about(int time) {
    return (long) slots[time] << 32 | (agents[time] << 8 | masks[time]) & 0xffff_ffffL;
  }

  @Override
  public void walk(Walker walker) {
    int messages = walker.value(count);
    int held = walker.value(slotCount);
    boolean loads = walker instanceof Loader;
    if (loads) {
      truncate(0, 0);
    }
    for (int slot = 0; slot < held; slot++) {
      long granule = walker.value(loads ? 0 : granules[slot]);
      long base = walker.value(loads ? 0 : bases[slot]);
      if (loads) {
        open(granule, base);
      }
    }
    for (int time = 1; time <= messages; time++) {
      long about = walker.value(loads ? 0 : about(time));
      long value = walker.value(loads ? 0 : values[time]);
      if (loads) {
        append((int) (about >>> 32), (int) about & 0xff, value, (int) about >> 8);
      }
    }
  }
}
