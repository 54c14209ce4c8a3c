package bohr.fuzz.audit;

import bohr.emulator.Board;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignListener;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Coverage;
import bohr.fuzz.Discovery;
import bohr.fuzz.explore.ExploreListener;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.ExploreResult.Cut;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import java.util.ArrayList;
import java.util.List;

/// Answers cells of a scenario.
///
/// @param scenario as it is
public record Inspection(Scenario scenario, AuditOptions options) {

  /// The scenario with the policies of a cell.
  public Scenario scenario(Cell cell) {
    List<String> overrides = new ArrayList<>(scenario.overrides());
    overrides.addAll(cell.settings());
    return ScenarioReader.again(scenario, scenario.variant(), overrides, Oracles.names());
  }

  /// Fuzzes, and explores if that finds nothing. One host thread works at a time.
  Answer answer(Cell cell) {
    return answer(Target.of(scenario(cell)));
  }

  /// As the other, and sees which registers are accessed behind the snapshot point.
  Answer answer(Cell cell, Exercise exercise) {
    Scenario changed = scenario(cell);
    Target target = Target.of(exercise.watch(Board.of(changed)), changed.stepBound());
    exercise.begin();
    return answer(target);
  }

  private Answer answer(Target target) {
    CampaignResult fuzzed = Campaign.run(target, campaign(), CampaignListener.SILENT);
    if (!fuzzed.discoveries().isEmpty()) {
      Discovery discovery = fuzzed.discoveries().getFirst();
      return discovery.minimised().isEmpty() ? interrupted() : race(discovery);
    }
    if (fuzzed.end() == CampaignResult.End.INTERRUPTED) {
      return interrupted();
    }
    ExploreResult explored = Explorer.explore(target, exploration(), ExploreListener.SILENT);
    if (explored.found().isPresent()) {
      Minimizer.Report report =
          Minimizer.minimize(target, explored.found().get().schedule());
      return new Answer.Race(report.finding(), report.schedule(), report.after(), true, 0);
    }
    return explored.cut().<Answer>map(cut ->
            new Answer.NoFinding(cut, explored.states(), fuzzed.statistics().schedules()))
        .orElseGet(() -> new Answer.Safe(explored.executions(), explored.states()));
  }

  private static Answer race(Discovery discovery) {
    Minimizer.Report report = discovery.minimised().orElseThrow();
    return new Answer.Race(
        report.finding(), report.schedule(), report.after(), false, discovery.index());
  }

  private static Answer interrupted() {
    return new Answer.NoFinding(Cut.INTERRUPTED, 0, 0);
  }

  private CampaignOptions campaign() {
    CampaignOptions campaign = CampaignOptions.standard().withStrategy(options.strategy().factory())
        .withSeed(options.seed()).withSchedules(options.schedules()).withCoverage(Coverage.NONE);
    return options.time().map(campaign::withTime).orElse(campaign);
  }

  private ExploreOptions exploration() {
    ExploreOptions exploration = ExploreOptions.STANDARD.withStates(options.states());
    return options.time().map(exploration::withTime).orElse(exploration);
  }
}
