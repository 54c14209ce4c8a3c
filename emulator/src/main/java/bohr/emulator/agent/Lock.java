package bohr.emulator.agent;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A lock of the device models: the big lock (BQL), or the lock of one device. An agent that finds
/// it taken has spent the step on the attempt and is disabled until the lock is free; then all who
/// wait may try again, and the scheduler decides who is first.
public final class Lock implements Stateful {

  private static final int FREE = -1;

  private final Roster roster;
  private int holder = FREE;
  private long waiters;

  /// Under a weak memory model, what whoever takes it sees: all that was done under it.
  public int view;

  /// A free lock of agents in `roster`.
  public Lock(Roster roster) {
    this.roster = roster;
  }

  /// Takes the lock for `agent`, which may hold it already.
  ///
  /// @return false if somebody else holds it; `agent` is then disabled until it is released
  public boolean acquire(int agent) {
    if (holder == FREE || holder == agent) {
      holder = agent;
      return true;
    }
    waiters |= 1L << agent;
    roster.disable(agent);
    return false;
  }

  /// Releases the lock and enables whoever waits for it; nothing happens unless `agent` holds it.
  public void release(int agent) {
    if (holder != agent) {
      return;
    }
    holder = FREE;
    while (waiters != 0) {
      roster.enable(Long.numberOfTrailingZeros(waiters));
      waiters &= waiters - 1;
    }
  }

  /// `agent` no longer wants the lock.
  public void forget(int agent) {
    waiters &= ~(1L << agent);
  }

  @Override
  public void walk(Walker walker) {
    holder = walker.value(holder);
    waiters = walker.value(waiters);
    view = walker.value(view);
  }
}
