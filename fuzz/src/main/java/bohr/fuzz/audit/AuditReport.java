package bohr.fuzz.audit;

import bohr.emulator.oracle.Oracle;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.state.Text;
import bohr.fuzz.audit.AuditResult.Row;
import bohr.fuzz.explore.ExploreResult.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An audit with what shows its races, before it is put into a form.
///
/// @param result what it came to
/// @param evidence of each race, by its cell
public record AuditReport(AuditResult result, Map<Cell, Evidence> evidence) {

  public AuditReport {
    evidence = Map.copyOf(evidence);
  }

  /// What was audited: `edu (fixed, memory-model=sc)`.
  public String title() {
    Scenario scenario = result.scenario();
    List<String> words = new ArrayList<>(List.of(scenario.variant()));
    words.addAll(scenario.overrides());
    return scenario.name() + " (" + String.join(", ", words) + ")";
  }

  /// How it was audited, in one line.
  public String method() {
    AuditOptions options = result.options();
    String time = options.time()
        .map(limit -> ", each for at most " + limit.toMillis() / 1000.0 + " s").orElse("");
    return Text.format("over %s; %s, seed %d, at most %,d schedules and %,d states a cell%s",
        String.join(", ", result.policies()), options.strategy(), options.seed(),
        options.schedules(), options.states(), time);
  }

  /// The rows about the scenario as it is.
  public List<Row> asItIs() {
    return rows(Cell.AsItIs.class);
  }

  /// The rows about one policy each.
  public List<Row> alone() {
    return rows(Cell.Alone.class);
  }

  /// The rows about combinations.
  public List<Row> together() {
    return rows(Cell.Together.class);
  }

  private List<Row> rows(Class<? extends Cell> kind) {
    return result.rows().stream().filter(row -> kind.isInstance(row.cell())).toList();
  }

  /// What the combinations are, and what came of them, in words.
  public String combinations() {
    List<Row> rows = together();
    long safe = rows.stream().filter(row -> row.answer() instanceof Answer.Safe).count();
    long races = rows.stream().filter(Row::isRace).count();
    String chosen = result.combinations() <= Pairwise.FEW
        ? "all of at least two" : Text.format("every pair of %s combinations",
            result.combinations() == Long.MAX_VALUE
                ? "very many" : Text.format("%,d", result.combinations()));
    return Text.format("%,d combinations (%s) of what has no finding alone: %,d safe (complete),"
        + " %,d no finding, %,d %s", rows.size(), chosen, safe, rows.size() - safe - races, races,
        races == 1 ? "race" : "races");
  }

  /// What has no rows because no hart accessed it: a region stands for its registers where none of
  /// them was accessed.
  public List<Subject> untouched() {
    return result.untouched().stream()
        .filter(subject -> !subject.isRegister() || !result.untouched().contains(
            new Subject(subject.device(), subject.region(), "")))
        .toList();
  }

  /// An answer in words: `safe (complete)`, `no finding (bound 100 states, 10 schedules)`,
  /// `race: 2 switches, oracle O1 gate`.
  public static String verdict(Answer answer) {
    return switch (answer) {
      case Answer.Safe _ -> "safe (complete)";
      case Answer.NoFinding none -> Text.format("no finding (bound%s %,d states, %,d schedules)",
          none.cut() == Cut.STATES ? "" : ": " + none.cut() + ";", none.states(),
          none.schedules());
      case Answer.Race race -> Text.format("race: %d %s, oracle %s", race.size().switches(),
          race.size().switches() == 1 ? "switch" : "switches", oracle(race.finding().oracle()));
    };
  }

  /// With its number in the catalogue, if it has one: `O1 gate`.
  private static String oracle(String name) {
    return Oracles.all().stream().filter(oracle -> oracle.name().equals(name)).findFirst()
        .map(Oracle::number).filter(number -> !number.isEmpty())
        .map(number -> number + " " + name).orElse(name);
  }

  /// The name of a row: `locking=none`, or the settings of a combination.
  public static String name(Cell cell) {
    return switch (cell) {
      case Cell.AsItIs(List<String> settings) ->
          settings.isEmpty() ? "as it is" : "as it is, " + String.join(" ", settings);
      case Cell.Alone alone -> alone.policy() + "=" + alone.value();
      case Cell.Together together -> Stream.concat(together.parts().stream()
          .map(part -> part.subject() + "." + part.policy() + "=" + part.value()),
          together.memoryModel().stream()).collect(Collectors.joining(" "));
    };
  }
}
