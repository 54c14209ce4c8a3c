package bohr.fuzz.cause;

import bohr.emulator.Board;
import bohr.emulator.Verdict;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.minimize.StepLog;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord;
import bohr.replay.NearestPass;
import bohr.replay.Timeline;
import bohr.replay.Verdicts;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Scheduler;
import bohr.scheduler.SplitMix;
import bohr.scheduler.strategy.DfsScheduler;
import bohr.scheduler.strategy.RandomScheduler;
import java.util.Optional;

/// Finds the execution without a finding that is nearest to one with, and what separates the two:
/// Choi and Zeller, "Isolating Failure-Inducing Thread Schedules", ISSTA 2002. Departs from the
/// paper in what lies between two schedules: here it is the swaps of neighbouring steps that turn
/// one into the other, so that bisecting them ends at a single swap.
///
/// 1. Weak choices are made strong, all together.
/// 2. Each reversible race of the failing execution is reversed, from its end on. If that helps,
///    the two steps are the answer: the execution with them side by side is equivalent to the
///    recorded one, and was run too.
/// 3. Else the later agent, or everybody, is let run ahead of the earlier step. Else a schedule
///    without a finding is looked for: the default order, those with one preemption, random ones.
/// 4. Between the failing execution and the nearest of these, the change that decides is bisected.
public final class NearestPassing {

  /// Longer windows are not looked at.
  private static final int STEPS_MAX = 5_000;

  private static final int RACES_MAX = 400;
  private static final int SEARCHED = 300;

  /// How far somebody who is let run ahead runs.
  private static final int AHEAD = 1_000;

  private final Target target;
  private final Player player;
  private final String signature;
  private final Schedule failing;
  private int executions;

  /// From a schedule that fails to one that does not: first values are left out, then steps
  /// swapped.
  ///
  /// @param values those of the failing one; the passing one has none if `strong`
  private record Way(Word from, Word to, Schedule values, boolean strong, long swaps) {

    static Way of(Word from, Word to, Schedule values, boolean strong) {
      Word whole = from.with(to);
      Word goal = to.with(from);
      return new Way(whole, goal, values, strong, whole.distance(goal));
    }

    /// How many changes there are.
    long length() {
      return swaps + (strong ? values.values() : 0);
    }

    /// The schedule after some changes.
    Schedule at(long changes) {
      int left = strong ? (int) Math.min(changes, values.values()) : 0;
      Schedule.Builder kept = Schedule.builder();
      for (int i = 0; i < values.values() - left; i++) {
        kept.value(values.valueAgent(i), values.valueOrdinal(i), values.value(i));
      }
      return from.towards(to, changes - left).with(kept.build());
    }
  }

  private enum Outcome {
    FAILS,
    FAILS_OTHERWISE,
    PASSES
  }

  /// An execution that was run.
  private record Played(Schedule realised, Outcome outcome) {}

  private NearestPassing(Target target, Schedule failing, String signature) {
    this.target = target;
    this.failing = failing;
    this.signature = signature;
    player = target.player(target.stage());
  }

  /// What separates the execution of `trace` from one without a finding; nothing if the trace
  /// holds no finding, or console input, or very many steps, or if nothing was found.
  ///
  /// @param timeline of the trace
  public static Optional<NearestPass> find(Scenario scenario, Trace trace, Timeline timeline) {
    Optional<TraceRecord.Verdict> verdict =
        trace.verdict().filter(each -> each.kind().equals(Verdicts.FINDING));
    if (verdict.isEmpty() || !trace.inputs().isEmpty()) {
      return Optional.empty();
    }
    Target standard = Target.of(Board.of(scenario), scenario.stepBound());
    Target target = standard.opens(trace.schedule()) ? standard : standard.fromReset();
    if (trace.schedule().steps() - target.opening().steps() > STEPS_MAX) {
      return Optional.empty();
    }
    String signature = verdict.get().oracle() + " at " + verdict.get().place();
    NearestPassing search =
        new NearestPassing(target, target.window(trace.schedule()), signature);
    return search.way().flatMap(search::bisect).flatMap(change ->
        new Separation(scenario, target, timeline)
            .of(change.failing(), change.passing(), search.executions));
  }

  // Running.

  private Played play(Schedule window) {
    return play(new FollowingScheduler(target, window));
  }

  private Played play(Scheduler scheduler) {
    Schedule.Builder recording = Schedule.builder();
    Verdict verdict = player.play(new RecordingScheduler(scheduler, recording));
    executions++;
    Outcome outcome = !(verdict instanceof Verdict.Found found) ? Outcome.PASSES
        : found.finding().signature().equals(signature) ? Outcome.FAILS : Outcome.FAILS_OTHERWISE;
    return new Played(recording.build(), outcome);
  }

