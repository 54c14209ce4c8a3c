package bohr.fuzz.advice;

import bohr.emulator.Board;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.explore.ExploreResult;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.OrderingAdvice;
import bohr.replay.OrderingAdvice.Answer;
import bohr.replay.OrderingAdvice.Outcome;
import bohr.replay.OrderingAdvice.Survival;
import bohr.replay.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out which memory models have a finding, and which fences would take it away. Nothing is
/// concluded from the program's text: everything is tried.
///
/// Whether a model has the finding is asked of the same turns first, in which those who chose
/// something weak may choose whatever the model allows; and then of all states, up to a bound.
public final class FenceAdvisor {

  /// Longer schedules get no advice.
  private static final long STEPS_MAX = 100_000;

  private final Trial trial;
  private final MemoryRules rules;

  private FenceAdvisor(Trial trial, MemoryRules rules) {
    this.trial = trial;
    this.rules = rules;
  }

  /// What there is to say about a trace that can be replayed; nothing if it holds no finding, or
  /// one under sequential consistency, or console input, or very many steps.
  public static Optional<OrderingAdvice> advise(Scenario scenario, Trace trace) {
    return of(scenario, trace).map(FenceAdvisor::advise);
  }

  /// As [#advise], without looking for fences.
  public static Optional<List<Survival>> survival(Scenario scenario, Trace trace) {
    return of(scenario, trace).map(FenceAdvisor::survival);
  }

  private static Optional<FenceAdvisor> of(Scenario scenario, Trace trace) {
    MemoryRules rules = MemoryRules.of(scenario.memoryModel()).with(scenario.fetch());
    boolean found = trace.verdict().map(Verdict::kind).orElse("").equals(Verdicts.FINDING);
    if (!found || !rules.isWeak() || !trace.inputs().isEmpty()
        || trace.schedule().steps() > STEPS_MAX) {
      return Optional.empty();
    }
    Verdict verdict = trace.verdict().get();
    String signature = verdict.oracle() + " at " + verdict.place();
    Trial trial = new Trial(
        Board.of(scenario), scenario.stepBound(), rules, trace.schedule(), signature);
    return Optional.of(new FenceAdvisor(trial, rules));
  }

  private OrderingAdvice advise() {
    List<Survival> survival = survival();
    if (!trial.journal().isWeak()) {
      return new OrderingAdvice(survival, List.of(), Outcome.NOT_NEEDED, 0, "");
    }
    FenceSearch search = new FenceSearch(rules);
    Outcome outcome = search.run(trial);
    return new OrderingAdvice(
        survival, search.fences(), outcome, search.states(), search.other());
  }

  private List<Survival> survival() {
    List<Survival> survival = new ArrayList<>();
    for (MemoryModel model : MemoryModel.values()) {
      if (model.compareTo(rules.model()) <= 0) {
        survival.add(new Survival(model.toString(), answer(model)));
      }
    }
    return survival;
  }

  private Answer answer(MemoryModel model) {
    if (model == rules.model()
        || trial.sameTurns(rules.with(model)) == Trial.Outcome.COMES_BACK) {
      return Answer.YES;
    }
    ExploreResult result = trial.explore(rules.with(model));
    boolean same = result.found()
        .map(failure -> failure.finding().signature().equals(trial.signature()))
        .orElse(false);
    return same ? Answer.OTHERWISE : result.complete() ? Answer.NO : Answer.NOT_SEEN;
  }
}
