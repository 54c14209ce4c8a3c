package bohr.fuzz.explore;

import java.util.Arrays;

/// The states that were visited, by hash, with the agents that slept there. Open addressing; grows.
final class Visited {

  /// What [#get] says of a state that was not visited: no set of agents, since there are 64 at most
  /// and somebody is always awake.
  static final long NOT = -1;

  private long[] keys = new long[1 << 12];
  private long[] sleeps = new long[1 << 12];
  private int size;

  /// How many states there are.
  int size() {
    return size;
  }

  /// The agents that slept in a state, or [#NOT].
  long get(long key) {
    int slot = slot(key);
    return keys[slot] == 0 ? NOT : sleeps[slot];
  }

  /// Puts down a state, or changes who slept there.
  void put(long key, long sleep) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = nonZero(key);
      size++;
    }
    sleeps[slot] = sleep;
  }

  private int slot(long key) {
    long wanted = nonZero(key);
    int mask = keys.length - 1;
    int slot = (int) (wanted ^ wanted >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != wanted) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static long nonZero(long key) {
    return key == 0 ? 1 : key;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldSleeps = sleeps;
    keys = new long[2 * oldKeys.length];
    sleeps = Arrays.copyOf(oldSleeps, 2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        sleeps[slot] = oldSleeps[i];
      }
    }
  }
}
