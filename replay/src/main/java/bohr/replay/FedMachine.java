package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// A machine with an outside world: a feed is asked before every slice whether something arrives,
/// and once more when nothing can move and no timer is armed. A recording and its replay both go
/// through here, so that what arrived at a step arrives at the same moment of it: behind a jump of
/// virtual time, in front of the next step.
public final class FedMachine implements TransitionSystem {

  /// The only source that there is so far: the UART's receiver.
  public static final String CONSOLE = "console";

  private final Machine machine;
  private final Feed feed;

  /// What comes from outside.
  public interface Feed {

    /// Delivers what is there after so many steps.
    ///
    /// @return whether anything was delivered
    boolean deliver(Machine machine, long step);

    /// The next step behind `step` at which to ask again; `Long.MAX_VALUE` for never.
    long next(long step);
  }

  /// Feeds `machine`.
  public FedMachine(Machine machine, Feed feed) {
    this.machine = machine;
    this.feed = feed;
  }

  @Override
  public int perform(int agent, int limit, Chooser chooser) {
    long step = machine.steps();
    feed.deliver(machine, step);
    return machine.perform(agent, (int) Math.min(limit, feed.next(step) - step), chooser);
  }

  @Override
  public boolean advance() {
    if (!machine.timerArmed() && feed.deliver(machine, machine.steps())) {
      return true;
    }
    return machine.advance();
  }

  @Override
  public int agents() {
    return machine.agents();
  }

  @Override
  public String agentName(int agent) {
    return machine.agentName(agent);
  }

  @Override
  public long enabled() {
    return machine.enabled();
  }

  @Override
  public StopReason stopped() {
    return machine.stopped();
  }

  @Override
  public void pending(int agent, Access into) {
    machine.pending(agent, into);
  }

  @Override
  public long site(int agent) {
    return machine.site(agent);
  }

  @Override
  public boolean ended() {
    return machine.ended();
  }
}
