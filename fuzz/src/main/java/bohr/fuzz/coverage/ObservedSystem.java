package bohr.fuzz.coverage;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// Another system, looked at step by step, to hash the interleaving. A scheduler notices nothing: a
/// slice ends where it would end without this. For any number of executions.
public final class ObservedSystem implements TransitionSystem {

  private final InterleavingHash hash = new InterleavingHash();
  private final Access access = new Access();
  private final Chooser listener = this::choose;
  private final TransitionSystem system;
  private Chooser chooser;

  /// Looks at `system`.
  public ObservedSystem(TransitionSystem system) {
    this.system = system;
  }

  /// An execution begins.
  public void begin() {
    hash.begin();
  }

  /// The hash of the execution.
  public long hash() {
    return hash.hash();
  }

  @Override
  public int perform(int agent, int limit, Chooser decider) {
    chooser = decider;
    int taken = 0;
    do {
      system.pending(agent, access);
      taken += system.perform(agent, 1, listener);
      hash.step(agent, access);
    } while (taken < limit && system.stopped() == StopReason.LIMIT);
    return taken;
  }

  private int choose(int agent, int alternatives) {
    int value = chooser.choose(agent, alternatives);
    hash.choice(value);
    return value;
  }

  @Override
  public int agents() {
    return system.agents();
  }

  @Override
  public String agentName(int agent) {
    return system.agentName(agent);
  }

  @Override
  public long enabled() {
    return system.enabled();
  }

  @Override
  public StopReason stopped() {
    return system.stopped();
  }

  @Override
  public void pending(int agent, Access into) {
    system.pending(agent, into);
  }

  @Override
  public long site(int agent) {
    return system.site(agent);
  }

  @Override
  public boolean ended() {
    return system.ended();
  }

  @Override
  public boolean advance() {
    return system.advance();
  }
}
