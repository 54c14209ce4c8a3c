package bohr.replay.travel;

import bohr.replay.Bookmark;
import java.util.Map;
import java.util.TreeMap;

/// Bookmarks made on the way, at most so many and of at most so many bytes. When there are too
/// many, the one goes whose loss costs least: the steps that its neighbours would be apart, in
/// proportion to how far away they are. So they lie close together around the present, and further
/// apart the further away they are.
final class Bookmarks {

  private final int most;
  private final long mostBytes;
  private final TreeMap<Long, Bookmark> marks = new TreeMap<>();
  private final TreeMap<Long, Long> bytes = new TreeMap<>();
  private long total;

  Bookmarks(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /// How many there are.
  int size() {
    return marks.size();
  }

  /// How many bytes of memory they hold, together.
  long bytes() {
    return total;
  }

  /// The last one at or before `step`; null if there is none.
  Bookmark floor(long step) {
    Map.Entry<Long, Bookmark> entry = marks.floorEntry(step);
    return entry == null ? null : entry.getValue();
  }

  /// Keeps `mark`, at which the traveller is, unless there is one for its step already.
  void add(Bookmark mark) {
    long now = mark.step();
    if (marks.putIfAbsent(now, mark) != null) {
      return;
    }
    weigh(now);
    weighNext(now);
    while (marks.size() > most || total > mostBytes && marks.size() > 2) {
      remove(cheapest(now));
    }
  }

  private void remove(long step) {
    marks.remove(step);
    total -= bytes.remove(step);
    weighNext(step);
  }

  private void weighNext(long step) {
    Long next = marks.higherKey(step);
    if (next != null) {
      weigh(next);
    }
  }

  /// What a bookmark holds is what the one before it does not hold too.
  private void weigh(long step) {
    Map.Entry<Long, Bookmark> before = marks.lowerEntry(step);
    long weight = marks.get(step).bytesBeside(before == null ? null : before.getValue());
    Long old = bytes.put(step, weight);
    total += weight - (old == null ? 0 : old);
  }

  /// The step of the bookmark that is missed least; not that of the first one, from which all can
  /// be reached, nor `now`.
  private long cheapest(long now) {
    long cheapest = now;
    double least = Double.POSITIVE_INFINITY;
    for (long step : marks.tailMap(marks.firstKey(), false).keySet()) {
      Long higher = marks.higherKey(step);
      long apart = (higher == null ? 2 * step : higher) - marks.lowerKey(step);
      double cost = (double) apart / Math.abs(now - step);
      if (step != now && cost < least) {
        least = cost;
        cheapest = step;
      }
    }
    return cheapest == now ? marks.lastKey() : cheapest;
  }
}
