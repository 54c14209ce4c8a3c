package bohr.scheduler;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes down what the agents touch while another scheduler drives them step by step. The other
/// one must be indifferent to how its slices are cut, as the random walk is.
public final class ProfilingScheduler implements Scheduler {

  /// Places beyond so many are not written down: a target that touches more is not one in which a
  /// single place would be interesting.
  private static final int MOST_PLACES = 1 << 16;

  private final Scheduler inner;
  private final Access access = new Access();
  private final Map<Long, Seen> places = new TreeMap<>();
  private final int agents;
  private int walks;
  private long site;

  /// A place, and who touched it.
  private static final class Seen {

    private final int[] counts;
    private final TreeSet<Long> readers = new TreeSet<>();
    private final TreeSet<Long> writers = new TreeSet<>();
    private boolean written;

    /// Whether an access began here, and not only reached here from the word before: else the two
    /// are parts of one variable.
    private boolean first;

    private Seen(int agents) {
      counts = new int[agents];
    }

    private boolean shared() {
      return first && written && Arrays.stream(counts).filter(count -> count > 0).count() > 1;
    }

    private Profile.Place place(long number) {
      return new Profile.Place(number, Arrays.stream(counts).boxed().toList(),
          List.copyOf(readers), List.copyOf(writers));
    }
  }

  /// Watches what `inner` does with a system of `agents` agents.
  public ProfilingScheduler(Scheduler inner, int agents) {
    this.inner = inner;
    this.agents = agents;
  }

  /// A walk begins. The scheduler inside is told by its owner.
  public void begin() {
    walks++;
  }

  /// What was shared, in all walks so far.
  public Profile profile() {
    List<Profile.Place> shared = places.entrySet().stream()
        .filter(entry -> entry.getValue().shared())
        .map(entry -> entry.getValue().place(entry.getKey()))
        .toList();
    return new Profile(Math.max(1, walks), shared);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    system.pending(slice.agent, access);
    site = system.site(slice.agent);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    inner.performed(system, agent, steps, why);
    if (access.kind != Access.Kind.NONE) {
      long last = Profile.word(access.address + access.length - 1);
      for (long word = Profile.word(access.address); word <= last; word++) {
        inMemory(agent, word, word == Profile.word(access.address));
      }
    }
    if (access.object != Access.NO_OBJECT) {
      Seen seen = seen(Profile.object(access.object));
      if (seen != null) {
        seen.counts[agent]++;
        seen.written = true;
        seen.first = true;
      }
    }
  }

  private void inMemory(int agent, long word, boolean first) {
    Seen seen = seen(word);
    if (seen == null) {
      return;
    }
    seen.counts[agent]++;
    seen.first |= first;
    if (access.kind != Access.Kind.WRITE) {
      seen.readers.add(site);
    }
    if (access.kind != Access.Kind.READ) {
      seen.written = true;
      seen.writers.add(site);
    }
  }

  /// What is known of a place; null if there are too many.
  private Seen seen(long place) {
    Seen seen = places.get(place);
    if (seen == null && places.size() < MOST_PLACES) {
      seen = new Seen(agents);
      places.put(place, seen);
    }
    return seen;
  }

  @Override
  public int choose(int agent, int alternatives) {
    return inner.choose(agent, alternatives);
  }
}
