package bohr.fuzz.explore;

import bohr.fuzz.target.Target;

/// Visits everything that a window can come to, depth first, by going back to snapshots. It stops
/// at the first failure.
///
/// **Local steps** (those that commute with whatever others could do first) are taken at once and
/// branch nothing, except without any reduction. What else is left out is a [Reduction]'s to say.
///
/// Covered: assertions, gates, orders, end states, sleeping with work pending. Not covered: an
/// execution that goes on for ever without a failure. Where states are remembered it comes back to
/// one and ends there; otherwise it comes to the bound of steps.
public final class Explorer {

  private static final int PROBES = 100;

  private Explorer() {}

  /// Explores the window of `target`. If the calling thread is interrupted, it ends incomplete.
  ///
  /// @throws IllegalArgumentException if the target's stages cannot go back to a state
  public static ExploreResult explore(
      Target target, ExploreOptions options, ExploreListener listener) {
    Walk walk = new Walk(target, options, listener);
    return switch (options.reduction()) {
      case STATES -> new StateSearch(walk, options).run();
      case SOURCE_DPOR, SLEEP_SETS, NONE -> {
        int probes = listener == ExploreListener.SILENT ? 0 : PROBES;
        double expected = new Probe(target, options).executions(probes, 0);
        yield new StatelessSearch(walk, options, expected).run();
      }
    };
  }
}
