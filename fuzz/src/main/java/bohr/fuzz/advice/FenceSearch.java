package bohr.fuzz.advice;

import bohr.emulator.ordering.AddedFence;
import bohr.emulator.ordering.MemoryRules;
import bohr.fuzz.advice.Journal.Entry;
import bohr.fuzz.explore.ExploreResult;
import bohr.replay.OrderingAdvice.Fence;
import bohr.replay.OrderingAdvice.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for the fences that are missing. A fence is put into the machine in front of an access
/// ([AddedFence]), and what then happens is looked at.
///
/// 1. A fence **rules an execution out** if the finding does not come back when everybody takes the
///    same turns, and those who chose something weak may choose whatever is still allowed.
/// 2. With it in place, all states are visited, up to a bound. If there is a finding still, that
///    execution needs a fence of its own, and so on: an order often has two sides.
/// 3. Each fence then moves back, access by access, as long as there is no finding. The access that
///    it cannot pass is the other one of the pair that it orders.
///
/// A fence `p,s` makes the view of each kind of access in `s` at least the greatest of those in
/// `p`. So if any fence in one place rules an execution out, one with a single letter on each side
/// does, and those are what is tried. It acts on whoever executes it, as one in the source would.
final class FenceSearch {

  /// Fences together, at the most.
  private static final int FENCES_MAX = 4;

  /// Accesses of one side that are looked at for each weak choice.
  private static final int PLACES_MAX = 24;

  private static final int INPUT = 8;
  private static final int OUTPUT = 4;
  private static final int READ = 2;
  private static final int WRITE = 1;

  private final MemoryRules rules;
  private final List<Placed> placed = new ArrayList<>();
  private final List<Fence> fences = new ArrayList<>();
  private long states;
  private String other = "";

  /// An entry of a journal.
  private record Place(Journal journal, int index) {

    private Entry access() {
      return journal.entries().get(index);
    }
  }

  /// A fence, and in front of which access it stands.
  private record Placed(AddedFence fence, Place place) {}

  FenceSearch(MemoryRules rules) {
    this.rules = rules;
  }

  /// Searches for what takes the finding of `first` away.
  Outcome run(Trial first) {
    Trial trial = first;
    while (placed.size() < FENCES_MAX && trial.journal().isWeak()) {
      Optional<Placed> fence = ruleOut(trial);
      if (fence.isEmpty()) {
        break;
      }
      placed.add(fence.get());
      ExploreResult result = trial.explore(rules.with(added()));
      states = result.states();
      if (result.found().isEmpty()) {
        describe(trial, result.complete());
        return result.complete() ? Outcome.COMPLETE : Outcome.NOT_FOUND;
      }
      trial = trial.again(rules.with(added()), result.found().get());
    }
    if (placed.isEmpty()) {
      return trial.gaveUp() ? Outcome.GAVE_UP : Outcome.NONE;
    }
    other = trial.signature();
    describe(trial, false);
    return Outcome.FOUND_OTHERWISE;
  }

  List<Fence> fences() {
    return fences;
  }

  /// How many states were entered with all of them in place.
  long states() {
    return states;
  }

  /// The finding that there still is.
  String other() {
    return other;
  }

  private List<AddedFence> added() {
    return placed.stream().map(Placed::fence).toList();
  }

