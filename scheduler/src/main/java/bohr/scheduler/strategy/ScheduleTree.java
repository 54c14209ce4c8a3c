package bohr.scheduler.strategy;

import java.util.Arrays;

/// Every schedule of a system, found by running it; in order of cost.
///
/// A schedule is described by its deviations: at each branching point of an execution, alternative
/// 0 is the default, and taking another one is a deviation, which costs 1 or nothing. Its parent is
/// the schedule without the last deviation. So all schedules form a tree whose root never deviates,
/// and a node needs only its parent and which of the parent's alternatives it takes, counted from
/// the parent's own last deviation onwards. How many there are is known once the parent has run.
///
/// Schedules of cost c are the children by a costly deviation of those of cost c - 1, and then,
/// until there are no more, the children of all these by a free one. Each is run exactly once.
/// Sixteen bytes per schedule are kept; nothing else is allocated.
final class ScheduleTree {

  private final int bound;

  /// By schedule: its parent; the alternative that it takes there, doubled, plus 1 if costly; and
  /// how many alternatives of each kind it has after its last deviation.
  private int[] parents = new int[64];

  private int[] deviations = new int[64];
  private int[] frees = new int[64];
  private int[] costlies = new int[64];
  private int size;

  /// The search: the next parent and the next of its alternatives; whether costly ones are being
  /// taken, from the schedules of the previous cost; and the first schedule of the present cost.
  private int cursor;

  private int alternative;
  private boolean deeper;
  private int cost;
  private int first;

  /// The execution: its deviations in order, how many have been made, and how many alternatives of
  /// its kind lie before the next one.
  private int[] path = new int[16];

  private int length;
  private int made;
  private int ahead;
  private boolean running;

  /// Schedules of cost 0 to `bound`.
  ScheduleTree(int bound) {
    this.bound = bound;
  }

  /// The cost of the schedule that was begun last.
  int cost() {
    return cost;
  }

  /// Ends the execution, if one was begun, and says whether a schedule is left.
  boolean advance() {
    end();
    if (size == 0) {
      return true;
    }
    while (true) {
      int stop = deeper ? first : size;
      int[] counts = deeper ? costlies : frees;
      while (cursor < stop) {
        if (alternative < counts[cursor]) {
          return true;
        }
        cursor++;
        alternative = 0;
      }
      if (!deeper) {
        if (cost == bound || first == size) {
          return false;
        }
        cost++;
        cursor = first;
        first = size;
      }
      deeper = !deeper;
    }
  }

  /// Begins the execution that [#advance] has found.
  void begin() {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      deviations = Arrays.copyOf(deviations, 2 * size);
      frees = Arrays.copyOf(frees, 2 * size);
      costlies = Arrays.copyOf(costlies, 2 * size);
    }
    parents[size] = size == 0 ? -1 : cursor;
    deviations[size] = alternative << 1 | (deeper ? 1 : 0);
    alternative += size == 0 ? 0 : 1;
    recall(size);
    size++;
    running = true;
  }

  /// A branching point: the default and `alternatives` others.
  ///
  /// @return 0 for the default, or which of the others, from 1
  int take(int alternatives, boolean costly) {
    if (made == length) {
      int[] counts = costly ? costlies : frees;
      counts[size - 1] += alternatives;
      return 0;
    }
    if ((path[made] & 1) != (costly ? 1 : 0)) {
      return 0;
    }
    if (ahead >= alternatives) {
      ahead -= alternatives;
      return 0;
    }
    int taken = ahead + 1;
    made++;
    ahead = made < length ? path[made] >>> 1 : 0;
    return taken;
  }

  private void recall(int schedule) {
    length = 0;
    for (int node = schedule; parents[node] >= 0; node = parents[node]) {
      length++;
    }
    if (length > path.length) {
      path = new int[2 * length];
    }
    int place = length;
    for (int node = schedule; parents[node] >= 0; node = parents[node]) {
      place--;
      path[place] = deviations[node];
    }
    made = 0;
    ahead = length > 0 ? path[0] >>> 1 : 0;
  }

  private void end() {
    if (running && made < length) {
      throw new IllegalStateException("the same choices led to another execution");
    }
    running = false;
  }
}
