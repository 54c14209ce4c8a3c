package bohr.fuzz.explore;

import bohr.emulator.agent.Access;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Counts the Mazurkiewicz traces of straight programs: all interleavings are made, and those are
/// one trace in which all pairs of dependent steps stand in the same order. Knows nothing of the
/// code that it is for, but for what depends on what.
final class Mazurkiewicz {

  private final List<List<Op>> programs;
  private final Set<List<Integer>> traces = new HashSet<>();
  private long interleavings;

  private Mazurkiewicz(List<List<Op>> programs) {
    this.programs = programs;
  }

  static Mazurkiewicz of(List<List<Op>> programs) {
    Mazurkiewicz all = new Mazurkiewicz(programs);
    all.extend(new int[programs.size()], new ArrayList<>());
    return all;
  }

  int traces() {
    return traces.size();
  }

  long interleavings() {
    return interleavings;
  }

  /// @param at how far each program is
  /// @param order the steps so far: agent and place, in one number
  private void extend(int[] at, List<Integer> order) {
    boolean ended = true;
    for (int agent = 0; agent < at.length; agent++) {
      if (at[agent] < programs.get(agent).size()) {
        ended = false;
        order.add(100 * agent + at[agent]++);
        extend(at, order);
        at[agent]--;
        order.removeLast();
      }
    }
    if (ended) {
      interleavings++;
      traces.add(dependentPairs(order));
    }
  }

  private List<Integer> dependentPairs(List<Integer> order) {
    List<Integer> pairs = new ArrayList<>();
    for (int early = 0; early < order.size(); early++) {
      for (int late = early + 1; late < order.size(); late++) {
        int one = order.get(early);
        int other = order.get(late);
        if (one / 100 != other / 100 && depend(op(one), op(other))) {
          pairs.add(10_000 * one + other);
        }
      }
    }
    pairs.sort(null);
    return pairs;
  }

  private Op op(int step) {
    return programs.get(step / 100).get(step % 100);
  }

  private static boolean depend(Op one, Op other) {
    Access touchesOne = new Access();
    Access touchesOther = new Access();
    Toy.access(one, touchesOne);
    Toy.access(other, touchesOther);
    return touchesOne.conflictsWith(touchesOther);
  }
}
