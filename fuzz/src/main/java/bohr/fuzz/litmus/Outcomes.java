package bohr.fuzz.litmus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// All final states of a test that its filter admits, as values of its keys: one of each.
public final class Outcomes {

  private final LitmusTest test;
  private final Set<List<Long>> seen = new HashSet<>();
  private final List<long[]> states = new ArrayList<>();

  /// None yet.
  Outcomes(LitmusTest test) {
    this.test = test;
  }

  /// An execution has ended in a state.
  void add(long[] state) {
    if (test.admits(state) && seen.add(printed(state))) {
      states.add(state.clone());
    }
  }

  private List<Long> printed(long[] state) {
    return test.printed().stream().map(key -> state[key]).toList();
  }

  /// The test.
  public LitmusTest test() {
    return test;
  }

  /// The states as lines, smaller values first.
  public List<String> lines() {
    Comparator<long[]> order = Comparator.comparing(state -> 0);
    for (int key : test.printed()) {
      order = order.thenComparing(state -> state[key]);
    }
    return states.stream().sorted(order).map(test::line).toList();
  }

  /// The states as a set to compare.
  public Set<String> set() {
    return new TreeSet<>(lines());
  }

  /// The block of a log: the states, and whether they are as the test's author expected.
  public String block() {
    List<String> lines = lines();
    Condition condition = test.condition();
    int holds = (int) states.stream().filter(condition.proposition()::holds).count();
    int fails = lines.size() - holds;
    boolean inverted = condition.quantifier() == Condition.Quantifier.NOT_EXISTS;
    String often = holds == 0 ? "Never" : fails == 0 ? "Always" : "Sometimes";
    StringBuilder block = new StringBuilder();
    block.append("Test ").append(test.name()).append(' ').append(condition.quantifier().kind());
    block.append("\nStates ").append(lines.size()).append('\n');
    lines.forEach(line -> block.append(line).append('\n'));
    block.append(condition.holds(holds, fails) ? "Ok" : "No").append("\nWitnesses\nPositive: ");
    block.append(inverted ? fails : holds).append(" Negative: ").append(inverted ? holds : fails);
    block.append("\nCondition ").append(condition.quantifier()).append(" (");
    block.append(condition.proposition().text(test)).append(")\nObservation ");
    block.append(test.name()).append(' ').append(often).append(' ').append(holds).append(' ');
    return block.append(fails).append('\n').toString();
  }
}
