package bohr.fuzz.explore;

import bohr.emulator.agent.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The steps of an execution that others could see, with what happened before what: the order in
/// which an agent takes its steps, the order of dependent ones, and whoever is enabled by a step
/// comes after it. Kept in vector clocks (Mattern 1989), one entry an agent.
final class History {

  /// A step.
  ///
  /// @param number how many steps of `agent` there are up to this, itself included
  /// @param clock for each agent, how many of its steps happened before this one, or are this one
  record Event(int agent, int number, Access access, boolean divertible, Frame from, int[] clock) {

    boolean isBefore(Event later) {
      return later.clock[agent] >= number;
    }

    boolean dependsOn(Event other) {
      return divertible || other.divertible || Dependence.conflict(access, other.access);
    }
  }

  private final List<Event> events = new ArrayList<>();
  private int[][] clocks;

  History(int agents) {
    clocks = new int[agents][agents];
  }

  int length() {
    return events.size();
  }

  /// What is to be kept so that [#cut] can come back to here.
  int[][] mark() {
    return clocks.clone();
  }

  /// Forgets all but the first `length` events.
  void cut(int length, int[][] mark) {
    events.subList(length, events.size()).clear();
    clocks = mark.clone();
  }

  /// `agent` has enabled `others`: what they do now comes after what it did.
  void woke(int agent, long others) {
    for (long rest = others; rest != 0; rest &= rest - 1) {
      int other = Long.numberOfTrailingZeros(rest);
      clocks[other] = join(clocks[other], clocks[agent]);
    }
  }

  /// Adds a step of `agent`, taken in `from`.
  ///
  /// @return the events, latest first, with which it is in a race: they happened before it, and
  ///     nothing between the two did in between
  List<Event> add(int agent, Frame from) {
    int[] clock = clocks[agent].clone();
    clock[agent]++;
    Event event =
        new Event(
            agent,
            clock[agent],
            from.dependence.access(agent),
            from.dependence.isDivertible(agent),
            from,
            clock);
    List<Event> races = new ArrayList<>();
    for (Event earlier : events.reversed()) {
      if (!earlier.isBefore(event) && earlier.dependsOn(event)) {
        races.add(earlier);
        System.arraycopy(join(clock, earlier.clock), 0, clock, 0, clock.length);
      }
    }
    clocks[agent] = clock;
    events.add(event);
    return races;
  }

  /// The agents with which an execution can begin, from where `first` was taken, that does what did
  /// not happen after `first` and then the last step: the initials of that sequence.
  long initials(Event first) {
    int[] begins = new int[first.clock.length];
    Arrays.fill(begins, Integer.MAX_VALUE);
    long initials = 0;
    int start = events.lastIndexOf(first) + 1;
    for (Event event : events.subList(start, events.size())) {
      boolean isLast = event == events.getLast();
      if ((isLast || !first.isBefore(event)) && begins[event.agent] == Integer.MAX_VALUE) {
        initials |= follows(event, begins) ? 0 : 1L << event.agent;
        begins[event.agent] = event.number;
      }
    }
    return initials;
  }

  private static boolean follows(Event event, int[] begins) {
    for (int agent = 0; agent < begins.length; agent++) {
      if (agent != event.agent && event.clock[agent] >= begins[agent]) {
        return true;
      }
    }
    return false;
  }

  private static int[] join(int[] one, int[] other) {
    int[] both = one.clone();
    for (int agent = 0; agent < both.length; agent++) {
      both[agent] = Math.max(both[agent], other[agent]);
    }
    return both;
  }
}
