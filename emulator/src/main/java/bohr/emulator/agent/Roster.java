package bohr.emulator.agent;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Which agents are enabled. Every component keeps its own bit up to date as its state changes, so
/// that asking costs nothing.
public final class Roster implements Stateful {

  private long enabled;

  /// Nobody is enabled yet.
  public Roster() {}

  /// Bit i is set when agent i could take a step.
  public long enabled() {
    return enabled;
  }

  public boolean isEnabled(int agent) {
    return (enabled >>> agent & 1) != 0;
  }

  public void enable(int agent) {
    enabled |= 1L << agent;
  }

  public void disable(int agent) {
    enabled &= ~(1L << agent);
  }

  @Override
  public void walk(Walker walker) {
    enabled = walker.value(enabled);
  }
}
