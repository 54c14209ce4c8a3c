package bohr.scheduler.strategy;

import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Geometric;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;

/// A random walk with inertia: an enabled agent, each equally likely, for a slice whose length is
/// geometrically distributed with a given mean. With mean 1 it is the uniform random walk; longer
/// slices reach the bugs in which one agent stands still while another does much, at the speed of
/// long slices. A value is 0 with probability 1/2, else one of the others ([SplitMix#value]).
///
/// The idea is the random time slice of rr's chaos mode (O'Callahan et al., "Engineering Record and
/// Replay for Deployability", USENIX ATC 2017), which departs from ours in that it has priorities
/// and fixed classes of lengths. A slice that ends early because its agent woke another one is not
/// continued: the wake-up is one more place where the agents compete. It is fair, so no loop waits
/// for ever.
public final class RandomSlicesScheduler implements Strategy {

  /// From here on lengths are drawn by [Geometric].
  private static final int LONG = 1_000;

  private final SplitMix random = new SplitMix(0);
  private final int mean;
  private final Geometric lengths;

  /// Slices of `mean` steps on average, at least 1.
  public RandomSlicesScheduler(int mean) {
    if (mean < 1) {
      throw new IllegalArgumentException("mean " + mean);
    }
    this.mean = mean;
    lengths = mean < LONG ? null : new Geometric(mean);
  }

  @Override
  public String name() {
    return "random-slices";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    if ((enabled & enabled - 1) == 0) {
      slice.set(Long.numberOfTrailingZeros(enabled), Integer.MAX_VALUE);
    } else {
      slice.set(random.member(enabled), length());
    }
  }

  private int length() {
    return lengths == null ? random.geometric(mean) : lengths.next(random);
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
