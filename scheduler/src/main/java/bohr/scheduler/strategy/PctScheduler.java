package bohr.scheduler.strategy;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;

/// PCT, probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi and Nagarakatte, "A
/// Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010. Agents get
/// random distinct priorities of at least d; the enabled agent with the highest one always runs; at
/// d - 1 steps drawn from 1 to k, the agent about to take change point number i drops to priority
/// i. With n agents and k steps a bug of depth d is found with probability 1/(n·k^(d-1)) or better.
///
/// Departures:
/// - Only steps with more than one agent enabled count, for k and for change points: elsewhere a
///   change point would be wasted. An agent that is born late has had its random rank all along.
/// - An agent that yields drops below everybody, and after twice k counted steps the strategy
///   becomes the uniform random walk ("fair PCT"), so that a loop waiting for another agent ends
///   whether or not it says `pause`. Twice, since the measured execution need not be the longest.
/// - The depth may vary from execution to execution, as in Coyote, since nobody knows d.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
/// - Between change points only an agent that wakes another one is interrupted: slices are long.
public final class PctScheduler implements Strategy {

  private final SplitMix random = new SplitMix(0);
  private final Estimates estimates;
  private final int shallowest;
  private final int deepest;
  private final long fairAfter;

  private final long[] priorities;
  private final int[] changePoints;
  private int changes;
  private long upcoming;
  private long lowest;
  private long counted;
  private boolean company;

  private PctScheduler(Estimates estimates, int shallowest, int deepest) {
    if (deepest < 1) {
      throw new IllegalArgumentException("depth " + deepest);
    }
    this.estimates = estimates;
    this.shallowest = shallowest;
    this.deepest = deepest;
    fairAfter = 2L * estimates.steps();
    priorities = new long[estimates.agents()];
    changePoints = new int[deepest - 1];
  }

  /// For bugs of depth `depth`, at least 1.
  public static PctScheduler ofDepth(Estimates estimates, int depth) {
    return new PctScheduler(estimates, depth, depth);
  }

  /// Draws a depth from 1 to `deepest`, at least 1, for each execution.
  public static PctScheduler upToDepth(Estimates estimates, int deepest) {
    return new PctScheduler(estimates, 1, deepest);
  }

  @Override
  public String name() {
    return "pct";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    changes = shallowest - 1 + random.below(deepest - shallowest + 1);
    for (int rank = 0; rank < priorities.length; rank++) {
      int other = random.below(rank + 1);
      priorities[rank] = priorities[other];
      priorities[other] = changes + 1 + rank;
    }
    for (int change = 0; change < changes; change++) {
      changePoints[change] = 1 + random.below(estimates.steps());
    }
    lowest = 0;
    counted = 0;
    findUpcoming(0);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    company = (enabled & enabled - 1) != 0;
    if (!company) {
      slice.set(Long.numberOfTrailingZeros(enabled), Integer.MAX_VALUE);
    } else if (counted >= fairAfter) {
      slice.set(random.member(enabled), 1);
    } else {
      if (upcoming == counted + 1) {
        change(enabled);
      }
      long until = Math.min(upcoming - 1, fairAfter);
      slice.set(highest(enabled), (int) Math.min(until - counted, Integer.MAX_VALUE));
    }
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    if (company) {
      counted += steps;
    }
    if (why == StopReason.YIELDED) {
      lowest--;
      priorities[agent] = lowest;
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }

  private int highest(long enabled) {
    int best = Long.numberOfTrailingZeros(enabled);
    for (long left = enabled & enabled - 1; left != 0; left &= left - 1) {
      int agent = Long.numberOfTrailingZeros(left);
      if (priorities[agent] > priorities[best]) {
        best = agent;
      }
    }
    return best;
  }

  /// The next counted step is a change point, perhaps several. An agent that has yielded stays
  /// where it is: a change point must not lift it.
  private void change(long enabled) {
    for (int change = 0; change < changes; change++) {
      int agent = highest(enabled);
      if (changePoints[change] == upcoming && priorities[agent] > 0) {
        priorities[agent] = change + 1;
      }
    }
    findUpcoming(upcoming);
  }

  private void findUpcoming(long after) {
    upcoming = Long.MAX_VALUE;
    for (int change = 0; change < changes; change++) {
      if (changePoints[change] > after) {
        upcoming = Math.min(upcoming, changePoints[change]);
      }
    }
  }
}
