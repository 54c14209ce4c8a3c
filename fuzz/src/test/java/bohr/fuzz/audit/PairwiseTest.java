package bohr.fuzz.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PairwiseTest {

  private static int[] levels(List<Integer> factors) {
    return factors.stream().mapToInt(Integer::intValue).toArray();
  }

  @Property(tries = 200)
  void everyPairOfLevelsIsInSomeRow(
      @ForAll @Size(min = 2, max = 7) List<@IntRange(min = 1, max = 6) Integer> factors) {
    List<int[]> rows = Pairwise.rows(levels(factors));
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        TreeSet<Integer> pairs = new TreeSet<>();
        for (int[] row : rows) {
          assertTrue(row[i] < factors.get(i) && row[j] < factors.get(j));
          pairs.add(row[i] * 10 + row[j]);
        }
        assertEquals(factors.get(i) * factors.get(j), pairs.size());
      }
    }
  }

  @Property(tries = 200)
  void noRowComesTwiceAndNoneIsInVain(
      @ForAll @Size(min = 1, max = 7) List<@IntRange(min = 1, max = 6) Integer> factors) {
    List<int[]> rows = Pairwise.rows(levels(factors));
    TreeSet<String> different = new TreeSet<>();
    rows.forEach(row -> different.add(Arrays.toString(row)));
    assertEquals(rows.size(), different.size());
    assertTrue(rows.size() <= Pairwise.combinations(levels(factors)));
  }

  @Test
  void ofFewCombinationsAllAreTaken() {
    List<String> rows = Pairwise.rows(2, 3).stream().map(Arrays::toString).toList();
    assertEquals(List.of("[0, 0]", "[0, 1]", "[0, 2]", "[1, 0]", "[1, 1]", "[1, 2]"), rows);
    assertEquals(16, Pairwise.rows(2, 2, 2, 2).size());
  }

  @Test
  void ofManyCombinationsAFewAreEnough() {
    // At least 9 for factors of 3 levels; with random candidates AETG needs 15 for 13 of them.
    int[] thirteen = new int[13];
    Arrays.fill(thirteen, 3);
    assertEquals(
        List.of(11, 12, 22),
        List.of(Pairwise.rows(3, 3, 3).size(), Pairwise.rows(3, 3, 3, 3).size(),
            Pairwise.rows(thirteen).size()));
    assertEquals(1_594_323, Pairwise.combinations(thirteen));
  }

  @Test
  void moreCombinationsThanCanBeCountedAreVeryMany() {
    int[] many = new int[64];
    Arrays.fill(many, 2);
    assertEquals(Long.MAX_VALUE, Pairwise.combinations(many));
  }

  @Test
  void withoutFactorsThereIsOneEmptyRow() {
    assertEquals(1, Pairwise.rows().size());
  }
}
