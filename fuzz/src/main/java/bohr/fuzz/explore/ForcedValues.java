package bohr.fuzz.explore;

import bohr.emulator.agent.Chooser;
import java.util.ArrayList;
import java.util.List;

/// Enumerates the values that a step can choose: the first time all zeros, and then, attempt by
/// attempt, whatever has not been tried.
public final class ForcedValues implements Chooser {

  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> alternatives = new ArrayList<>();
  private int[] prefix = {};

  /// Has tried nothing yet.
  public ForcedValues() {}

  /// Another attempt begins, with these values; 0 where there are no more of them.
  public void begin(int[] values) {
    prefix = values == null ? new int[0] : values;
    chosen.clear();
    alternatives.clear();
  }

  @Override
  public int choose(int agent, int count) {
    int position = chosen.size();
    int value = position < prefix.length ? prefix[position] : 0;
    chosen.add(value);
    alternatives.add(count);
    return value;
  }

  /// What the attempt chose.
  List<Integer> chosen() {
    return chosen;
  }

  /// How many values each choice of the attempt had.
  List<Integer> counts() {
    return List.copyOf(alternatives);
  }

  /// The values for the next attempt; null if all were tried.
  public int[] next() {
    for (int last = chosen.size() - 1; last >= 0; last--) {
      if (chosen.get(last) + 1 < alternatives.get(last)) {
        int[] next = new int[last + 1];
        for (int i = 0; i < last; i++) {
          next[i] = chosen.get(i);
        }
        next[last] = chosen.get(last) + 1;
        return next;
      }
    }
    return null;
  }
}
