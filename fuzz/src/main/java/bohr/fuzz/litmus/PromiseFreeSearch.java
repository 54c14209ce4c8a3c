package bohr.fuzz.litmus;

import bohr.emulator.hart.RegisterState;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Promise;
import bohr.emulator.state.Digest;
import bohr.emulator.state.DigestWalker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All outcomes under a weak memory model in which a store becomes a message when the program comes
/// to it: `tso` and `rvwmo`.
///
/// It goes through the sequences of messages, depth first. Between two of its own stores, a hart
/// only reads; and whatever it can read there, it can still read right before the second one,
/// because messages of others that come in between take no alternative away. So with each sequence
/// goes, for each hart, the set of states that it can be in right behind its last store. A hart
/// runs alone from each of them, and where it comes to its next store, the sequence grows.
final class PromiseFreeSearch {

  private final LitmusMachine machine;
  private final Outcomes outcomes;
  private final Budget budget;
  private final SoloRuns runs;
  private final DigestWalker hasher = new DigestWalker();
  private final int harts;

  PromiseFreeSearch(LitmusTest test, MemoryRules rules, Budget budget) {
    machine = new LitmusMachine(test, rules);
    outcomes = new Outcomes(test);
    this.budget = budget;
    runs = new SoloRuns(machine);
    harts = machine.harts();
  }

  Exploration run() {
    List<List<RegisterState>> states = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      states.add(List.of(machine.saved(hart)));
    }
    machine.ordering().lookAhead(false);
    visit(states);
    return new Exploration(outcomes, !budget.isSpent(), machine.steps());
  }

  /// Visits the sequence of messages that there is.
  ///
  /// @param states of each hart behind its last store
  private void visit(List<List<RegisterState>> states) {
    if (budget.isSpent()) {
      return;
    }
    ThreadEnds ends = new ThreadEnds(machine, outcomes, budget);
    List<Map<Promise, List<RegisterState>>> stores = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      stores.add(toNextStore(hart, states.get(hart), ends));
    }
    ends.combine();
    long mark = machine.ordering().mark();
    for (int hart = 0; hart < harts; hart++) {
      for (Map.Entry<Promise, List<RegisterState>> store : stores.get(hart).entrySet()) {
        machine.ordering().promise(hart, store.getKey());
        List<List<RegisterState>> next = new ArrayList<>(states);
        next.set(hart, store.getValue());
        visit(next);
        machine.ordering().undo(mark);
      }
    }
  }

  /// Runs a hart from each of `states` to its next store, and behind it; or to its end.
  private Map<Promise, List<RegisterState>> toNextStore(
      int hart, List<RegisterState> states, ThreadEnds ends) {
    Map<Promise, List<RegisterState>> stores = new LinkedHashMap<>();
    Set<Long> known = new HashSet<>();
    long mark = machine.ordering().mark();
    int before = machine.ordering().now();
    for (RegisterState state : states) {
      state.restore(machine.hart(hart));
      runs.begin(hart);
      do {
        while (!machine.ended(hart) && machine.ordering().now() == before) {
          runs.step();
        }
        if (machine.ordering().now() == before) {
          ends.add(hart);
        } else {
          Promise store = machine.ordering().newest();
          RegisterState behind = machine.saved(hart);
          if (known.add(digest(store, behind))) {
            stores.computeIfAbsent(store, absent -> new ArrayList<>()).add(behind);
          }
        }
        machine.ordering().undo(mark);
      } while (!budget.isSpent() && runs.back());
    }
    return stores;
  }

  private long digest(Promise store, RegisterState behind) {
    behind.walk(hasher.reset());
    long message = Digest.of(store.granule(), store.mask(), store.value());
    return Digest.mix(message, hasher.digest());
  }
}
