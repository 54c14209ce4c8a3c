package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Profile;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;

/// SURW, the selectively uniform random walk: Zhao, Wolff, Mathur and Roychoudhury, "Selectively
/// Uniform Concurrency Testing", ASPLOS 2025. Some steps are *interesting*. Which agent makes the
/// next one of them is drawn with weights: how many each has still to make. With exact counts every
/// order of the interesting steps is equally likely, where the plain random walk all but never lets
/// one that has few be last. An agent that comes to an interesting step and is not the one drawn is
/// held back; everything else is a random walk of those that are not held back.
///
/// Departures:
/// - Interesting is what touches one shared place, drawn anew for each execution; the paper leaves
///   the choice to the user. [UrwScheduler] takes all places at once.
/// - Which places are shared, and how often each agent touches them, is measured by random walks
///   before the campaign ([Estimates]); nothing is learned in it. A count that is used up counts as
///   1 for an agent that is held back.
/// - If everybody who is enabled is held back, the draw is repeated among them. It is repeated
///   among all, and nobody is held back any more, after [#PATIENCE] steps for each agent without an
///   interesting one: the agent drawn may be waiting in a loop for one that is held back.
/// - After twice the measured number of steps, and [#LONG] at least, it is the plain random walk,
///   so that no loop waits for ever.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
public final class SurwScheduler implements Strategy {

  /// Steps for each agent, without an interesting one among them.
  static final int PATIENCE = 64;

  static final int LONG = 1000;

  private static final long ALL = -1;

  private final SplitMix random = new SplitMix(0);
  private final Access pending = new Access();
  private final Weights weights;
  private final long[] places;
  private final int patience;
  private final long fairAfter;

  /// The place of this execution, as an index into `places`.
  private int place;

  private int intended;
  private long held;
  private int waited;
  private long taken;

  /// Whether the step in progress is interesting.
  private boolean interesting;

  /// For a target that was measured.
  public SurwScheduler(Estimates estimates) {
    weights = new Weights(estimates);
    places = estimates.profile().numbers();
    fairAfter = Math.max(LONG, 2L * estimates.steps());
    patience = PATIENCE * estimates.agents();
  }

  @Override
  public String name() {
    return "surw";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    weights.clear();
    place = -1;
    if (places.length > 0) {
      place = random.below(places.length);
      weights.add(place);
    }
    held = 0;
    taken = 0;
    release();
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    interesting = false;
    slice.set(taken < fairAfter ? pick(system, enabled) : random.member(enabled), 1);
  }

  private int pick(TransitionSystem system, long enabled) {
    while ((enabled & ~held) != 0) {
      int agent = random.member(enabled & ~held);
      interesting = isInteresting(system, agent);
      if (!interesting || agent == intended || intended == Weights.NOBODY) {
        return agent;
      }
      held |= 1L << agent;
    }
    intended = weights.draw(random, enabled, enabled);
    held = enabled & ~(1L << intended);
    interesting = isInteresting(system, intended);
    return intended;
  }

  private boolean isInteresting(TransitionSystem system, int agent) {
    system.pending(agent, pending);
    return place >= 0 && Profile.touches(places[place], pending);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    taken++;
    waited++;
    if (interesting) {
      weights.made(agent, 1);
    }
    if (interesting || waited == patience) {
      release();
    }
  }

  private void release() {
    intended = weights.draw(random, ALL, held);
    held = 0;
    waited = 0;
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
