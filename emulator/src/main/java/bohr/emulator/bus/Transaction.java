package bohr.emulator.bus;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The access that a hart has under way at a function. Idle when `bank` is negative.
final class Transaction implements Stateful {

  private static final int IDLE = -1;

  /// Where in the bus's list of banks the access goes.
  int bank = IDLE;

  boolean store;

  /// Where the handler stands; null once it is done.
  Phase phase;

  /// Who claimed the address; null once the access is there.
  Claim claim;

  /// What a load gives, once the handler is done.
  long value;

  /// The completion of the load has come past the posted writes before it.
  boolean completed;

  boolean idle() {
    return bank == IDLE;
  }

  void begin(int bank, boolean store, Phase phase) {
    this.bank = bank;
    this.store = store;
    this.phase = phase;
    completed = false;
  }

  void end() {
    bank = IDLE;
    phase = null;
    claim = null;
    value = 0;
    completed = false;
    store = false;
  }

  @Override
  public void walk(Walker walker) {
    bank = walker.value(bank);
    store = walker.value(store);
    phase = walker.value(phase);
    value = walker.value(value);
    completed = walker.value(completed);
    claim = walker.optional(claim);
  }
}
