package bohr.fuzz.explore;

import bohr.fuzz.target.Explorable.Moment;

/// A state on the path that an exploration is following, and what is left to do there.
final class Frame {

  final Moment moment;
  final Dependence dependence;

  /// The agents that can take a step.
  final long enabled;

  /// The agent that made the last step before this state, whether it could go on and has not
  /// yielded, and how many preemptions there were.
  final int last;

  final boolean lastGoesOn;

  final int preemptions;

  /// How long the path is up to here, in decisions.
  final int depth;

  /// Agents whose step need not be taken here: what it leads to was, or will be, reached otherwise.
  long sleep;

  /// Agents whose step is to be taken, or was.
  long todo;

  /// The agent whose step is being taken, with all its values; [Walk#NOBODY] between agents.
  int turn = Walk.NOBODY;

  /// The values to choose next, for `turn`; null to begin with all zeros.
  int[] values;

  /// The share of the whole search that lies before this state.
  double share;

  Frame(Walk walk, int last, boolean yields, int preemptions) {
    enabled = walk.system.enabled();
    dependence = new Dependence(walk.system.agents());
    dependence.look(walk.stage, enabled);
    moment = walk.stage.now();
    depth = walk.path.length();
    this.last = last;
    lastGoesOn = goesOn(enabled, last, yields);
    this.preemptions = preemptions;
  }

  /// Whether switching away from `last` would be a preemption.
  static boolean goesOn(long enabled, int last, boolean yields) {
    return last != Walk.NOBODY && !yields && (enabled >>> last & 1) != 0;
  }

  /// Those who may take a step within a bound of preemptions.
  static long allowed(long enabled, int last, boolean goesOn, boolean mayPreempt) {
    return mayPreempt || !goesOn ? enabled : 1L << last;
  }

  /// How many preemptions there are once `agent` has moved.
  int preemptionsWith(int agent) {
    return preemptions + (agent != last && lastGoesOn ? 1 : 0);
  }

  /// The agent whose step is to be taken now; [Walk#NOBODY] if all is done.
  int next() {
    if (turn == Walk.NOBODY && (todo & ~sleep) != 0) {
      turn = Long.numberOfTrailingZeros(todo & ~sleep);
    }
    return turn;
  }

  /// A step of `turn` was taken. If it has no more values, it sleeps from now on, since what begins
  /// with it has been seen.
  ///
  /// @return the share of the search that lies behind that step: as much as other agents get, and
  ///     of that half, as long as there are more values
  double taken() {
    int left = Long.bitCount(todo & ~sleep);
    double part = share / left;
    if (values == null) {
      sleep |= 1L << turn;
      turn = Walk.NOBODY;
    } else {
      part /= 2;
    }
    share -= part;
    return part;
  }
}
