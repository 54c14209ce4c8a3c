package bohr.scheduler;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// The one loop: enabled, choose, perform.
public final class Execution {

  private final Slice slice = new Slice();

  /// Ready to run any number of executions, one after the other.
  public Execution() {}

  /// Lets `scheduler` drive `system` until it has ended, has asked for a snapshot, or has taken
  /// `most` steps.
  ///
  /// @return ENDED, SNAPSHOT, or LIMIT when the steps ran out
  public StopReason run(TransitionSystem system, Scheduler scheduler, long most) {
    long left = most;
    while (!system.ended()) {
      if (system.enabled() == 0) {
        if (!system.advance()) {
          return StopReason.ENDED;
        }
        continue;
      }
      if (left <= 0) {
        return StopReason.LIMIT;
      }
      scheduler.next(system, slice);
      int agent = slice.agent;
      assert slice.limit >= 1 && (system.enabled() >>> agent & 1) != 0 : "slice of " + agent;
      int steps = system.perform(agent, (int) Math.min(slice.limit, left), scheduler);
      StopReason why = system.stopped();
      scheduler.performed(system, agent, steps, why);
      left -= steps;
      if (why == StopReason.SNAPSHOT) {
        return why;
      }
    }
    return StopReason.ENDED;
  }
}
