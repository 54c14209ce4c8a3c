package bohr.emulator.bus;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.pci.ConfigWindow;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Digest;

/// A function's config space as the ECAM shows it. A config write is non-posted: it takes effect
/// before the hart goes on, but its completion may pass posted writes of the function.
final class ConfigBank implements RegisterBank {

  private final Function function;
  private final RegisterBank registers;
  private final Lock lock;

  /// One access; `store` tells which.
  private record Access(boolean store, int offset, int size, int value) implements Phase {

    @Override
    public long fingerprint() {
      return Digest.of(store ? 1 : 0, offset, size, value);
    }
  }

  /// An access through the function's window: what it shall be is still to be looked up.
  private record Through(boolean store, long value) implements Phase {

    @Override
    public long fingerprint() {
      return Digest.of(2, store ? 1 : 0, value);
    }
  }

  /// @param registers those that a window would lead to
  ConfigBank(Function function, RegisterBank registers, Lock lock) {
    this.function = function;
    this.registers = registers;
    this.lock = lock;
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public Phase load(int bar, long offset, int size) {
    return covered(offset, size)
        ? new Through(false, 0)
        : new Access(false, (int) offset, size, 0);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    return covered(offset, size)
        ? new Through(true, value)
        : new Access(true, (int) offset, size, (int) value);
  }

  @Override
  public Phase handle(Phase phase) {
    return switch (phase) {
      case Access(boolean store, int offset, int size, int value) when store -> {
        boolean before = function.busMaster();
        function.writeConfig(offset, size, value);
        boolean after = function.busMaster();
        yield before == after ? new Done(0) : registers.busMasterChanged(after);
      }
      case Access(boolean _, int offset, int size, int _) ->
          new Done(function.readConfig(offset, size));
      case Through through -> lookUp(through);
      default -> registers.handle(phase);
    };
  }

  private boolean covered(long offset, int size) {
    return function.window() != null && function.window().covers((int) offset, size);
  }

  /// The access to the registers that the window stands for; one that leads nowhere, or that the
  /// registers do not take, reads as zero.
  private Phase lookUp(Through through) {
    ConfigWindow window = function.window();
    int bar = window.bar();
    if (bar < 0) {
      return new Done(0);
    }
    Phase first =
        through.store()
            ? registers.store(bar, window.offset(), window.length(), through.value())
            : registers.load(bar, window.offset(), window.length());
    return first == null ? new Done(0) : first;
  }
}
