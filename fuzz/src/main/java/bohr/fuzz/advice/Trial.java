package bohr.fuzz.advice;

import bohr.emulator.Board;
import bohr.emulator.Verdict;
import bohr.emulator.ordering.MemoryRules;
import bohr.fuzz.explore.ExploreListener;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.explore.ForcedValues;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;

/// Tries an execution that ends with a finding under other rules of memory.
final class Trial {

  /// What became of a finding.
  enum Outcome {
    COMES_BACK,
    RULED_OUT,
    UNKNOWN
  }

  /// What advice may cost: some ten seconds.
  private static final class Budget {

    /// States to visit, in all explorations together.
    private long states = 400_000;

    /// Executions with the same turns. A minimised schedule needs a few hundred.
    private int executions = 20_000;
  }

  /// Steps for minimising what an exploration has found.
  private static final long MINIMISING = 2_000_000;

  private final Board board;
  private final long stepBound;
  private final String signature;
  private final MemoryRules rules;
  private final Schedule schedule;
  private final boolean opens;

  /// Without values, whose numbering depends on the rules.
  private final Schedule turns;

  private final Journal journal;

  /// What may still be done.
  private final Budget budget;

  /// @param board with any rules
  /// @param stepBound most steps of an execution
  /// @param rules under which the finding was made
  /// @param schedule from reset
  /// @param signature of the finding
  Trial(Board board, long stepBound, MemoryRules rules, Schedule schedule, String signature) {
    this(board, stepBound, rules, schedule, signature, new Budget());
  }

  private Trial(Board board, long stepBound, MemoryRules rules, Schedule schedule,
      String signature, Budget budget) {
    this.budget = budget;
    this.board = board;
    this.stepBound = stepBound;
    this.signature = signature;
    this.rules = rules;
    this.schedule = schedule;
    turns = Schedule.builder().add(schedule, 0, schedule.slices()).build();
    opens = Target.of(board.with(rules), stepBound).opens(schedule);
    Target target = target(rules);
    journal = Journal.of(target, target.window(schedule));
  }

  /// Visits all states under `rules`, up to the first finding, or to a bound.
  ExploreResult explore(MemoryRules rules) {
    ExploreOptions options = ExploreOptions.STANDARD.withStates(Math.max(1, budget.states));
    ExploreResult result = Explorer.explore(target(rules), options, ExploreListener.SILENT);
    budget.states -= result.states();
    return result;
  }

  /// The trial of what an exploration under `rules` has found.
  Trial again(MemoryRules rules, ExploreResult.Failure failure) {
    Minimizer.Report report =
        Minimizer.minimize(target(rules), failure.schedule(), MINIMISING);
    return new Trial(board, stepBound, rules, report.schedule(), report.finding().signature(),
        budget);
  }

  private Target target(MemoryRules rules) {
    Target target = Target.of(board.with(rules), stepBound);
    return opens ? target : target.fromReset();
  }

  /// The execution as it was found.
  Journal journal() {
    return journal;
  }

  /// What happens if everybody rests behind a step of a hart but the hart itself: whatever it has
  /// promised there, it comes to.
  Journal ahead(Journal.Entry from) {
    Target target = target(rules);
    Schedule window = target.window(schedule);
    Schedule.Builder begin = Schedule.builder();
    for (int i = 0; i < window.slices() && begin.steps() < from.number(); i++) {
      begin.add(window.agent(i), Math.min(window.steps(i), from.number() - begin.steps()));
    }
    return Journal.of(target, begin.values(window).build());
  }

  String signature() {
    return signature;
  }

  /// What happens to the finding under `rules` if everybody takes the same turns, and those who
  /// chose something weak may choose whatever is allowed.
  Outcome sameTurns(MemoryRules rules) {
    Target target = target(rules);
    Schedule window = target.window(turns);
    Player player = target.player(target.stage());
    ForcedValues values = new ForcedValues();
    int[] choice = {};
    while (choice != null && budget.executions-- > 0) {
      values.begin(choice);
      Verdict verdict = player.play(new SameTurns(target, window, journal, values));
      if (verdict instanceof Verdict.Found found
          && found.finding().signature().equals(signature)) {
        return Outcome.COMES_BACK;
      }
      choice = values.next();
    }
    return choice == null ? Outcome.RULED_OUT : Outcome.UNKNOWN;
  }

  /// Whether there were more ways to choose than could be tried.
  boolean gaveUp() {
    return budget.executions < 0;
  }
}
