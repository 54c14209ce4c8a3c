package bohr.scheduler.strategy;

import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;

/// The uniform random walk: before every step, one of the enabled agents, each equally likely; a
/// value is 0 with probability 1/2, else one of the others ([SplitMix#value]). While only one agent
/// is enabled there is nothing to draw, and it runs until it enables another.
///
/// Thomson, Donaldson and Betts, "Concurrency Testing Using Controlled Schedulers: An Empirical
/// Study" (SCTBench), TOPC 2016, found it no worse than bounded searches. What it cannot do is let
/// one agent run k steps while another waits: the chance of that is 2^-k. It is fair, so no loop
/// waits for ever.
public final class RandomScheduler implements Strategy {

  private final SplitMix random = new SplitMix(0);

  /// Ready to begin.
  public RandomScheduler() {}

  @Override
  public String name() {
    return "random";
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
      slice.set(random.member(enabled), 1);
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