  // Where to go.

  private Optional<Way> way() {
    if (play(failing).outcome() != Outcome.FAILS) {
      return Optional.empty();
    }
    Word word = Word.of(failing);
    Schedule turns = word.with(Schedule.EMPTY);
    if (failing.values() > 0 && play(turns).outcome() == Outcome.PASSES) {
      return Optional.of(Way.of(word, word, failing, true));
    }
    StepLog log = new StepLog(new FollowingScheduler(target, failing));
    player.play(log);
    Races races = new Races(log.steps());
    for (Races.Race race : races.all(RACES_MAX)) {
      if (play(race.reversed().with(failing)).outcome() == Outcome.PASSES
          && play(race.together().with(failing)).outcome() == Outcome.FAILS) {
        return Optional.of(Way.of(race.together(), race.reversed(), failing, false));
      }
    }
    return ahead(races, log).or(() -> searched(word));
  }

  /// The nearest of the executions in which somebody is ahead.
  private Optional<Way> ahead(Races races, StepLog log) {
    Optional<Way> nearest = Optional.empty();
    for (Races.Race race : races.all(RACES_MAX)) {
      if (play(race.together().with(failing)).outcome() != Outcome.FAILS) {
        continue;
      }
      int own = log.steps().get(race.later()).agent();
      int held = log.steps().get(race.earlier()).agent();
      for (boolean alone : new boolean[] {true, false}) {
        Played played = play(ahead(race, own, held, alone));
        if (played.outcome() == Outcome.PASSES && played.realised().steps() <= 2 * STEPS_MAX) {
          Way way = Way.of(race.together(), Word.of(played.realised()), failing, false);
          nearest = nearest.filter(other -> other.length() <= way.length()).or(
              () -> Optional.of(way));
        }
      }
    }
    return nearest;
  }

  /// The beginning of a race; then the agent of its later step, or everybody but that of the
  /// earlier one; then the rest.
  private Schedule ahead(Races.Race race, int own, int held, boolean alone) {
    Schedule.Builder schedule = Schedule.builder();
    for (int step = 0; step < race.prefix(); step++) {
      schedule.add(race.together().agent(step), 1);
    }
    schedule.add(own, AHEAD);
    for (int agent = 0; agent < Long.SIZE && !alone; agent++) {
      schedule.add(agent, agent == held ? 0 : AHEAD);
    }
    for (int step = race.prefix(); step < race.together().length(); step++) {
      schedule.add(race.together().agent(step), 1);
    }
    return schedule.values(failing).build();
  }

  /// Some execution without a finding.
  private Optional<Way> searched(Word word) {
    DfsScheduler dfs = new DfsScheduler(1);
    RandomScheduler random = new RandomScheduler();
    Played played = play(new DefaultOrder());
    for (int i = 0; i < 2 * SEARCHED && played.outcome() != Outcome.PASSES; i++) {
      if (i < SEARCHED && !dfs.exhausted()) {
        dfs.begin(i, 0);
        played = play(dfs);
      } else {
        random.begin(i, SplitMix.seedOf(0, i));
        played = play(random);
      }
    }
    return played.outcome() != Outcome.PASSES || played.realised().values() > 0
            || played.realised().steps() > 2 * STEPS_MAX
        ? Optional.empty()
        : Optional.of(Way.of(word, Word.of(played.realised()), failing, true));
  }

  // Which change.

  /// Two executions that are one change apart.
  private record Change(Schedule failing, Schedule passing) {}

  /// Another finding counts as this one on the way, or else as none: one of the two may end at a
  /// change from this finding to none.
  private Optional<Change> bisect(Way way) {
    return bisect(way, true).or(() -> bisect(way, false));
  }

  private Optional<Change> bisect(Way way, boolean anyFinding) {
    long fails = 0;
    long passes = way.length();
    while (passes - fails > 1) {
      long middle = fails + (passes - fails) / 2;
      Outcome outcome = play(way.at(middle)).outcome();
      boolean failed =
          outcome == Outcome.FAILS || anyFinding && outcome == Outcome.FAILS_OTHERWISE;
      fails = failed ? middle : fails;
      passes = failed ? passes : middle;
    }
    Played bad = play(way.at(fails));
    Played good = play(way.at(passes));
    return bad.outcome() == Outcome.FAILS && good.outcome() == Outcome.PASSES
        ? Optional.of(new Change(bad.realised(), good.realised())) : Optional.empty();
  }
}
