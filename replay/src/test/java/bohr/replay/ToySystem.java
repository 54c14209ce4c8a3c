package bohr.replay;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.state.Digest;

/// Three agents and a word: every step, and every value chosen, changes the word for good, and what
/// a step does depends on the word. So any other order leads somewhere else. Agents block for a
/// while, yield, and make choices; the system ends after a number of steps.
final class ToySystem implements TransitionSystem {

  private static final int AGENTS = 3;
  private static final long ALL = (1L << AGENTS) - 1;

  private final long length;
  private long word = 7;
  private long steps;
  private long enabled = ALL;
  private StopReason stopped = StopReason.LIMIT;

  ToySystem(long length) {
    this.length = length;
  }

  long digest() {
    return Digest.of(word, steps, enabled);
  }

  /// Somebody who is not recorded changes the word.
  void disturb() {
    word++;
  }

  @Override
  public int agents() {
    return AGENTS;
  }

  @Override
  public String agentName(int agent) {
    return "toy" + agent;
  }

  @Override
  public long enabled() {
    return enabled;
  }

  @Override
  public int perform(int agent, int limit, Chooser chooser) {
    assert (enabled >>> agent & 1) != 0;
    int taken = 0;
    do {
      step(agent, chooser);
      taken++;
    } while (taken < limit && stopped == StopReason.LIMIT);
    return taken;
  }

  private void step(int agent, Chooser chooser) {
    steps++;
    long kind = word & 7;
    long value = kind >= 6 ? chooser.choose(agent, (int) kind - 4) : 0;
    word = Digest.of(word, agent, value);
    stopped = steps == length ? StopReason.ENDED
        : kind == 0 ? StopReason.BLOCKED : kind == 1 ? StopReason.YIELDED : StopReason.LIMIT;
    enabled = kind == 0 ? ALL & ~(1L << agent) : ALL;
  }

  @Override
  public StopReason stopped() {
    return stopped;
  }

  @Override
  public void pending(int agent, Access into) {
    into.none();
  }

  @Override
  public boolean ended() {
    return stopped == StopReason.ENDED;
  }

  @Override
  public boolean advance() {
    throw new IllegalStateException("somebody is always enabled");
  }
}
