package bohr.fuzz.litmus;

import bohr.emulator.hart.RegisterState;
import bohr.emulator.hart.Solo;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Promise;
import java.util.ArrayList;
import java.util.List;

/// All outcomes under `rvwmo-full`, where a hart may promise a store before its program comes to
/// it. Every execution can be reordered so that all promises come first (Pulte, Pichon-Pharabod,
/// Kang, Lee, Hur, "Promising-ARM/RISC-V", PLDI 2019, theorem 7.1); then each hart runs alone, and
/// the outcomes are the product of what each can come to.
///
/// So this goes through the sequences of promises, depth first. With each sequence goes, for each
/// hart, the state at the beginning of its program with what it has promised.
final class PromiseFirstSearch {

  /// Of one hart alone with one sequence of promises: about a second.
  private static final long MOST_STEPS = 5_000_000;

  private final LitmusMachine machine;
  private final Ordering ordering;
  private final Outcomes outcomes;
  private final Budget budget;
  private final int harts;

  PromiseFirstSearch(LitmusTest test, MemoryRules rules, Budget budget) {
    machine = new LitmusMachine(test, rules.withLookahead(Layout.INSTRUCTIONS, MOST_STEPS));
    ordering = machine.ordering();
    outcomes = new Outcomes(test);
    this.budget = budget;
    harts = machine.harts();
  }

  Exploration run() {
    List<RegisterState> states = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      states.add(machine.saved(hart));
    }
    visit(states);
    long steps = 0;
    for (int hart = 0; hart < harts; hart++) {
      steps += machine.hart(hart).solo().steps();
    }
    return new Exploration(outcomes, !budget.isSpent(), steps);
  }

  /// Visits the sequence of promises that there is.
  private void visit(List<RegisterState> states) {
    if (budget.isSpent()) {
      return;
    }
    ThreadEnds ends = new ThreadEnds(machine, outcomes, budget);
    List<List<Promise>> promises = new ArrayList<>();
    for (int hart = 0; hart < harts; hart++) {
      states.get(hart).restore(machine.hart(hart));
      promises.add(runAlone(hart, ends));
    }
    ends.combine();
    for (int hart = 0; hart < harts; hart++) {
      for (Promise promise : promises.get(hart)) {
        promise(states, hart, promise);
      }
    }
  }

  /// Runs a hart to all its ends.
  ///
  /// @return what it may promise next
  private List<Promise> runAlone(int hart, ThreadEnds ends) {
    Solo solo = machine.hart(hart).solo();
    List<Promise> promises = solo.promises();
    boolean cut = solo.wasCut();
    solo.explore(end -> ends.add(hart));
    if (cut || solo.wasCut()) {
      budget.spend();
    }
    return promises;
  }

  /// Visits what becomes of the present sequence if a hart makes one more promise.
  private void promise(List<RegisterState> states, int hart, Promise promise) {
    long mark = ordering.mark();
    states.get(hart).restore(machine.hart(hart));
    ordering.lookAhead(false);
    ordering.promise(hart, promise);
    List<RegisterState> next = new ArrayList<>(states);
    next.set(hart, machine.saved(hart));
    visit(next);
    ordering.back(mark);
  }
}
