package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Profile;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;

/// URW, the uniform random walk of Zhao, Wolff, Mathur and Roychoudhury, "Selectively Uniform
/// Concurrency Testing", ASPLOS 2025, to which [SurwScheduler] is the selective one: the agent that
/// makes the next step is drawn in proportion to how many steps each has still to make. With exact
/// counts every interleaving is equally likely.
///
/// Departures:
/// - Only steps that touch a shared place count; the others of the agent drawn run in front of
///   them, without a choice, but no more than [#PATIENCE] before the draw is repeated.
/// - What is shared and how often it is touched is measured by random walks before the campaign. An
///   enabled agent weighs 1 if its count is used up.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
public final class UrwScheduler implements Strategy {

  /// Steps without a choice that an agent takes in a row.
  static final int PATIENCE = 100;

  private final SplitMix random = new SplitMix(0);
  private final Access pending = new Access();
  private final Weights weights;
  private final long[] places;
  private int drawn;
  private int patience;

  /// For a target that was measured.
  public UrwScheduler(Estimates estimates) {
    weights = new Weights(estimates);
    places = estimates.profile().numbers();
  }

  @Override
  public String name() {
    return "urw";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    weights.clear();
    for (int place = 0; place < places.length; place++) {
      weights.add(place);
    }
    drawn = Weights.NOBODY;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    if (drawn == Weights.NOBODY || patience == 0 || (enabled >>> drawn & 1) == 0) {
      drawn = weights.draw(random, enabled, enabled);
      patience = PATIENCE;
    }
    system.pending(drawn, pending);
    slice.set(drawn, 1);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    patience--;
    int touched = Profile.count(places, pending);
    weights.made(agent, touched);
    if (touched > 0 || why == StopReason.YIELDED) {
      drawn = Weights.NOBODY;
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
