package bohr.emulator.interrupt;

import bohr.emulator.hart.Hart;
import java.util.ArrayList;
import java.util.List;

/// Everything that raises an interrupt when virtual time reaches a value: the comparators of the
/// ACLINT, each hart's stimecmp, and the alarms of devices.
public final class Timers {

  private final Aclint aclint;
  private final Hart[] harts;
  private final List<Alarm> alarms = new ArrayList<>();

  /// A device with a comparator of its own. It tells the clock when its deadline changes.
  public interface Alarm {

    /// Drives the interrupt according to the clock.
    void update();

    /// The tick in the future at which the interrupt becomes due; -1 if there is none.
    long deadline();
  }

  Timers(Aclint aclint, Hart[] harts) {
    this.aclint = aclint;
    this.harts = harts;
  }

  /// Watches the clock for `alarm` too.
  public void add(Alarm alarm) {
    alarms.add(alarm);
  }

  /// Drives the timer interrupts according to the clock; to be called when time has passed.
  public void update() {
    aclint.update();
    for (Hart hart : harts) {
      hart.timer().update();
    }
    for (int i = 0; i < alarms.size(); i++) {
      alarms.get(i).update();
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
    for (int i = 0; i < alarms.size(); i++) {
      long deadline = alarms.get(i).deadline();
      if (Long.compareUnsigned(deadline, next) < 0) {
        next = deadline;
      }
    }
    return next;
  }
}
