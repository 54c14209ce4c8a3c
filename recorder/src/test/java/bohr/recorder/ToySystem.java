package bohr.recorder;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.state.Digest;

/// Three agents that mix a shared word, each in a way that depends on all that happened before:
/// a different order or a different choice gives a different state. They also block, yield, wake
/// each other, sleep until a timer, ask for one snapshot, and end after a number of steps.
final class ToySystem implements TransitionSystem {

  private static final int AGENTS = 3;

  private final long length;
  private long word = 1;
  private long steps;
  private long jumps;
  private long enabled = (1L << AGENTS) - 1;
  private boolean snapshotTaken;
  private StopReason stopped = StopReason.LIMIT;

  ToySystem(long length) {
    this.length = length;
  }

  long digest() {
    return Digest.of(word, steps, jumps, enabled);
  }

  long steps() {
    return steps;
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
    if ((enabled >>> agent & 1) == 0) {
      throw new IllegalStateException("toy" + agent + " is not enabled");
    }
    int taken = 0;
    stopped = StopReason.LIMIT;
    while (taken < limit && stopped == StopReason.LIMIT) {
      step(agent, chooser);
      taken++;
    }
    return taken;
  }

  private void step(int agent, Chooser chooser) {
    long before = word;
    for (long choices = before >>> 8 & 3; choices > 1; choices--) {
      word = Digest.mix(word, chooser.choose(agent, 4));
    }
    word = Digest.mix(word, agent);
    steps++;
    int event = (int) (before & 15);
    if (steps >= length) {
      stopped = StopReason.ENDED;
    } else if (!snapshotTaken && steps >= length / 3) {
      snapshotTaken = true;
      stopped = StopReason.SNAPSHOT;
    } else if (event == 0) {
      enabled &= ~(1L << agent);
      stopped = StopReason.BLOCKED;
    } else if (event == 1) {
      enabled |= 1L << (agent + 1) % AGENTS;
      stopped = StopReason.WOKE;
    } else if (event == 2) {
      stopped = StopReason.YIELDED;
    }
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
    jumps++;
    enabled = 1L << jumps % AGENTS;
    return true;
  }
}
