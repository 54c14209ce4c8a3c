package bohr.scheduler.strategy;

import bohr.scheduler.Estimates;
import bohr.scheduler.Profile;
import bohr.scheduler.SplitMix;
import java.util.Arrays;

/// How many steps of some kind each agent has still to make, and draws in proportion: what the
/// uniform random walks have in common.
final class Weights {

  static final int NOBODY = -1;

  private final Profile profile;
  private final int[] remaining;

  Weights(Estimates estimates) {
    profile = estimates.profile();
    remaining = new int[estimates.agents()];
  }

  /// Nobody has anything to do.
  void clear() {
    Arrays.fill(remaining, 0);
  }

  /// Everybody has to touch place number `index` of the profile as often as was measured.
  void add(int index) {
    for (int agent = 0; agent < remaining.length; agent++) {
      remaining[agent] += profile.places().get(index).expected(agent, profile.walks());
    }
  }

  /// `agent` has touched so many of the places.
  void made(int agent, int touched) {
    remaining[agent] = Math.max(0, remaining[agent] - touched);
  }

  /// One of `agents`, in proportion to what each has still to do; those in `waiting` count at least
  /// once.
  ///
  /// @return [#NOBODY] if all weights are 0
  int draw(SplitMix random, long agents, long waiting) {
    long total = 0;
    for (int agent = 0; agent < remaining.length; agent++) {
      total += weight(agent, agents, waiting);
    }
    if (total == 0) {
      return NOBODY;
    }
    long left = random.below((int) Math.min(total, Integer.MAX_VALUE));
    int agent = 0;
    while (left >= weight(agent, agents, waiting)) {
      left -= weight(agent, agents, waiting);
      agent++;
    }
    return agent;
  }

  private int weight(int agent, long agents, long waiting) {
    int least = (int) (waiting >>> agent & 1);
    return (agents >>> agent & 1) == 0 ? 0 : Math.max(least, remaining[agent]);
  }
}
