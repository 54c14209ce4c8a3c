package bohr.fuzz.explore;

/// Told from time to time how far an exploration has come.
@FunctionalInterface
public interface ExploreListener {

  /// How far it is.
  ///
  /// @param states states entered so far
  /// @param executions executions followed to their end so far
  /// @param done the estimated share of the work that is done, 0 to 1
  record Progress(long states, long executions, double done) {

    /// How many executions there will be, if the rest is like what is done; 0 if nobody knows.
    public double estimatedExecutions() {
      return done > 0 ? executions / done : 0;
    }
  }

  /// Nobody listens.
  ExploreListener SILENT = progress -> {};

  void progress(Progress progress);
}
