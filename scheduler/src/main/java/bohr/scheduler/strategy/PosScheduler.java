package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import java.util.Arrays;

/// POS, partial order sampling: Yuan, Yang and Gu, "Partial Order Aware Concurrency Sampling", CAV
/// 2018. Every agent's pending step has an independent random priority; the highest one runs. After
/// it, the agent that took it and every agent whose pending step conflicts with it draw again. A
/// step that conflicts with nothing keeps its priority, however many independent steps pass it by,
/// where the random walk throws a coin for each of them.
///
/// Departures:
/// - Steps that touch nothing visible run first, without a choice, as in Fray; but an agent that
///   has taken [#PATIENCE] of them since its last visible step competes for the next ones, so that
///   nobody waits for a loop that touches nothing.
/// - An agent that yields drops below everybody, until it moves or is in a conflict, with chance
///   1/2: its next step is likely one more turn of a waiting loop, but it need not be.
/// - After [#STREAK] choices of one agent in a row, everybody draws again. A loop that waits
///   without `pause` for an agent of priority p would go on for 1/p turns: infinite on average.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
public final class PosScheduler implements Strategy {

  /// How many invisible steps in a row an agent takes without a choice.
  static final int PATIENCE = 100;

  /// Steps of one agent in a row, of those that were a choice, after which all draw again.
  static final int STREAK = 100;

  private final SplitMix random = new SplitMix(0);
  private final long[] priorities = new long[Long.SIZE];
  private final Access[] pending = new Access[Long.SIZE];
  /// Invisible steps that each agent has taken in a row.
  private final int[] invisible = new int[Long.SIZE];

  /// Agents to be asked again what is pending, since they moved or an object did, which may
  /// interrupt them; and those that have a priority, because they were enabled at the last
  /// decision.
  private long stale;

  private long known;
  private boolean alone;
  private long lowest;
  private int streak;
  private int last;

  /// Ready to begin.
  public PosScheduler() {
    Arrays.setAll(pending, agent -> new Access());
  }

  @Override
  public String name() {
    return "pos";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    stale = -1;
    known = 0;
    lowest = 0;
    Arrays.fill(invisible, 0);
    streak = 0;
    last = -1;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    long born = enabled & ~known;
    draw(born);
    stale |= born;
    known = enabled;
    alone = (enabled & enabled - 1) == 0;
    slice.set(pick(system, enabled), alone ? Integer.MAX_VALUE : 1);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    long self = 1L << agent;
    stale = alone || pending[agent].object != Access.NO_OBJECT ? -1 : stale | self;
    if (alone) {
      streak = 0;
      draw(self);
    } else if (eager(agent)) {
      invisible[agent]++;
    } else {
      invisible[agent] = pending[agent].visible() ? 0 : PATIENCE;
      streak = agent == last ? streak + 1 : 1;
      last = agent;
      draw(streak % STREAK == 0 ? known : self | conflicting(agent));
    }
    if (why == StopReason.YIELDED && random.next() < 0) {
      lowest--;
      priorities[agent] = lowest;
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }

  private int pick(TransitionSystem system, long enabled) {
    int best = -1;
    for (long left = enabled; left != 0; left &= left - 1) {
      int agent = Long.numberOfTrailingZeros(left);
      if ((stale >>> agent & 1) != 0) {
        system.pending(agent, pending[agent]);
        stale &= ~(1L << agent);
      }
      if (eager(agent)) {
        return agent;
      }
      if (best < 0 || priorities[agent] > priorities[best]) {
        best = agent;
      }
    }
    return best;
  }

  /// Whether the pending step of `agent` runs without a choice.
  private boolean eager(int agent) {
    return !pending[agent].visible() && invisible[agent] < PATIENCE;
  }

  private long conflicting(int agent) {
    long conflicts = 0;
    for (long left = known & ~(1L << agent); left != 0; left &= left - 1) {
      int other = Long.numberOfTrailingZeros(left);
      if (pending[other].conflictsWith(pending[agent])) {
        conflicts |= 1L << other;
      }
    }
    return conflicts;
  }

  /// New priorities, not negative, for `agents`.
  private void draw(long agents) {
    for (long left = agents; left != 0; left &= left - 1) {
      priorities[Long.numberOfTrailingZeros(left)] = random.next() >>> 1;
    }
  }
}
