package bohr.fuzz.litmus;

import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.agent.Chooser;
import bohr.emulator.ordering.MemoryRules;
import bohr.fuzz.explore.ForcedValues;
import java.util.HashSet;
import java.util.Set;

/// All outcomes of a test with devices, under any memory model: every interleaving of the machine's
/// agents, with every value of every choice, depth first. Local steps are taken at once, and states
/// that were visited are not entered again; nothing else is left out.
final class DeviceSearch {

  private static final int MOST_STATES = 5_000_000;

  private final DeviceMachine test;
  private final Machine machine;
  private final Outcomes outcomes;
  private final Budget budget;
  private final Set<Long> visited = new HashSet<>();

  DeviceSearch(LitmusTest test, MemoryRules rules, Budget budget) {
    this.test = new DeviceMachine(test, rules);
    machine = this.test.machine();
    outcomes = new Outcomes(test);
    this.budget = budget;
  }

  Exploration run() {
    visit();
    return new Exploration(outcomes, !budget.isSpent(), test.steps());
  }

  private void visit() {
    settle();
    if (budget.isSpent() || !visited.add(machine.futureDigest())) {
      return;
    }
    if (visited.size() == MOST_STATES) {
      budget.spend();
    }
    long movable = test.movable();
    if (movable == 0) {
      outcomes.add(test.finalState());
    } else {
      branch(movable);
    }
  }

  /// Takes all local steps, which commute with whatever others could do first.
  private void settle() {
    boolean moved;
    do {
      moved = false;
      for (long left = test.movable(); left != 0; left &= left - 1) {
        int agent = Long.numberOfTrailingZeros(left);
        if (test.isLocal(agent)) {
          test.step(agent, Chooser.STRONGEST);
          moved = true;
        }
      }
    } while (moved);
  }

  private void branch(long movable) {
    Snapshot here = machine.snapshot();
    for (long left = movable; left != 0; left &= left - 1) {
      int agent = Long.numberOfTrailingZeros(left);
      ForcedValues values = new ForcedValues();
      int[] next = {};
      do {
        machine.restore(here);
        values.begin(next);
        test.step(agent, values);
        next = values.next();
        visit();
      } while (next != null);
    }
  }
}
