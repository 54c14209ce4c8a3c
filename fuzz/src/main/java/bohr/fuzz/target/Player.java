package bohr.fuzz.target;

import bohr.emulator.Verdict;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;

/// Plays executions on a stage, each to its verdict. Allocates nothing.
public final class Player {

  private final Execution execution = new Execution();
  private final Stage stage;
  private final long stepBound;
  private boolean exhausted;

  /// @param stepBound most steps of an execution, at least 1
  Player(Stage stage, long stepBound) {
    this.stage = stage;
    this.stepBound = stepBound;
  }

  /// Plays one execution from the beginning of the window. Where the guest asks for a snapshot once
  /// more, it just goes on.
  public Verdict play(Scheduler scheduler) {
    return play(scheduler, stage.system());
  }

  /// As the other, by way of a system that stands in front of the stage's.
  public Verdict play(Scheduler scheduler, TransitionSystem front) {
    stage.rewind();
    StopReason why;
    do {
      why = execution.run(front, scheduler, stepBound - stage.steps());
    } while (why == StopReason.SNAPSHOT);
    exhausted = why == StopReason.LIMIT;
    if (exhausted) {
      stage.exhaust(stepBound);
    }
    return stage.verdict();
  }

  /// Whether the last execution ran into the step bound.
  public boolean exhausted() {
    return exhausted;
  }

  /// Steps of the last execution.
  public long steps() {
    return stage.steps();
  }
}
