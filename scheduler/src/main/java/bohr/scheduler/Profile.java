package bohr.scheduler;

import bohr.emulator.agent.Access;
import java.util.Arrays;
import java.util.List;

/// What the agents of a target share, as a few random walks have seen it: part of what is measured
/// before a campaign ([Estimates]). What is not in it has not been seen by them, which does not
/// mean that nobody shares it.
///
/// @param walks how many walks the counts are sums of, at least 1
/// @param places in the order of their numbers
public record Profile(int walks, List<Place> places) {

  /// Nothing was looked at.
  public static final Profile NONE = new Profile(1, List.of());

  /// Distinguishes objects from words of memory.
  private static final long OBJECT = 1L << 62;

  private static final int WORD_SHIFT = 2;

  /// An aligned word of four bytes, or an object, that more than one agent touched, and not only to
  /// read it.
  ///
  /// @param number of the place; see [#word] and [#object]
  /// @param counts for each agent, how many of its steps touched the place, in all walks together
  /// @param readers sites ([bohr.emulator.agent.TransitionSystem#site]) that read it, sorted; none
  ///     of an object
  /// @param writers sites that wrote it, sorted
  public record Place(long number, List<Integer> counts, List<Long> readers, List<Long> writers) {

    public Place {
      counts = List.copyOf(counts);
      readers = List.copyOf(readers);
      writers = List.copyOf(writers);
    }

    /// How often `agent` touches the place in an execution, on average, rounded up.
    public int expected(int agent, int walks) {
      return (counts.get(agent) + walks - 1) / walks;
    }
  }

  public Profile {
    places = List.copyOf(places);
  }

  /// The numbers of the places, sorted.
  public long[] numbers() {
    return places.stream().mapToLong(Place::number).toArray();
  }

  /// The number of the word of memory that `address` is in.
  static long word(long address) {
    return address >>> WORD_SHIFT;
  }

  /// The number of an object.
  static long object(int object) {
    return OBJECT | object;
  }

  /// Which of the places, given by their sorted numbers, a step touches: the first one in memory,
  /// else its object.
  ///
  /// @return an index, or -1 if the step touches none of them
  public static int find(long[] numbers, Access access) {
    if (access.kind != Access.Kind.NONE) {
      long last = word(access.address + access.length - 1);
      for (long word = word(access.address); word <= last; word++) {
        int found = Arrays.binarySearch(numbers, word);
        if (found >= 0) {
          return found;
        }
      }
    }
    return access.object == Access.NO_OBJECT
        ? -1 : Math.max(-1, Arrays.binarySearch(numbers, object(access.object)));
  }

  /// How many of the places a step touches.
  public static int count(long[] numbers, Access access) {
    int count = 0;
    if (access.kind != Access.Kind.NONE) {
      long last = word(access.address + access.length - 1);
      for (long word = word(access.address); word <= last; word++) {
        count += Arrays.binarySearch(numbers, word) >= 0 ? 1 : 0;
      }
    }
    boolean object = access.object != Access.NO_OBJECT
        && Arrays.binarySearch(numbers, object(access.object)) >= 0;
    return object ? count + 1 : count;
  }

  /// Whether a step touches the place with this number.
  public static boolean touches(long number, Access access) {
    if (access.object != Access.NO_OBJECT && object(access.object) == number) {
      return true;
    }
    return access.kind != Access.Kind.NONE
        && word(access.address) <= number
        && number <= word(access.address + access.length - 1);
  }
}
