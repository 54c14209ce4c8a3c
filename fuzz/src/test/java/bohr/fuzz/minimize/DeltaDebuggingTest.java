package bohr.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// What is left cannot be made smaller by leaving out one.
class DeltaDebuggingTest {

  private static List<Integer> minimize(List<Integer> from, Predicate<List<Integer>> fails) {
    List<Integer> current = new ArrayList<>(from);
    DeltaDebugging.minimize(
        () -> List.copyOf(current),
        subset -> {
          boolean accepted = fails.test(subset);
          if (accepted) {
            List<Integer> kept = List.copyOf(subset);
            current.clear();
            current.addAll(kept);
          }
          return accepted;
        });
    return current;
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Property(tries = 200)
  void exactlyTheElementsThatAreNeededAreLeft(
      @ForAll @Size(max = 12) Set<@IntRange(max = 199) Integer> needed) {
    List<Integer> left = minimize(numbers(200), subset -> subset.containsAll(needed));
    assertEquals(needed.stream().sorted().toList(), left);
  }

  @Test
  void whatFailsOnlyInPairsIsLeftAsAPair() {
    Predicate<List<Integer>> fails =
        subset -> subset.contains(3) == subset.contains(90) && subset.contains(50);
    assertEquals(List.of(50), minimize(numbers(100), fails));
    Predicate<List<Integer>> evenCount = subset -> subset.size() >= 2 && subset.size() % 2 == 0;
    assertEquals(2, minimize(numbers(64), evenCount).size());
  }

  @Test
  void oneNeededElementOfAThousandTakesAboutTwoTestsForEachHalving() {
    AtomicInteger tests = new AtomicInteger();
    minimize(
        numbers(1024),
        subset -> {
          tests.incrementAndGet();
          return subset.contains(700);
        });
    assertTrue(tests.get() <= 22, () -> tests + " tests");
  }
}
