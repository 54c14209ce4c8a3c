package bohr.emulator.bus;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Digest;

/// A function's config space as the ECAM shows it. A config write is non-posted: it takes effect
/// before the hart goes on, but its completion may pass posted writes of the function.
final class ConfigBank implements RegisterBank {

  private final Function function;
  private final Lock lock;

  /// One access; `store` tells which.
  private record Access(boolean store, int offset, int size, int value) implements Phase {

    @Override
    public long fingerprint() {
      return Digest.of(store ? 1 : 0, offset, size, value);
    }
  }

  ConfigBank(Function function, Lock lock) {
    this.function = function;
    this.lock = lock;
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public Phase load(int bar, long offset, int size) {
    return new Access(false, (int) offset, size, 0);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    return new Access(true, (int) offset, size, (int) value);
  }

  @Override
  public Phase handle(Phase phase) {
    Access access = (Access) phase;
    if (access.store()) {
      function.writeConfig(access.offset(), access.size(), access.value());
      return new Done(0);
    }
    return new Done(function.readConfig(access.offset(), access.size()));
  }
}
