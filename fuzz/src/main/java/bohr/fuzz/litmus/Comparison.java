package bohr.fuzz.litmus;

import java.util.Set;
import java.util.TreeSet;

/// What a test's outcomes are, beside what is expected.
///
/// @param forbidden outcomes that were not expected
/// @param missing expected ones that did not come
public record Comparison(Set<String> forbidden, Set<String> missing) {

  /// Compares two sets of states.
  static Comparison of(Set<String> outcomes, Set<String> expected) {
    Set<String> forbidden = new TreeSet<>(outcomes);
    forbidden.removeAll(expected);
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(outcomes);
    return new Comparison(forbidden, missing);
  }

  /// Whether nothing came that is forbidden.
  public boolean isSound() {
    return forbidden.isEmpty();
  }

  /// Whether everything came that is allowed.
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /// Whether both sets are the same.
  public boolean isEqual() {
    return isSound() && isComplete();
  }
}
