package bohr.fuzz.audit;

import java.util.ArrayList;
import java.util.List;

/// Combinations of levels of several factors: all of them if they are few, or else as many as have
/// every pair of levels of any two factors, a covering array of strength 2.
///
/// It is the greedy construction of AETG (Cohen, Dalal, Fredman, Patton, "The AETG System: An
/// Approach to Testing Based on Combinatorial Design", IEEE TSE 23(7), 1997), without its random
/// candidates: each row begins with the first pair that no row has yet, and every other factor gets
/// the level that adds most new pairs, of equal ones that which is in the fewest rows. So the same
/// factors give the same rows.
final class Pairwise {

  /// Of so few combinations, all are taken.
  static final int FEW = 16;

  private final int[] levels;

  /// Whether a pair is in some row: by factor, factor, level, level, the lower factor first.
  private final boolean[][][][] covered;

  /// In how many rows each level of each factor is.
  private final int[][] used;

  private Pairwise(int[] levels) {
    this.levels = levels;
    covered = new boolean[levels.length][levels.length][][];
    used = new int[levels.length][];
    for (int i = 0; i < levels.length; i++) {
      used[i] = new int[levels[i]];
      for (int j = i + 1; j < levels.length; j++) {
        covered[i][j] = new boolean[levels[i]][levels[j]];
      }
    }
  }

  /// How many combinations there are; [Long#MAX_VALUE] for more than fit.
  static long combinations(int... levels) {
    long product = 1;
    for (int count : levels) {
      product = product > Long.MAX_VALUE / count ? Long.MAX_VALUE : product * count;
    }
    return product;
  }

  /// The rows: for each factor the number of a level.
  ///
  /// @param levels how many each factor has, at least 1
  static List<int[]> rows(int... levels) {
    return combinations(levels) <= FEW ? all(levels) : new Pairwise(levels).cover();
  }

  private static List<int[]> all(int[] levels) {
    List<int[]> rows = new ArrayList<>();
    int[] row = new int[levels.length];
    for (long left = combinations(levels); left > 0; left--) {
      rows.add(row.clone());
      int last = levels.length - 1;
      while (last >= 0 && ++row[last] == levels[last]) {
        row[last--] = 0;
      }
    }
    return rows;
  }

  private List<int[]> cover() {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      for (int j = i + 1; j < levels.length; j++) {
        for (int a = 0; a < levels[i]; a++) {
          for (int b = 0; b < levels[j]; b++) {
            if (!covered[i][j][a][b]) {
              rows.add(row(i, a, j, b));
            }
          }
        }
      }
    }
    return rows;
  }

  private int[] row(int i, int a, int j, int b) {
    int[] row = new int[levels.length];
    boolean[] fixed = new boolean[levels.length];
    row[i] = a;
    row[j] = b;
    fixed[i] = true;
    fixed[j] = true;
    for (int factor = 0; factor < levels.length; factor++) {
      if (!fixed[factor]) {
        row[factor] = best(row, fixed, factor);
        fixed[factor] = true;
      }
    }
    for (int first = 0; first < levels.length; first++) {
      used[first][row[first]]++;
      for (int second = first + 1; second < levels.length; second++) {
        covered[first][second][row[first]][row[second]] = true;
      }
    }
    return row;
  }

  private int best(int[] row, boolean[] fixed, int factor) {
    int best = 0;
    int most = -1;
    for (int level = 0; level < levels[factor]; level++) {
      int added = added(row, fixed, factor, level);
      if (added > most || added == most && used[factor][level] < used[factor][best]) {
        best = level;
        most = added;
      }
    }
    return best;
  }

  private int added(int[] row, boolean[] fixed, int factor, int level) {
    int added = 0;
    for (int other = 0; other < levels.length; other++) {
      boolean known = other < factor
          ? covered[other][factor][row[other]][level]
          : other == factor || covered[factor][other][level][row[other]];
      added += fixed[other] && !known ? 1 : 0;
    }
    return added;
  }
}
