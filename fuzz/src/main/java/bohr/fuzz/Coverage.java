package bohr.fuzz;

import bohr.scheduler.SplitMix;

/// Which executions of a campaign are looked at step by step, to count distinct interleavings. An
/// execution with it takes about twice as long.
public enum Coverage {
  /// None.
  NONE,
  /// The first [#EARLY] of a campaign, and one in [#SPARSE] of the others, chosen by a hash of its
  /// number so that no member of a portfolio is left out.
  SAMPLED,
  /// All.
  ALL;

  private static final int EARLY = 10_000;
  private static final int SPARSE = 10;

  boolean covers(long index) {
    return switch (this) {
      case NONE -> false;
      case SAMPLED ->
          index < EARLY || Long.remainderUnsigned(SplitMix.seedOf(0, index), SPARSE) == 0;
      case ALL -> true;
    };
  }
}
