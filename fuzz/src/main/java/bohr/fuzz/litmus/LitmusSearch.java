package bohr.fuzz.litmus;

import bohr.emulator.ordering.MemoryRules;
import java.time.Duration;

/// How the outcomes of tests are searched for: under which rules, and for how long each.
public record LitmusSearch(MemoryRules rules, Duration limit) {

  /// All outcomes of a test.
  ///
  /// @throws bohr.emulator.input.BadInput if a thread of it traps
  public Exploration explore(LitmusTest test) {
    Budget budget = new Budget(limit);
    if (!test.devices().isEmpty()) {
      return new DeviceSearch(test, rules, budget).run();
    }
    return switch (rules.model()) {
      case SC -> new InterleavingSearch(test, budget).run();
      case TSO, RVWMO -> new PromiseFreeSearch(test, rules, budget).run();
      case RVWMO_FULL -> new PromiseFirstSearch(test, rules, budget).run();
    };
  }
}
