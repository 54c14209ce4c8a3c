package bohr.emulator.interrupt;

import bohr.emulator.hart.Hart;

/// Everything that raises an interrupt when virtual time reaches a value: the comparators of the
/// ACLINT and each hart's stimecmp.
public final class Timers {

  private final Aclint aclint;
  private final Hart[] harts;

  Timers(Aclint aclint, Hart[] harts) {
    this.aclint = aclint;
    this.harts = harts;
  }

  /// Drives the timer interrupts according to the clock; to be called when time has passed.
  public void update() {
    aclint.update();
    for (Hart hart : harts) {
      hart.timer().update();
    }
  }

  /// The first tick in the future at which a timer interrupt becomes due; -1 if there is none.
  public long nextDeadline() {
    long next = aclint.nextDeadline();
    for (Hart hart : harts) {
      long deadline = hart.timer().deadline();
      if (Long.compareUnsigned(deadline, next) < 0) {
        next = deadline;
      }
    }
    return next;
  }
}
