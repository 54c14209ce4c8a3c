package bohr.scheduler;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// Counts what another scheduler does, and changes nothing.
public final class CountingScheduler implements Scheduler {

  private static final int NOBODY = -1;

  private final Scheduler inner;

  private long steps;
  private long contended;
  private long switches;
  private long preemptions;

  private int last;
  private boolean yielded;
  private boolean company;

  /// Counts what `inner` does.
  public CountingScheduler(Scheduler inner) {
    this.inner = inner;
    begin();
  }

  /// An execution begins: all counts are 0. The scheduler inside is told by its owner.
  public void begin() {
    steps = 0;
    contended = 0;
    switches = 0;
    preemptions = 0;
    last = NOBODY;
    yielded = false;
  }

  /// Steps taken.
  public long steps() {
    return steps;
  }

  /// Steps of slices that began with more than one agent enabled: those whose order was a choice.
  public long contended() {
    return contended;
  }

  /// How often the agent that moved was not the one that had moved before.
  public long switches() {
    return switches;
  }

  /// Switches away from an agent that could have gone on and had not yielded.
  public long preemptions() {
    return preemptions;
  }

  /// What strategies need to know, if this execution is a fair example.
  public Estimates estimates(TransitionSystem system) {
    int length = Math.clamp(contended, 1, Integer.MAX_VALUE);
    return new Estimates(length, system.agents());
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    long enabled = system.enabled();
    company = (enabled & enabled - 1) != 0;
    if (last != NOBODY && slice.agent != last) {
      switches++;
      if (!yielded && (enabled >>> last & 1) != 0) {
        preemptions++;
      }
    }
  }

  @Override
  public void performed(TransitionSystem system, int agent, int taken, StopReason why) {
    inner.performed(system, agent, taken, why);
    steps += taken;
    if (company) {
      contended += taken;
    }
    last = agent;
    yielded = why == StopReason.YIELDED;
  }

  @Override
  public int choose(int agent, int alternatives) {
    return inner.choose(agent, alternatives);
  }
}
