package bohr.fuzz.litmus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.ordering.MemoryRules;
import java.util.ArrayList;
import java.util.List;

/// Every schedule of a litmus test, each from the beginning, with every choice, in the way in which
/// any guest is run; only steps that touch no memory are not interleaved.
final class EverySchedule implements Chooser {

  private final LitmusTest test;
  private final MemoryRules rules;
  private final Outcomes outcomes;
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> alternatives = new ArrayList<>();
  private int position;

  EverySchedule(LitmusTest test, MemoryRules rules) {
    this.test = test;
    this.rules = rules;
    outcomes = new Outcomes(test);
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /// Runs all schedules.
  void run() {
    do {
      position = 0;
      execute();
    } while (next());
  }

  @Override
  public int choose(int agent, int count) {
    if (position == chosen.size()) {
      chosen.add(0);
      alternatives.add(count);
    }
    return chosen.get(position++);
  }

  private boolean next() {
    while (!chosen.isEmpty() && chosen.getLast() + 1 == alternatives.getLast()) {
      chosen.removeLast();
      alternatives.removeLast();
    }
    if (!chosen.isEmpty()) {
      chosen.set(chosen.size() - 1, chosen.getLast() + 1);
    }
    return !chosen.isEmpty();
  }

  private void execute() {
    LitmusMachine machine = new LitmusMachine(test, rules);
    while (true) {
      List<Integer> going = new ArrayList<>();
      for (int hart = 0; hart < machine.harts(); hart++) {
        while (!machine.ended(hart) && machine.pending(hart).kind == Access.Kind.NONE) {
          machine.step(hart, this);
        }
        if (!machine.ended(hart)) {
          going.add(hart);
        }
      }
      if (going.isEmpty()) {
        break;
      }
      machine.step(going.get(going.size() == 1 ? 0 : choose(0, going.size())), this);
    }
    long[] state = new long[test.keys().size()];
    for (int hart = 0; hart < machine.harts(); hart++) {
      machine.registers(hart, state);
    }
    machine.cells(state);
    outcomes.add(state);
  }
}
