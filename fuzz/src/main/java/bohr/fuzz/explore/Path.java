package bohr.fuzz.explore;

import bohr.recorder.Schedule;
import java.util.ArrayList;
import java.util.List;

/// The decisions that lead from the beginning of the window to where an exploration is.
final class Path {

  private record Turn(int agent, int steps, List<Integer> values) {}

  private final List<Turn> turns = new ArrayList<>();

  int length() {
    return turns.size();
  }

  /// `agent` took `steps` steps and chose `values`.
  void add(int agent, int steps, List<Integer> values) {
    turns.add(new Turn(agent, steps, List.copyOf(values)));
  }

  /// Forgets all but the first `length` decisions.
  void cut(int length) {
    turns.subList(length, turns.size()).clear();
  }

  /// The schedule of the window.
  Schedule schedule() {
    Schedule.Builder schedule = Schedule.builder();
    for (Turn turn : turns) {
      schedule.slice(turn.agent, turn.steps);
      turn.values.forEach(value -> schedule.choice(turn.agent, value));
    }
    return schedule.build();
  }
}
