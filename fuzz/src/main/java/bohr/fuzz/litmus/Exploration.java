package bohr.fuzz.litmus;

import java.util.Set;

/// What the search of a test came to.
///
/// @param complete whether it got to its end
/// @param steps how many instructions were executed
public record Exploration(Outcomes outcomes, boolean complete, long steps) {

  /// The outcomes beside those that are expected.
  public Comparison compare(Set<String> expected) {
    return Comparison.of(outcomes.set(), expected);
  }
}
