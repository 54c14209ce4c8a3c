package bohr.fuzz.litmus;

import bohr.emulator.hart.RegisterState;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All outcomes under `rvwmo-full`, where a hart may promise a store before its program comes to
/// it. Every execution can be reordered so that all promises come first (Pulte, Pichon-Pharabod,
/// Kang, Lee, Hur, "Promising-ARM/RISC-V", PLDI 2019, theorem 7.1); then each hart runs alone, and
/// the outcomes are the product of what each can come to.
///
/// Which stores a hart may promise next is seen from its runs alone (the same, theorem 6.4): those
/// that become a new message in a run in which everything promised is fulfilled at the end, and
/// which are behind nothing newer than the messages that there are now.
final class PromiseFirstSearch {

  private final LitmusMachine machine;
  private final Ordering ordering;
  private final Outcomes outcomes;
  private final Budget budget;
  private final SoloRuns runs;
  private final int harts;

  /// The stores of the run in progress that could be promised.
  private final List<Promise> candidates = new ArrayList<>();

  private boolean complete = true;

  PromiseFirstSearch(LitmusTest test, MemoryRules rules, Budget budget) {
    machine = new LitmusMachine(test, rules);
    ordering = machine.ordering();
    outcomes = new Outcomes(test);
    this.budget = budget;
    runs = new SoloRuns(machine);
    harts = machine.harts();
  }

  Exploration run() {
    List<RegisterState> states = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      states.add(saved(hart));
    }
    ordering.lookAhead(false);
    visit(states);
    return new Exploration(outcomes, complete, machine.steps());
  }

  private RegisterState saved(int hart) {
    RegisterState state = new RegisterState();
    state.save(machine.hart(hart));
    return state;
  }

  /// Visits the sequence of promises that there is.
  ///
  /// @param states of the harts at the beginning of their programs, with what they have promised
  private void visit(List<RegisterState> states) {
    if (budget.isSpent()) {
      complete = false;
      return;
    }
    ThreadEnds ends = new ThreadEnds(outcomes, harts);
    List<Set<Promise>> promises = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      promises.add(runAlone(hart, states.get(hart), ends));
    }
    ends.combine(machine);
    long mark = ordering.mark();
    for (int hart = 0; hart < harts; hart++) {
      for (Promise promise : promises.get(hart)) {
        states.get(hart).restore(machine.hart(hart));
        ordering.promise(hart, promise);
        List<RegisterState> next = new ArrayList<>(states);
        next.set(hart, saved(hart));
        visit(next);
        ordering.undo(mark);
      }
    }
  }

  /// Runs a hart to its end in every way that fulfils all promises.
  ///
  /// @return what it may promise next
  private Set<Promise> runAlone(int hart, RegisterState state, ThreadEnds ends) {
    Set<Promise> promises = new LinkedHashSet<>();
    int before = ordering.now();
    long mark = ordering.mark();
    state.restore(machine.hart(hart));
    runs.begin(hart);
    do {
      if (toEnd(hart, before)) {
        promises.addAll(candidates.subList(0, runs.noted));
        if (ordering.now() == before) {
          ends.add(machine, hart);
        }
      }
    } while (runs.back());
    ordering.undo(mark);
    return promises;
  }

  /// Whether the run in progress comes to an end at which everything promised is fulfilled.
  private boolean toEnd(int hart, int before) {
    while (!machine.ended(hart)) {
      int messages = ordering.now();
      runs.step();
      if (ordering.isBroken(ordering.views(hart))) {
        return false;
      }
      if (ordering.now() > messages && ordering.newestBound() <= before) {
        note(ordering.newest());
      }
    }
    return ordering.views(hart).promised() == 0;
  }

  private void note(Promise promise) {
    candidates.subList(runs.noted, candidates.size()).clear();
    candidates.add(promise);
    runs.noted++;
  }
}
