package bohr.fuzz.minimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Delta debugging (ddmin): Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
/// Input", TSE 2002. Departs from the paper in that whoever tests a smaller set may, having
/// accepted it, come up with one that is smaller still or made of other elements.
public final class DeltaDebugging {

  private DeltaDebugging() {}

  /// Makes a set smaller until no single element can be left out.
  ///
  /// @param current the set as it is; asked again after each success
  /// @param accept tries a subset of the current one; true makes it, or what it led to, current
  public static <T> void minimize(Supplier<List<T>> current, Predicate<List<T>> accept) {
    if (current.get().isEmpty() || accept.test(List.of())) {
      return;
    }
    int chunks = 2;
    while (!current.get().isEmpty()) {
      List<T> set = current.get();
      chunks = Math.min(chunks, set.size());
      if (chunks > 2 && acceptChunk(set, chunks, accept)) {
        chunks = 2;
      } else if (acceptComplement(set, chunks, accept)) {
        chunks = Math.max(chunks - 1, 2);
      } else if (chunks < set.size()) {
        chunks = Math.min(2 * chunks, set.size());
      } else {
        return;
      }
    }
  }

  private static <T> boolean acceptChunk(List<T> set, int chunks, Predicate<List<T>> accept) {
    for (int i = 0; i < chunks; i++) {
      if (accept.test(set.subList(start(set, chunks, i), start(set, chunks, i + 1)))) {
        return true;
      }
    }
    return false;
  }

  private static <T> boolean acceptComplement(
      List<T> set, int chunks, Predicate<List<T>> accept) {
    for (int i = 0; i < chunks; i++) {
      List<T> complement = new ArrayList<>(set.subList(0, start(set, chunks, i)));
      complement.addAll(set.subList(start(set, chunks, i + 1), set.size()));
      if (accept.test(complement)) {
        return true;
      }
    }
    return false;
  }

  private static int start(List<?> set, int chunks, int chunk) {
    return (int) ((long) set.size() * chunk / chunks);
  }
}
