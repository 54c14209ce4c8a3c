package bohr.scheduler;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// An oracle that decides whose step is next. Searching, recording, replaying and measuring are all
/// schedulers; they are composed by wrapping. An execution gets a scheduler of its own, or one that
/// was told by its owner that a new execution begins.
public interface Scheduler extends Chooser {

  /// Picks an enabled agent and the length of its slice. Called only while some agent is enabled.
  void next(TransitionSystem system, Slice slice);

  /// Told what became of the slice: `steps` steps of `agent`, at least one.
  default void performed(TransitionSystem system, int agent, int steps, StopReason why) {}

  /// Picks the strongest ordering unless the scheduler has a better idea.
  @Override
  default int choose(int agent, int alternatives) {
    return 0;
  }
}
