package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.function.Consumer;

/// Lets another scheduler decide, one step at a time, and tells somebody what the machine was about
/// to do and what came of it, right behind each step.
public final class SteppingScheduler implements Scheduler {

  private final Scheduler inner;
  private final Machine machine;
  private final Consumer<TimelineStep> told;
  private Access access;
  private String does;
  private String place;
  private String choice;

  /// Has `inner` decide for `machine`.
  public SteppingScheduler(Scheduler inner, Machine machine, Consumer<TimelineStep> told) {
    this.inner = inner;
    this.machine = machine;
    this.told = told;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    access = new Access();
    machine.pending(slice.agent, access);
    does = machine.describe(slice.agent);
    place = machine.place(slice.agent);
    choice = "";
  }

  @Override
  public int choose(int agent, int alternatives) {
    int value = inner.choose(agent, alternatives);
    if (value != 0) {
      machine.pending(agent, value, access);
      does = machine.describe(agent, value);
      choice = "choice " + value + ", not 0";
    }
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int taken, StopReason why) {
    boolean goesOn = (machine.enabled() >>> agent & 1) != 0;
    boolean timeJumps = machine.enabled() == 0 && !machine.ended() && machine.timerArmed();
    told.accept(new TimelineStep(
        machine.steps(), agent, does, place, access, choice, why, goesOn, timeJumps));
    inner.performed(system, agent, taken, why);
  }
}
