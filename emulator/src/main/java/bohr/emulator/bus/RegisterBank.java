package bohr.emulator.bus;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;

/// The registers of a PCI function, as harts reach them through its BARs. A handler runs in phases
/// on behalf of the hart; it is over when its phase is [Done].
public interface RegisterBank {

  /// The end of a handler.
  ///
  /// @param value what a load gives, zero-extended; meaningless for a store
  record Done(long value) implements Phase {

    @Override
    public long fingerprint() {
      return value;
    }
  }

  /// The lock under which handlers run; null if the function is not locked.
  Lock lock();

  /// The lock under which the handler that stands at `phase` runs: [#lock()], unless its register
  /// has left that. The same for all phases of a handler.
  default Lock lock(Phase phase) {
    return lock();
  }

  /// The first phase of the handler of a load; it has touched nothing yet.
  Phase load(int bar, long offset, int size);

  /// The first phase of the handler of a store of the low `size` bytes of `value`.
  Phase store(int bar, long offset, int size, long value);

  /// The first phase of what the device does about bus master enable, which a hart has just
  /// changed; the access to config space ends with it.
  default Phase busMasterChanged(boolean enabled) {
    return new Done(0);
  }

  /// Whether the device may come upon this register with its own DMA: it does no harm there, like
  /// plain memory.
  default boolean mayBeReentered(int bar, long offset) {
    return false;
  }

  /// Whether handlers may read the clock.
  default boolean readsClock() {
    return false;
  }

  /// Runs one phase of a handler.
  ///
  /// @return the next phase
  Phase handle(Phase phase);
}
