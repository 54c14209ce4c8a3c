package bohr.fuzz.litmus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.hart.RegisterState;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.state.Digest;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import java.util.HashSet;
import java.util.Set;

/// All outcomes under sequential consistency: every interleaving, depth first, where steps that
/// touch no memory are taken at once and states that were visited are not entered again.
///
/// A reservation may be lost at any time, for reasons that no test knows of (unprivileged ISA,
/// §"Zalrsc": an SC may always fail). That is decided where it matters: in front of an SC.
final class InterleavingSearch {

  private static final int MOST_STATES = 10_000_000;

  private final LitmusMachine machine;
  private final Outcomes outcomes;
  private final Budget budget;
  private final Set<Long> visited = new HashSet<>();
  private final DigestWalker hasher = new DigestWalker();
  private final Loader loader = new Loader();
  private final RegisterState looked = new RegisterState();
  /// What the search goes back to.
  private record Moment(RegisterState[] registers, Memory.Image memory, Saved reservations) {}

  InterleavingSearch(LitmusTest test, Budget budget) {
    machine = new LitmusMachine(test, MemoryRules.SC);
    outcomes = new Outcomes(test);
    this.budget = budget;
  }

  Exploration run() {
    visit();
    return new Exploration(outcomes, !budget.isSpent(), machine.steps());
  }

  private void visit() {
    boolean ended = true;
    for (int hart = 0; hart < machine.harts(); hart++) {
      settle(hart);
      ended &= machine.ended(hart);
    }
    if (!budget.isSpent() && visited.add(digest())) {
      if (visited.size() == MOST_STATES) {
        budget.spend();
      }
      if (ended) {
        finish();
      } else {
        branch();
      }
    }
  }

  private void settle(int hart) {
    while (!machine.ended(hart) && machine.pending(hart).kind == Access.Kind.NONE) {
      machine.step(hart, Chooser.STRONGEST);
    }
  }

  private void finish() {
    long[] state = new long[outcomes.test().keys().size()];
    for (int hart = 0; hart < machine.harts(); hart++) {
      machine.registers(hart, state);
    }
    machine.cells(state);
    outcomes.add(state);
  }

  private void branch() {
    Moment moment = now();
    for (int hart = 0; hart < machine.harts(); hart++) {
      if (!machine.ended(hart)) {
        boolean update = machine.pending(hart).kind == Access.Kind.UPDATE;
        machine.step(hart, Chooser.STRONGEST);
        visit();
        back(moment);
        if (update) {
          machine.loseReservation(hart);
          machine.step(hart, Chooser.STRONGEST);
          visit();
          back(moment);
        }
      }
    }
  }

  private Moment now() {
    RegisterState[] registers = new RegisterState[machine.harts()];
    for (int hart = 0; hart < registers.length; hart++) {
      registers[hart] = new RegisterState();
      registers[hart].save(machine.hart(hart));
    }
    Saver saver = new Saver();
    machine.memory().walk(saver);
    return new Moment(registers, machine.memory().image(), saver.saved());
  }

  private void back(Moment moment) {
    for (int hart = 0; hart < moment.registers.length; hart++) {
      moment.registers[hart].restore(machine.hart(hart));
    }
    machine.memory().restore(moment.memory);
    machine.memory().walk(loader.from(moment.reservations));
  }

  private long digest() {
    machine.memory().walk(hasher.reset());
    for (int hart = 0; hart < machine.harts(); hart++) {
      looked.save(machine.hart(hart));
      looked.walk(hasher);
    }
    return Digest.mix(machine.memory().digest(), hasher.digest());
  }
}
