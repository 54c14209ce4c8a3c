package bohr.fuzz.audit;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.audit.AuditResult.Row;
import bohr.replay.report.Json;
import java.util.List;

/// An audit as JSON: the fields are documented in docs/json.md and only ever grow.
public final class AuditJson {

  private AuditJson() {}

  /// The audit as one object.
  public static String render(AuditReport report) {
    Json json = new Json().open();
    header(report.result(), json);
    json.list("cells");
    report.result().rows().forEach(row -> cell(row, report, json));
    json.endList();
    list("notAccessed", report.untouched().stream().map(Subject::path).toList(), json);
    json.put("combinations", report.result().combinations());
    json.list("conclusions");
    for (Conclusions.Paragraph paragraph : Conclusions.of(report)) {
      json.open().put("about", paragraph.heading());
      list("sentences", paragraph.sentences(), json);
      json.close();
    }
    return json.endList().close() + "\n";
  }

  private static void header(AuditResult result, Json json) {
    Scenario scenario = result.scenario();
    AuditOptions options = result.options();
    json.put("scenario", scenario.name()).put("variant", scenario.variant());
    list("overrides", scenario.overrides(), json);
    json.put("memoryModel", scenario.memoryModel().toString());
    list("over", result.policies(), json);
    json.put("strategy", options.strategy().toString()).put("seed", options.seed());
    json.put("schedules", options.schedules()).put("states", options.states());
    options.time().ifPresent(time -> json.put("timeMilliseconds", time.toMillis()));
    json.put("interrupted", result.interrupted());
  }

  private static void cell(Row row, AuditReport report, Json json) {
    Cell cell = row.cell();
    json.open().put("id", cell.id());
    switch (cell) {
      case Cell.AsItIs _ -> json.put("kind", "as_it_is");
      case Cell.Together _ -> json.put("kind", "together");
      case Cell.Alone(Subject subject, String policy, String value, List<String> _) -> {
        json.put("kind", "alone").put("device", subject.device());
        json.put("region", subject.region()).put("register", subject.register());
        json.put("policy", policy).put("value", value);
      }
    }
    list("settings", cell.settings(), json);
    answer(row.answer(), report.result().options(), json);
    Evidence evidence = report.evidence().get(cell);
    if (evidence != null) {
      json.put("why", evidence.why()).put("schedule",
          evidence.report().schedule().text(evidence.report().timeline().agents()::get));
      json.put("trace", evidence.trace()).put("command", evidence.command());
    }
    json.close();
  }

  private static void answer(Answer answer, AuditOptions options, Json json) {
    switch (answer) {
      case Answer.Safe(long executions, long states) -> json.put("verdict", "safe")
          .put("executions", executions).put("visited", states);
      case Answer.NoFinding none -> json.put("verdict", "no_finding")
          .put("bound", none.cut().toString()).put("visited", none.states())
          .put("tried", none.schedules());
      case Answer.Race race -> {
        json.put("verdict", "race").put("oracle", race.finding().oracle());
        json.put("clause", race.finding().clause()).put("message", race.finding().message());
        json.put("place", race.finding().place()).put("signature", race.finding().signature());
        json.put("switches", race.size().switches()).put("steps", race.size().steps());
        json.put("foundBy", race.strategy(options)).put("scheduleIndex", race.index());
      }
    }
  }

  private static void list(String name, List<String> texts, Json json) {
    json.list(name);
    texts.forEach(json::add);
    json.endList();
  }
}
