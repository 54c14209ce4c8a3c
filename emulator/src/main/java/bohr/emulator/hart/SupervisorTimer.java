package bohr.emulator.hart;

/// The supervisor's timer of a hart (Sstc), which follows the same clock as the platform's.
public final class SupervisorTimer {

  private final Hart hart;

  SupervisorTimer(Hart hart) {
    this.hart = hart;
  }

  /// Drives the timer interrupt of supervisor mode; to be called when time has passed.
  public void update() {
    hart.csrs.updateTimer();
    hart.wakeIfInterrupted();
  }

  /// The tick in the future at which the timer interrupt becomes due; -1 if there is none.
  public long deadline() {
    return hart.csrs.deadline();
  }
}
