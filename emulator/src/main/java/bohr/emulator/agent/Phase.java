package bohr.emulator.agent;

import bohr.emulator.state.Fingerprinted;

/// One state of a device thread, or of a register handler that a hart runs. A phase is a record
/// under a sealed interface of its device; taking a step turns it into the next phase and makes at
/// most one access that another agent could see.
public interface Phase extends Fingerprinted {

  /// Whether the phase is part of a critical section: where the device is locked, its lock is held
  /// while the phase and its guarded successors run.
  default boolean guarded() {
    return false;
  }

  /// The object that the phase touches in place of its own device; [Access#NO_OBJECT] if there is
  /// none.
  default int elsewhere() {
    return Access.NO_OBJECT;
  }

  /// Whether the phase has nothing to do until somebody else moves the thread on.
  default boolean waits() {
    return false;
  }

  /// Whether the phase sends something over the function's link, and so needs room there.
  default boolean sends() {
    return false;
  }
}
