package bohr.fuzz.target;

import bohr.emulator.Verdict;
import bohr.emulator.agent.TransitionSystem;

/// One system on which executions are played, one after the other, all from the beginning of the
/// same window. For one host thread; a [Target] makes as many as are wanted.
public interface Stage {

  /// What is played on.
  TransitionSystem system();

  /// Goes back to the beginning of the window, from wherever it is.
  void rewind();

  /// Steps taken since the beginning of the window.
  long steps();

  /// The step bound is reached: asks the oracles, and ends the execution.
  void exhaust(long steps);

  /// How the execution ended; null while it has not.
  Verdict verdict();
}
