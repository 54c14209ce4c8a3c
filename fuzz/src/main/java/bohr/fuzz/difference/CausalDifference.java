package bohr.fuzz.difference;

import bohr.emulator.Verdict;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.minimize.DeltaDebugging;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.replay.Replayer;
import java.util.ArrayList;
import java.util.List;

/// Finds the fewest changes that give one execution the verdict of another. Zeller ("Isolating
/// Cause-Effect Chains", FSE 2002) and Choi and Zeller ("Isolating Failure-Inducing Thread
/// Schedules", ISSTA 2002) did it over states and thread switches; here it is done over the order
/// of steps that touch the same thing, and over the values of choices.
///
/// Every change alone is tried, then every pair, as long as there are not too many; then delta
/// debugging makes the set of all changes smaller until none of them can be left out. So a result
/// of one or two changes is the smallest there is, and one of three is, too, if all pairs were
/// tried.
public final class CausalDifference {

  /// Behind the place where the two part, longer executions are not compared.
  public static final int STEPS = 20_000;

  /// Executions that may be spent: some seconds.
  private static final int EXECUTIONS = 20_000;

  private static final long PLAYED_STEPS = 100_000_000;

  private final Target target;
  private final Player player;
  private final Schedule base;
  private final String wanted;
  private int executions;
  private long played;

  /// What was found out.
  ///
  /// @param changes the fewest that were found; empty if all of them together do not give the
  ///     verdict
  /// @param candidates how many there are
  /// @param fewest whether fewer were tried, all of them, in vain
  /// @param executions how many it took
  public record Report(
      List<Change> changes, int candidates, boolean fewest, int executions) {

    public Report {
      changes = List.copyOf(changes);
    }
  }

  private CausalDifference(Target target, Schedule base, String wanted) {
    this.target = target;
    this.base = base;
    this.wanted = wanted;
    player = target.player(target.stage());
  }

  /// Looks for what gives `from` the verdict of `to`, which is another one.
  ///
  /// @param parting the first step in which they differ, from 1
  public static Report of(Replayer from, Replayer to, long parting) {
    long common = parting - 1;
    Scenario scenario = from.scenario();
    long begun = from.trace().window().orElse(0);
    long bound = scenario.stepBound() - Math.max(0, common - begun);
    Target target = Target.of(from.at(common), from.board(), Math.max(1, bound));
    CausalDifference search = new CausalDifference(target,
        target.window(from.trace().schedule()), kind(to));
    List<Change> candidates = new ArrayList<>(
        Log.of(to, common, STEPS).ordersAgainst(Log.of(from, common, STEPS)));
    values(target.window(from.trace().schedule()), target.window(to.trace().schedule()),
        candidates);
    return search.fewest(candidates);
  }

  /// What a verdict is, without its words.
  private static String kind(Replayer replayer) {
    var verdict = replayer.trace().verdict().orElseThrow();
    return verdict.oracle().isEmpty()
        ? verdict.kind() : verdict.oracle() + " at " + verdict.place();
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Found(var finding) -> finding.signature();
      case Verdict.Done(long status) -> status == 0 ? "passed" : "failed";
      case Verdict.Asleep() -> "asleep";
      case Verdict.Exhausted _ -> "exhausted";
    };
  }

  private static void values(Schedule from, Schedule to, List<Change> into) {
    for (int i = 0; i < to.values(); i++) {
      int before = from.valueAt(to.valueAgent(i), to.valueOrdinal(i));
      if (before != to.value(i)) {
        into.add(
            new Change.Value(to.valueAgent(i), to.valueOrdinal(i), to.value(i), before));
      }
    }
    for (int i = 0; i < from.values(); i++) {
      if (to.valueAt(from.valueAgent(i), from.valueOrdinal(i)) == 0) {
        into.add(
            new Change.Value(from.valueAgent(i), from.valueOrdinal(i), 0, from.value(i)));
      }
    }
  }

  private Report fewest(List<Change> all) {
    for (Change change : all) {
      if (gives(List.of(change))) {
        return new Report(List.of(change), all.size(), true, executions);
      }
    }
    long pairs = (long) all.size() * (all.size() - 1) / 2;
    boolean allPairs = pairs + executions < EXECUTIONS;
    for (int i = 0; i < all.size() && allPairs; i++) {
      for (int j = i + 1; j < all.size(); j++) {
        List<Change> pair = List.of(all.get(i), all.get(j));
        if (gives(pair)) {
          return new Report(pair, all.size(), true, executions);
        }
      }
    }
    if (!gives(all)) {
      return new Report(List.of(), all.size(), false, executions);
    }
    List<List<Change>> best = new ArrayList<>(List.of(all));
    DeltaDebugging.minimize(best::getLast, some -> gives(some) && best.add(some));
    int size = best.getLast().size();
    return new Report(
        best.getLast(), all.size(), allPairs && size == 3 && !isSpent(), executions);
  }

  private boolean isSpent() {
    return played > PLAYED_STEPS;
  }

  private boolean gives(List<Change> changes) {
    if (isSpent()) {
      return false;
    }
    Verdict verdict = player.play(new ChangedScheduler(base, changes));
    executions++;
    played += player.steps();
    return kind(verdict).equals(wanted);
  }
}
