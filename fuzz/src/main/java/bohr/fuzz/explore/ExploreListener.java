package bohr.fuzz.explore;

/// Told from time to time how far an exploration has come.
@FunctionalInterface
public interface ExploreListener {

  /// Nobody listens.
  ExploreListener SILENT = (states, executions) -> {};

  /// So many states were visited, and so many executions followed to their end.
  void progress(long states, long executions);
}
