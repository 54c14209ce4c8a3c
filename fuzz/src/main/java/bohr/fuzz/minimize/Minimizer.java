package bohr.fuzz.minimize;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Finding;
import bohr.emulator.state.Digest;
import bohr.fuzz.target.Deviation;
import bohr.fuzz.target.DeviatingScheduler;
import bohr.fuzz.target.DeviationFinder;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.strategy.DfsScheduler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes a failing schedule as short as it gets, for a person to read. What counts is, in this
/// order: context switches in the window, values other than 0, steps, and that the turn is handed
/// on early.
///
/// There are rounds of three things, until a whole round improves nothing:
///
/// 1. Only the causal past of the failure is kept ([CausalPast]).
/// 2. Delta debugging over the deviations from the default order ([DeltaDebugging]); so a switch
///    that happens anyway, because its agent blocks, costs nothing. Choi and Zeller ("Isolating
///    Failure-Inducing Thread Schedules", ISSTA 2002) did it over thread switches.
/// 3. Single slices are left out, merged with another one of their agent, or cut shorter
///    ([SliceMoves]), as Hermit's `analyze --minimize` does with preemptions.
///
/// That leads to the nearest minimum, which may be a long one: a bug in the third turn of a loop
/// that could have been had in the first. So, once, [#SEARCHED] schedules with at most one
/// preemption are tried in the order of CHESS ([DfsScheduler]); most bugs need no more. If one of
/// them is better, rounds begin again from there.
///
/// An attempt counts only if it ends with a finding of the same signature, and what is kept is the
/// schedule that was realised, recorded anew. Failure is not monotone in the set of deviations
/// (Tzoref, Ur and Yom-Tov, "Instrumenting Where It Hurts", ISSTA 2007), so the result is a local
/// minimum: no single deviation can be left out, and no single slice be left out or merged, without
/// losing the finding or making the schedule cost more. Minimising it again changes nothing.
public final class Minimizer {

  /// Steps, of all attempts together, after which the best schedule so far has to do: a few
  /// seconds.
  public static final long STEPS = 200_000_000;

  /// Schedules longer than this are not pruned by cause: that would take too much memory.
  private static final long PRUNED_STEPS = 1 << 18;

  /// How many schedules with at most one preemption are tried.
  public static final int SEARCHED = 2_000;

  /// What beginning an execution costs, in steps.
  private static final int BEGINNING = 100;

  private final Target target;
  private final Player player;
  private final long stepsMax;
  private final Set<Long> rejected = new HashSet<>();
  private final Schedule.Builder recording = Schedule.builder();
  private String signature;
  private int executions;
  private long spent;

  private Schedule best;
  private Cost cost;
  private List<Deviation> deviations;
  private Finding finding;

  /// What minimising came to.
  ///
  /// @param schedule the minimised schedule, whole: from reset
  /// @param finding what it ends with; the same signature as before, perhaps other words
  /// @param before the schedule that was given
  /// @param after the minimised one
  /// @param executions how many it took
  /// @param complete whether a local minimum was reached before the steps ran out
  public record Report(
      Schedule schedule,
      Finding finding,
      Size before,
      Size after,
      int executions,
      boolean complete) {}

  /// The size of a schedule, in the window.
  ///
  /// @param switches context switches
  /// @param values choices whose value is not 0
  /// @param steps all of them
  public record Size(int switches, int values, long steps) {

    private static Size of(Schedule window) {
      return new Size(window.switches(), window.values(), window.steps());
    }
  }

  private Minimizer(Target target, long stepsMax) {
    this.target = target;
    this.stepsMax = stepsMax;
    player = target.player(target.stage());
  }

  /// Minimises `schedule`, which ends with a finding.
  ///
  /// @param target what it is a schedule of; if it does not begin with the target's opening, the
  ///     window begins at reset
  /// @throws IllegalArgumentException if the schedule does not lead to a finding
  public static Report minimize(Target target, Schedule schedule) {
    return minimize(target, schedule, STEPS);
  }