  private Optional<Placed> ruleOut(Trial trial) {
    Journal journal = trial.journal();
    List<Entry> entries = journal.entries();
    for (int weak = entries.size() - 1; weak >= 0; weak--) {
      if (!journal.isWeak(entries.get(weak).agent(), entries.get(weak).own())) {
        continue;
      }
      for (Place place : places(trial, weak)) {
        for (AddedFence fence : inFrontOf(place.access())) {
          List<AddedFence> all = new ArrayList<>(added());
          all.add(fence);
          if (trial.sameTurns(rules.with(all)) == Trial.Outcome.RULED_OUT) {
            return Optional.of(new Placed(fence, place));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Accesses of harts in front of which a fence might help a weak choice: the one that chose;
  /// those that its hart comes to then, before which a store that it promised must not be seen; and
  /// those of others before it, the nearest first, whose stores it did not see.
  private List<Place> places(Trial trial, int weak) {
    Journal journal = trial.journal();
    Entry chose = journal.entries().get(weak);
    List<Place> places = new ArrayList<>();
    add(places, new Place(journal, weak), 1);
    if (rules.hasPromises() && chose.pc() != 0) {
      Journal ahead = trial.ahead(chose);
      for (int i = 0; i < ahead.entries().size(); i++) {
        Entry entry = ahead.entries().get(i);
        if (entry.agent() == chose.agent() && entry.number() > chose.number()) {
          add(places, new Place(ahead, i), PLACES_MAX);
        }
      }
    }
    int most = places.size() + PLACES_MAX;
    for (int i = weak - 1; i >= 0; i--) {
      if (journal.entries().get(i).agent() != chose.agent()) {
        add(places, new Place(journal, i), most);
      }
    }
    return places;
  }

  private static void add(List<Place> places, Place place, int most) {
    long pc = place.access().pc();
    if (places.size() < most && place.access().sets() != 0
        && places.stream().noneMatch(other -> other.access().pc() == pc)) {
      places.add(place);
    }
  }

  /// The fences that order something before an access, the cheaper ones first: `r,r` and `w,w` cost
  /// hardly anything on any hart, `w,r` empties the store buffer.
  private static List<AddedFence> inFrontOf(Entry access) {
    List<AddedFence> fences = new ArrayList<>();
    for (int behind : new int[] {READ, WRITE, OUTPUT, INPUT}) {
      int[] kinds =
          behind == READ ? new int[] {READ, INPUT, WRITE, OUTPUT}
              : new int[] {WRITE, READ, OUTPUT, INPUT};
      for (int before : kinds) {
        if ((access.sets() & behind) != 0) {
          fences.add(new AddedFence(access.pc(), before, behind));
        }
      }
    }
    return fences;
  }

  // Which two accesses.

  /// Says between which accesses the fences are.
  ///
  /// @param alone whether there is no finding with all of them, and every state was visited
  private void describe(Trial trial, boolean alone) {
    for (Placed each : placed) {
      fences.add(described(each, alone ? passed(trial, each) : Optional.empty()));
    }
  }

  /// The access that a fence must stay behind.
  private Optional<Entry> passed(Trial trial, Placed fence) {
    Entry access = fence.place().access();
    for (int i = fence.place().index() - 1; i >= 0; i--) {
      Entry earlier = fence.place().journal().entries().get(i);
      boolean passes = earlier.agent() == access.agent() && earlier.sets() != 0
          && earlier.pc() != access.pc();
      if (passes && !holds(trial, fence, earlier.pc())) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }

  /// Whether there is no finding with the fence in front of `pc` instead.
  private boolean holds(Trial trial, Placed moved, long pc) {
    List<AddedFence> all = new ArrayList<>();
    for (Placed each : placed) {
      AddedFence fence = each.fence();
      all.add(each == moved ? new AddedFence(pc, fence.before(), fence.behind()) : fence);
    }
    return trial.sameTurns(rules.with(all)) != Trial.Outcome.COMES_BACK
        && trial.explore(rules.with(all)).complete();
  }

  private static Fence described(Placed fence, Optional<Entry> passed) {
    Entry access = fence.place().access();
    String instruction = fence.fence().toString();
    String agent = fence.place().journal().name(access.agent());
    if (passed.isEmpty()) {
      return new Fence(instruction, agent, "", line(access));
    }
    boolean apart = !line(passed.get()).equals(line(access));
    return new Fence(instruction, agent, apart ? line(passed.get()) : passed.get().place(),
        apart ? line(access) : access.place());
  }

  /// A place without the function that it is in.
  private static String line(Entry access) {
    int space = access.place().indexOf(" (");
    return space < 0 ? access.place() : access.place().substring(0, space);
  }
}
