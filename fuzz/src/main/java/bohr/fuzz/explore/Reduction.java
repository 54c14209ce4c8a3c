package bohr.fuzz.explore;

/// What an exploration leaves out. Each of them finds a failure exactly if there is one within the
/// bounds; docs/exploration.md says why, and which is best where.
public enum Reduction {
  /// Sleep sets, and no state twice: the least work wherever executions meet again.
  STATES("states"),

  /// Source-DPOR with sleep sets, one execution a Mazurkiewicz trace; remembers no states.
  SOURCE_DPOR("source-dpor"),

  /// Sleep sets alone: the same executions, and more that are given up half-way.
  SLEEP_SETS("sleep-sets"),

  /// Every interleaving of every step.
  NONE("none");

  private final String label;

  Reduction(String label) {
    this.label = label;
  }

  /// Whether it needs the order of steps to be free, and so goes with no bound of preemptions: an
  /// order that it leaves out may be the only one within the bound (Coons, Musuvathi, McKinley,
  /// "Bounded Partial-Order Reduction", OOPSLA 2013, section 3).
  public boolean needsEveryOrder() {
    return this == SOURCE_DPOR || this == SLEEP_SETS;
  }

  @Override
  public String toString() {
    return label;
  }
}
