package bohr.scheduler;

/// A way of searching: a scheduler that makes choices of its own. It is made once and used for many
/// executions, so that a campaign allocates nothing per execution or per decision.
public interface Strategy extends Scheduler {

  /// What people call it, and what a trace says: `pct`, `pos`, `random`.
  String name();

  /// An execution begins. Forgets every earlier one: what follows depends on the arguments alone,
  /// so that execution `index` of a campaign is the same whichever host thread runs it. Only a
  /// strategy that enumerates (`dfs`) goes on from where it was, and ignores both arguments.
  ///
  /// @param index number of the execution in its campaign, from 0
  /// @param seed of this execution, as [SplitMix#seedOf] gives it
  void begin(long index, long seed);

  /// Whether it enumerates: goes on from one execution to the next, and so needs all of them, in
  /// order, on one host thread.
  default boolean enumerates() {
    return false;
  }

  /// Whether no execution is left that would be new. Asked between executions; a strategy that
  /// draws at random never knows.
  default boolean exhausted() {
    return false;
  }
}
