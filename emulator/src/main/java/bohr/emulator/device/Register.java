package bohr.emulator.device;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A register that more than one agent may touch: handlers on behalf of harts, and device threads.
/// Each call is one access that others could see.
public final class Register implements Stateful {

  private final long atPowerOn;
  private final VisibleAccesses accesses;
  private long value;

  Register(long value, VisibleAccesses accesses) {
    this.atPowerOn = value;
    this.value = value;
    this.accesses = accesses;
  }

  /// One access.
  public long read() {
    accesses.note();
    return value;
  }

  /// One access.
  public void write(long newValue) {
    accesses.note();
    value = newValue;
  }

  /// Sets bits in one indivisible access, and returns the value before.
  public long set(long bits) {
    accesses.note();
    long before = value;
    value |= bits;
    return before;
  }

  /// Clears bits in one indivisible access, and returns the value before.
  public long clear(long bits) {
    accesses.note();
    long before = value;
    value &= ~bits;
    return before;
  }

  /// The value, for people and oracles: not an access of the model.
  public long peek() {
    return value;
  }

  /// Back to the value at power-on, as part of a reset.
  public void reset() {
    value = atPowerOn;
  }

  @Override
  public void walk(Walker walker) {
    value = walker.value(value);
  }
}
