package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import java.util.function.Consumer;

/// Tells somebody of every step what the machine was about to do and what came of it, right behind
/// the step.
public final class StepTeller implements Walkthrough.Onlooker {

  private final Consumer<TimelineStep> told;
  private Access access;
  private String does;
  private String place;
  private String choice;

  /// Tells `told`.
  public StepTeller(Consumer<TimelineStep> told) {
    this.told = told;
  }

  @Override
  public void before(Machine machine, int agent) {
    access = new Access();
    machine.pending(agent, access);
    does = machine.describe(agent);
    place = machine.place(agent);
    choice = "";
  }

  @Override
  public void chose(Machine machine, int agent, int value) {
    machine.pending(agent, value, access);
    does = machine.describe(agent, value);
    choice = "choice " + value + ", not 0";
  }

  @Override
  public void after(Machine machine, int agent, StopReason why) {
    boolean goesOn = (machine.enabled() >>> agent & 1) != 0;
    boolean timeJumps = machine.enabled() == 0 && !machine.ended() && machine.timerArmed();
    told.accept(new TimelineStep(
        machine.steps(), agent, does, place, access, choice, why, goesOn, timeJumps));
  }
}
