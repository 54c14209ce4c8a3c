package bohr.fuzz.cause;

import bohr.fuzz.minimize.StepLog;
import java.util.ArrayList;
import java.util.List;

/// The pairs of steps of an execution that could come in the other order: they conflict, and
/// nothing between them makes the later one depend on the earlier one. These are the reversible
/// races of Abdulla, Aronis, Jonsson and Sagonas, "Optimal Dynamic Partial Order Reduction", POPL
/// 2014, §4.
final class Races {

  /// Comparisons of steps, of all races together: about a second.
  private static final long COMPARISONS_MAX = 50_000_000;

  private final List<StepLog.Step> steps;
  private long left = COMPARISONS_MAX;

  /// Two equivalent ways to write down the execution up to the later one of two steps, and beyond.
  ///
  /// @param together the execution with the two steps side by side; it does the same
  /// @param reversed the two swapped
  /// @param later the later step
  /// @param earlier the earlier one
  /// @param prefix how many steps come before the two
  record Race(Word together, Word reversed, int earlier, int later, int prefix) {}

  Races(List<StepLog.Step> steps) {
    this.steps = steps;
  }

  /// The races, those whose later steps are last first; of a long execution, not all.
  ///
  /// @param most about so many, at the most
  List<Race> all(int most) {
    List<Race> races = new ArrayList<>();
    for (int later = steps.size() - 1; later > 0 && races.size() < most && left > 0; later--) {
      of(later, races);
    }
    return races;
  }

  /// The races of one step, with the nearest steps first. What it depends on by way of a step in
  /// between is its past, and no race.
  private void of(int later, List<Race> races) {
    List<Integer> past = new ArrayList<>();
    for (int earlier = later - 1; earlier >= 0; earlier--) {
      int candidate = earlier;
      left -= past.size();
      boolean indirectly = past.stream().anyMatch(between -> dependsOn(candidate, between));
      if (indirectly || dependsOn(earlier, later)) {
        past.add(earlier);
      }
      long between = later - earlier;
      if (!indirectly && conflict(steps.get(earlier), steps.get(later))
          && (left -= between * between / 2) > 0) {
        races.add(race(earlier, later));
      }
    }
  }

  private static boolean conflict(StepLog.Step one, StepLog.Step other) {
    return one.agent() != other.agent() && one.access().conflictsWith(other.access())
        && (one.woken() >>> other.agent() & 1) == 0;
  }

  private Race race(int earlier, int later) {
    boolean[] depends = new boolean[steps.size()];
    int prefix = later - 1;
    for (int step = earlier + 1; step < later; step++) {
      depends[step] = dependsOn(earlier, step);
      for (int between = earlier + 1; between < step && !depends[step]; between++) {
        depends[step] = depends[between] && dependsOn(between, step);
      }
      prefix -= depends[step] ? 1 : 0;
    }
    return new Race(word(earlier, later, depends, true), word(earlier, later, depends, false),
        earlier, later, prefix);
  }

  /// Whether a step depends directly on an earlier one.
  private boolean dependsOn(int earlier, int step) {
    StepLog.Step one = steps.get(earlier);
    StepLog.Step other = steps.get(step);
    return one.agent() == other.agent()
        || (one.woken() >>> other.agent() & 1) != 0
        || one.access().conflictsWith(other.access());
  }

  /// What does not depend on the earlier step comes first, then the two, then the rest.
  private Word word(int earlier, int later, boolean[] depends, boolean inOrder) {
    byte[] agents = new byte[steps.size()];
    int at = 0;
    for (int step = 0; step < later; step++) {
      if (step != earlier && !depends[step]) {
        agents[at++] = agent(step);
      }
    }
    agents[at++] = agent(inOrder ? earlier : later);
    agents[at++] = agent(inOrder ? later : earlier);
    for (int step = earlier + 1; step < steps.size(); step++) {
      if (step > later || step < later && depends[step]) {
        agents[at++] = agent(step);
      }
    }
    return Word.of(agents);
  }

  private byte agent(int step) {
    return (byte) steps.get(step).agent();
  }
}