  /// As the other, with at most about `stepsMax` steps.
  public static Report minimize(Target target, Schedule schedule, long stepsMax) {
    Target windowed = target.opens(schedule) ? target : target.fromReset();
    return new Minimizer(windowed, stepsMax).minimize(windowed.window(schedule));
  }

  private Report minimize(Schedule given) {
    attempt(new FollowingScheduler(target, given));
    if (best == null) {
      throw new IllegalArgumentException("the schedule does not lead to a finding");
    }
    descend();
    search();
    descend();
    return new Report(
        target.whole(best),
        finding,
        Size.of(given),
        Size.of(best),
        executions,
        spent < stepsMax);
  }

  private void descend() {
    SliceMoves moves = new SliceMoves(() -> best, this::acceptSlices);
    Cost before;
    do {
      before = cost;
      prune();
      DeltaDebugging.minimize(() -> deviations, this::acceptDeviations);
      moves.improve();
    } while (cost.compareTo(before) < 0 && spent < stepsMax);
  }

  private void search() {
    DfsScheduler dfs = new DfsScheduler(1);
    for (int i = 0; i < SEARCHED && spent < stepsMax && !dfs.exhausted(); i++) {
      dfs.begin(i, 0);
      attempt(dfs);
    }
  }

  /// Keeps the causal past of the failure only. Nobody's step fails when the system sleeps or has
  /// run for too long.
  private void prune() {
    if (finding.agent() < 0 || best.steps() > PRUNED_STEPS) {
      return;
    }
    StepLog log = new StepLog(new FollowingScheduler(target, best));
    play(log);
    Schedule past = CausalPast.of(log.steps());
    if (past.steps() < best.steps()) {
      acceptSlices(Schedule.builder().add(past, 0, past.slices()).values(best).build());
    }
  }

  private boolean acceptDeviations(List<Deviation> some) {
    return isNew(Digest.of(0, digest(some))) && attempt(new DeviatingScheduler(target, some));
  }

  private boolean acceptSlices(Schedule window) {
    return isNew(Digest.of(1, window.digest())) && attempt(new FollowingScheduler(target, window));
  }

  /// What was rejected once is never accepted later, because the best schedule only gets better.
  private boolean isNew(long digest) {
    return spent < stepsMax && rejected.add(digest);
  }

  /// Plays, and keeps what came of it if it is the same finding at a lower cost.
  private boolean attempt(Scheduler scheduler) {
    recording.rewind();
    DeviationFinder finder = new DeviationFinder(target, scheduler);
    Verdict verdict = play(new RecordingScheduler(finder, recording));
    if (!(verdict instanceof Verdict.Found found) || !isSame(found.finding())) {
      return false;
    }
    Schedule realised = recording.build();
    Cost realisedCost = Cost.of(realised);
    if (best != null && realisedCost.compareTo(cost) >= 0) {
      return false;
    }
    best = realised;
    cost = realisedCost;
    deviations = finder.deviations();
    finding = found.finding();
    return true;
  }

  private Verdict play(Scheduler scheduler) {
    Verdict verdict = player.play(scheduler);
    executions++;
    spent += player.steps() + BEGINNING;
    return verdict;
  }

  private boolean isSame(Finding other) {
    if (signature == null) {
      signature = other.signature();
    }
    return signature.equals(other.signature());
  }

  private static long digest(List<Deviation> deviations) {
    long digest = Digest.EMPTY;
    for (Deviation deviation : deviations) {
      digest =
          switch (deviation) {
            case Deviation.Turn turn ->
                Digest.mix(
                    digest, Digest.of(0, turn.after(), turn.steps(), turn.agent()));
            case Deviation.Value value ->
                Digest.mix(
                    digest, Digest.of(1, value.agent(), value.ordinal(), value.value()));
          };
    }
    return digest;
  }
}
