package bohr.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a [LearningStrategy] has learned so far. It changes between generations only, as a function
/// of what the executions of the last one came to, in the order of their numbers; so it does not
/// depend on who ran them. It is part of where a schedule comes from, and never needed to replay
/// it. Immutable.
///
/// @param entries abstract schedules that showed something new, in the order in which they did
/// @param signatures hashes of everything that was shown
public record Corpus(List<Entry> entries, SortedSet<Long> signatures) {

  /// More entries are not kept.
  public static final int MOST_ENTRIES = 1024;

  /// When so many are known, nothing is new any more.
  public static final int MOST_SIGNATURES = 1 << 20;

  /// Longer abstract schedules are not made.
  public static final int MOST_CONSTRAINTS = 16;

  /// Has learned nothing.
  public static final Corpus EMPTY = new Corpus(List.of(), new TreeSet<>());

  /// That a read shall see a write, or shall not. Both are named by their sites
  /// ([bohr.emulator.agent.TransitionSystem#site]), and so stand for all steps there.
  public record Constraint(boolean wanted, long read, long write) {}

  /// An abstract schedule: the constraints that an execution was asked to meet.
  public record Entry(List<Constraint> constraints) {

    public Entry {
      constraints = List.copyOf(constraints);
    }
  }

  /// What an execution was asked for, and hashes of what it showed.
  public record Experience(Entry entry, List<Long> shown) {

    public Experience {
      shown = List.copyOf(shown);
    }
  }

  public Corpus {
    entries = List.copyOf(entries);
    signatures = Collections.unmodifiableSortedSet(new TreeSet<>(signatures));
  }

  /// What is known after `generation`: the entry of each execution that showed something new is
  /// kept.
  public Corpus after(List<Experience> generation) {
    List<Entry> kept = new ArrayList<>(entries);
    TreeSet<Long> known = new TreeSet<>(signatures);
    for (Experience experience : generation) {
      boolean isNew = known.size() < MOST_SIGNATURES && known.addAll(experience.shown());
      if (isNew && kept.size() < MOST_ENTRIES && !kept.contains(experience.entry())) {
        kept.add(experience.entry());
      }
    }
    return new Corpus(kept, known);
  }
}
