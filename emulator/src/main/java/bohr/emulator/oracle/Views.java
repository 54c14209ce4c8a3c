package bohr.emulator.oracle;

import java.util.Arrays;
import java.util.TreeMap;

/// Vector clocks by name: of agents, of places in memory, of objects. One that nobody has written
/// has seen nothing.
final class Views {

  private final long[] nothing;
  private final TreeMap<Long, long[]> views = new TreeMap<>();

  /// Of a machine with so many agents.
  Views(int agents) {
    nothing = new long[agents];
  }

  /// What `name` has seen; not to be changed.
  long[] of(long name) {
    return views.getOrDefault(name, nothing);
  }

  /// `name` has seen what `view` has seen, and nothing else.
  void set(long name, long[] view) {
    if (Arrays.equals(view, nothing)) {
      views.remove(name);
    } else {
      views.put(name, view.clone());
    }
  }

  /// `name` sees what `view` has seen, too.
  void join(long name, long[] view) {
    if (view == nothing) {
      return;
    }
    long[] joined = views.computeIfAbsent(name, _ -> nothing.clone());
    for (int agent = 0; agent < joined.length; agent++) {
      joined[agent] = Math.max(joined[agent], view[agent]);
    }
  }

  /// Time goes on for `agent`, whose view has its own number.
  void tick(int agent) {
    views.computeIfAbsent((long) agent, _ -> nothing.clone())[agent]++;
  }

  /// `name` joins all views with names from `first` to `last`.
  void joinAll(long name, Views others, long first, long last) {
    others.views.subMap(first, true, last, true).values().forEach(view -> join(name, view));
  }

  /// Forgets the views with names from `first` to `last`.
  void forget(long first, long last) {
    views.subMap(first, true, last, true).clear();
  }

  void save(Words into) {
    into.add(views.size());
    views.forEach((name, view) -> {
      into.add(name);
      into.add(view);
    });
  }

  void load(Words from) {
    views.clear();
    for (long left = from.next(); left > 0; left--) {
      long name = from.next();
      long[] view = nothing.clone();
      for (int agent = 0; agent < view.length; agent++) {
        view[agent] = from.next();
      }
      views.put(name, view);
    }
  }
}
