package bohr.emulator.device;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.ordering.Cell;
import bohr.emulator.ordering.HostThreads;
import bohr.emulator.ordering.Store;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A register that more than one agent may touch: handlers on behalf of harts, and device threads.
/// Each call is one access that others could see.
///
/// Where the device has no lock and memory is weak, it is a place that host threads share, and a
/// read may give an older value.
public final class Register implements Stateful {

  private final long atPowerOn;
  private final VisibleAccesses accesses;
  private final HostThreads hosts;
  private final RegisterOrder order;

  /// Null where nobody can see anything but the newest value.
  private final Cell cell;

  private long value;

  Register(long value, VisibleAccesses accesses, HostThreads hosts, RegisterOrder order) {
    this.atPowerOn = value;
    this.value = value;
    this.accesses = accesses;
    this.hosts = hosts;
    this.order = order;
    cell = hosts.isWeak() && order != RegisterOrder.LOCKED ? hosts.cell(value) : null;
  }

  /// One access.
  public long read() {
    accesses.note();
    return cell == null ? value : hosts.read(cell, order.load);
  }

  /// One access.
  public void write(long newValue) {
    accesses.note();
    if (cell == null) {
      value = newValue;
    } else {
      hosts.write(cell, newValue, order.store);
    }
  }

  /// Sets bits in one indivisible access, and returns the value before.
  public long set(long bits) {
    return update(old -> old | bits);
  }

  /// Clears bits in one indivisible access, and returns the value before.
  public long clear(long bits) {
    return update(old -> old & ~bits);
  }

  private long update(Store.Combination combination) {
    accesses.note();
    if (cell != null) {
      return hosts.update(cell, combination, order.update());
    }
    long before = value;
    value = combination.of(before);
    return before;
  }

  /// The newest value, for people and oracles: not an access of the model.
  public long peek() {
    return cell == null ? value : cell.value;
  }

  /// Whether a read may give an older value than the newest: then there is no one order of accesses
  /// in which time goes on.
  public boolean mayBeOld() {
    return cell != null;
  }

  /// Back to the value at power-on, as part of a reset.
  public void reset() {
    if (cell == null) {
      value = atPowerOn;
    } else {
      hosts.write(cell, atPowerOn, order.store);
    }
  }

  @Override
  public void walk(Walker walker) {
    if (cell == null) {
      value = walker.value(value);
    } else {
      cell.value = walker.value(cell.value);
    }
  }
}
