package bohr.fuzz.explore;

import bohr.fuzz.target.Explorable.Moment;

/// A state on the path that an exploration is following, and what is left to do there.
final class Frame {

  final Moment moment;
  final Dependence dependence;

  /// The agent that made the last step before this state, whether it could go on and has not
  /// yielded, and how many preemptions there were.
  final int last;

  final boolean lastGoesOn;

  final int preemptions;

  /// Agents whose step need not be taken here: what it leads to was, or will be, reached otherwise.
  long sleep;

  /// Agents whose step is still to be taken.
  long todo;

  /// How long the path is up to here, in decisions.
  final int depth;

  /// The values to choose next, for the lowest agent of `todo`; null to begin with all zeros.
  int[] values;

  Frame(
      Moment moment,
      Dependence dependence,
      int last,
      boolean lastGoesOn,
      int preemptions,
      int depth) {
    this.moment = moment;
    this.dependence = dependence;
    this.last = last;
    this.lastGoesOn = lastGoesOn;
    this.preemptions = preemptions;
    this.depth = depth;
  }
}
