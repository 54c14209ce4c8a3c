package bohr.fuzz.litmus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ends that the threads can come to with one memory, each thread by itself: what the keys that
/// are its registers are worth. The final states are their product.
final class ThreadEnds {

  private final LitmusMachine machine;
  private final Outcomes outcomes;
  private final Budget budget;
  private final int keys;
  private final List<List<long[]>> ends = new ArrayList<>();

  ThreadEnds(LitmusMachine machine, Outcomes outcomes, Budget budget) {
    this.machine = machine;
    this.outcomes = outcomes;
    this.budget = budget;
    keys = outcomes.test().keys().size();
    for (int thread = 0; thread < machine.harts(); thread++) {
      ends.add(new ArrayList<>());
    }
  }

  /// A thread can end as its hart stands.
  void add(int thread) {
    machine.checkEnded(thread);
    long[] end = new long[keys];
    machine.registers(thread, end);
    List<long[]> known = ends.get(thread);
    if (known.stream().noneMatch(other -> Arrays.equals(other, end))) {
      known.add(end);
    }
  }

  /// Adds the product to the outcomes, with the memory that the machine has.
  void combine() {
    if (ends.stream().noneMatch(List::isEmpty)) {
      long[] state = new long[keys];
      machine.cells(state);
      combine(0, state);
    }
  }

  /// Keys belong to one thread each, so ends can be added up.
  private void combine(int thread, long[] state) {
    if (thread == ends.size()) {
      outcomes.add(state);
      return;
    }
    if (budget.isSpent()) {
      return;
    }
    for (long[] end : ends.get(thread)) {
      long[] next = state.clone();
      for (int key = 0; key < keys; key++) {
        next[key] += end[key];
      }
      combine(thread + 1, next);
    }
  }
}
