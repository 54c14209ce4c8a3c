package bohr.replay.report;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Text;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.NearestPass;
import bohr.replay.NearestPass.Told;
import bohr.replay.OrderingAdvice;
import bohr.replay.Remedy;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// A report as JSON, nothing folded: the fields are documented in docs/json.md and only ever grow.
public final class JsonReport {

  private JsonReport() {}

  /// The report as one object.
  public static String render(Report report) {
    Json json = new Json();
    write(report, json.open());
    return json.close() + "\n";
  }

  /// Writes the fields of the report into an object that was begun.
  public static void write(Report report, Json json) {
    header(report.header(), json);
    report.verdict().ifPresent(verdict -> verdict(verdict, json));
    Timeline timeline = report.timeline();
    json.put("truncated", report.verdict().isEmpty());
    json.put("snapshotStep", timeline.begin());
    json.put("omittedSteps", timeline.omitted());
    json.put("switches", report.schedule().switches());
    json.put("schedule", report.schedule().text(timeline.agents()::get));
    json.list("agents");
    timeline.agents().forEach(json::add);
    json.endList();
    json.list("criticalPair");
    report.pair().ifPresent(pair -> {
      json.add(timeline.steps().get(pair.first()).number());
      json.add(timeline.steps().get(pair.second()).number());
    });
    json.endList();
    json.put("pairProven", report.isPairProven());
    json.list("happened");
    Narrative.of(report, Glyphs.of(StandardCharsets.UTF_8)).forEach(json::add);
    json.endList();
    report.nearest().ifPresent(pass -> nearest(pass, report, json));
    json.list("remedies");
    for (Remedy remedy : report.remedies()) {
      json.open().put("setting", remedy.setting()).put("complete", remedy.complete());
      json.put("states", remedy.states()).close();
    }
    json.endList();
    report.ordering().ifPresent(advice -> ordering(advice, json));
    json.list("steps");
    timeline.steps().forEach(step -> step(step, timeline, json));
    json.endList();
    json.put("replay", report.replay());
  }

  private static void header(Header header, Json json) {
    json.put("scenario", header.scenario());
    json.put("variant", header.variant());
    json.list("overrides");
    header.overrides().forEach(json::add);
    json.endList();
    json.put("memoryModel", header.memoryModel());
    json.put("strategy", header.strategy());
    json.put("seed", header.seed());
    json.put("scheduleIndex", header.scheduleIndex());
    json.put("builtBy", header.builtBy());
  }

  /// Digests are texts: a number of 64 bits would lose its low bits in most readers.
  private static void verdict(Verdict verdict, Json json) {
    json.open("verdict");
    json.put("kind", verdict.kind());
    json.put("oracle", verdict.oracle());
    json.put("clause", verdict.clause());
    json.put("message", verdict.message());
    json.put("place", verdict.place());
    json.put("agent", verdict.agent());
    json.put("step", verdict.step());
    json.put("digest", Text.format("%016x", verdict.digest()));
    json.close();
  }

  private static void ordering(OrderingAdvice advice, Json json) {
    json.open("ordering");
    survives(advice.survival(), json);
    json.list("fences");
    for (OrderingAdvice.Fence fence : advice.fences()) {
      json.open().put("instruction", fence.instruction()).put("agent", fence.agent());
      json.put("after", fence.after()).put("before", fence.before()).close();
    }
    json.endList();
    json.put("outcome", advice.outcome().name().toLowerCase(Locale.ROOT));
    json.put("states", advice.states()).put("other", advice.other());
    json.close();
  }

  private static void nearest(NearestPass pass, Report report, Json json) {
    json.open("nearest");
    json.put("change", pass.change().name().toLowerCase(Locale.ROOT));
    json.put("sentence", pass.sentence());
    pass.first().ifPresent(step -> told("first", step, json));
    told("second", pass.second(), json);
    json.put("instead", pass.instead()).put("touches", pass.touched());
    json.put("failing", report.window(pass.failing()).text(report.timeline().agents()::get));
    json.put("passing", report.window(pass.passing()).text(report.timeline().agents()::get));
    json.put("executions", pass.executions());
    json.close();
  }

  private static void told(String name, Told step, Json json) {
    json.open(name).put("step", step.number()).put("agent", step.agent());
    json.put("place", step.place()).put("does", step.does()).put("choice", step.choice());
    json.close();
  }

  /// Writes under which models there is the finding.
  public static void survives(List<OrderingAdvice.Survival> survival, Json json) {
    json.open("survives");
    for (OrderingAdvice.Survival each : survival) {
      json.put(each.model(), each.answer().name().toLowerCase(Locale.ROOT));
    }
    json.close();
  }

  private static void step(TimelineStep step, Timeline timeline, Json json) {
    json.open();
    json.put("step", step.number());
    json.put("agent", timeline.agents().get(step.agent()));
    json.put("does", step.does());
    json.put("place", step.place());
    json.put("choice", step.choice());
    json.put("stopped", step.stopped().name().toLowerCase(Locale.ROOT));
    json.put("goesOn", step.goesOn());
    Access access = step.access();
    json.put("access", access.kind.name().toLowerCase(Locale.ROOT));
    json.put("touches", timeline.touched(access));
    json.close();
  }
}
