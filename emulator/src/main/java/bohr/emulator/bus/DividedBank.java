package bohr.emulator.bus;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;

/// The registers of a device whose parts have locks of their own, or none. A handler runs to its
/// end under the lock of the part that it began in, whatever it touches.
public final class DividedBank implements RegisterBank {

  private final RegisterBank whole;
  private final Division division;

  /// Which parts there are.
  public interface Division {

    /// In place of a part's number: the lock is that of the device.
    int REST = -1;

    /// The number of the part that a register belongs to, or [#REST].
    int part(int bar, long offset);

    /// The lock of a part; null for none.
    Lock lock(int part);
  }

  /// A phase of a handler that began in a part with a lock of its own.
  private record InPart(int part, Phase phase) implements Phase {

    @Override
    public boolean sends() {
      return phase.sends();
    }

    @Override
    public int elsewhere() {
      return phase.elsewhere();
    }

    @Override
    public long fingerprint() {
      return Digest.of(part, phase.fingerprint());
    }

    @Override
    public String toString() {
      return phase.toString();
    }
  }

  /// @param whole the registers, under one lock
  public DividedBank(RegisterBank whole, Division division) {
    this.whole = whole;
    this.division = division;
  }

  @Override
  public Lock lock() {
    return whole.lock();
  }

  @Override
  public Lock lock(Phase phase) {
    return phase instanceof InPart(int part, Phase _)
        ? division.lock(part) : whole.lock(phase);
  }

  @Override
  public Phase load(int bar, long offset, int size) {
    return in(division.part(bar, offset), whole.load(bar, offset, size));
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    return in(division.part(bar, offset), whole.store(bar, offset, size, value));
  }

  @Override
  public Phase busMasterChanged(boolean enabled) {
    return whole.busMasterChanged(enabled);
  }

  @Override
  public boolean mayBeReentered(int bar, long offset) {
    return whole.mayBeReentered(bar, offset);
  }

  @Override
  public boolean readsClock() {
    return whole.readsClock();
  }

  @Override
  public Phase handle(Phase phase) {
    return phase instanceof InPart(int part, Phase inner)
        ? in(part, whole.handle(inner)) : whole.handle(phase);
  }

  private static Phase in(int part, Phase phase) {
    boolean plain = part == Division.REST || phase == null || phase instanceof Done;
    return plain ? phase : new InPart(part, phase);
  }
}
