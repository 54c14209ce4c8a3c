package bohr.replay.page;

import bohr.emulator.Machine;
import bohr.emulator.ordering.Views;
import bohr.recorder.Schedule;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Inevitability;
import bohr.replay.NearestPass;
import bohr.replay.OrderingAdvice;
import bohr.replay.Remedy;
import bohr.replay.Replayer;
import bohr.replay.report.Glyphs;
import bohr.replay.report.InevitabilityChart;
import bohr.replay.report.Json;
import bohr.replay.report.Narrative;
import bohr.replay.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;

/// A trace as one HTML file that needs nothing else: style, script, and the data, which are
/// deflated (RFC 1950) and then base64. Nothing that comes from the trace stands in the file in
/// plain text, and the script puts it into text nodes only; a content security policy lets nothing
/// run but the one script, and nothing be fetched.
public final class Page {

  /// Steps that a browser still shows quickly.
  public static final int STEPS_MAX = 1_000_000;

  /// Of longer schedules and outputs, the end is shown.
  private static final int SLICES_MAX = 200;

  private static final int CONSOLE_MAX = 64 << 10;

  private static final List<String> SCRIPTS =
      List.of("model.js", "lanes.js", "details.js", "texts.js", "page.js");

  private final Replayer replayer;
  private final Report report;
  private final Map<String, String> sources;
  private final Optional<Inevitability> chances;
  private final PageSteps steps;

  private Page(Replayer replayer, Report report, Map<String, String> sources,
      Optional<Inevitability> chances, PageSteps steps) {
    this.replayer = replayer;
    this.report = report;
    this.sources = sources;
    this.chances = chances;
    this.steps = steps;
  }

  /// The page of a trace.
  ///
  /// @param report of the same trace
  /// @param sources the guest's source files that are at hand: name to text
  /// @param chances when the finding became certain, if that was looked into
  /// @param most steps, at the most: the last ones
  public static Page of(Replayer replayer, Report report, Map<String, String> sources,
      Optional<Inevitability> chances, int most) {
    return new Page(replayer, report, sources, chances, PageSteps.of(replayer, most));
  }

  /// How many steps are on it.
  public int steps() {
    return steps.count();
  }

  /// The file.
  public String text() {
    StringBuilder script = new StringBuilder("'use strict';\n");
    for (String name : SCRIPTS) {
      script.append(resource(name));
    }
    String style = resource("page.css");
    return resource("page.html")
        .replace("%STYLE-HASH%", hash(style))
        .replace("%SCRIPT-HASH%", hash(script.toString()))
        .replace("%STYLE%", style)
        .replace("%SCRIPT%", script)
        .replace("%DATA%", Base64.getEncoder().encodeToString(data()));
  }

  /// As a content security policy names a script (CSP level 3, §"Hash usage").
  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The length of the head, the head (JSON), and behind it the columns that it names.
  private byte[] data() {
    byte[] head = head().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      deflated.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(head.length)
          .array());
      deflated.write(head);
      for (Column column : steps.columns()) {
        deflated.write(column.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private String head() {
    Json json = new Json().open();
    header(json);
    verdict(json);
    steps(json);
    explanation(json);
    list("happened", Narrative.of(report, Glyphs.of(StandardCharsets.UTF_8)), json);
    if (chances.isPresent()) {
      json.open("chances");
      InevitabilityChart.write(chances.get(), json);
      json.close();
    }
    json.open("sources");
    sources.forEach(json::put);
    json.close();
    return json.close().toString();
  }

  private void header(Json json) {
    var header = report.header();
    json.put("scenario", header.scenario()).put("variant", header.variant());
    json.put("memoryModel", header.memoryModel()).put("strategy", header.strategy());
    json.put("seed", Long.toString(header.seed())).put("schedule", header.scheduleIndex());
    json.put("builtBy", header.builtBy()).put("yaml", header.scenarioYaml());
    json.put("slices", text(report.schedule()));
    json.put("replay", report.replay());
    list("overrides", header.overrides(), json);
    list("policies", policies(), json);
    byte[] console = replayer.at(Long.MAX_VALUE).machine().console();
    int from = Math.max(0, console.length - CONSOLE_MAX);
    json.put("console",
        new String(console, from, console.length - from, StandardCharsets.UTF_8));
  }

  /// Every setting of every device, if it is a scenario.
  private List<String> policies() {
    return replayer.trace().kernel().isPresent() ? List.of()
        : replayer.scenario().devices().stream().flatMap(device ->
            device.settings().values().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(each -> device.name() + "." + each.getKey() + "=" + each.getValue()))
            .toList();
  }

  private void verdict(Json json) {
    json.open("verdict");
    if (report.verdict().isPresent()) {
      Verdict verdict = report.verdict().get();
      json.put("kind", verdict.kind()).put("oracle", verdict.oracle());
      json.put("clause", verdict.clause()).put("message", verdict.message());
      json.put("place", verdict.place()).put("agent", verdict.agent());
    }
    json.close();
  }

  private void steps(Json json) {
    long end = report.timeline().begin() + report.timeline().omitted()
        + report.timeline().steps().size();
    json.put("count", steps.count()).put("first", end - steps.count() + 1);
    json.put("snapshot", report.timeline().begin()).put("arrows", steps.arrows());
    list("agents", report.timeline().agents(), json);
    Machine machine = replayer.machine();
    json.put("harts", machine.harts());
    list("does", steps.does().texts(), json);
    list("places", steps.places().texts(), json);
    list("views", steps.views().texts(), json);
    list("viewNames", Views.NAMES, json);
    json.list("arrowKinds");
    for (Arrow arrow : Arrow.values()) {
      json.add(arrow.label());
    }
    json.endList();
    json.list("columns");
    for (Column column : steps.columns()) {
      json.add(column.name());
    }
    json.endList();
    json.list("pair");
    int skipped = steps.count() - report.timeline().steps().size();
    report.pair().ifPresent(pair ->
        json.add(pair.first() + skipped).add(pair.second() + skipped));
    json.endList();
    json.put("proven", report.isPairProven());
  }

  private void explanation(Json json) {
    json.put("nearest", report.nearest().map(NearestPass::sentence).orElse(""));
    json.put("failing", schedule(report.nearest().map(NearestPass::failing)));
    json.put("passing", schedule(report.nearest().map(NearestPass::passing)));
    list("remedies", report.remedies().stream().map(Remedy::toString).toList(), json);
    json.put("survives", report.ordering().map(OrderingAdvice::survives).orElse(""));
    json.put("fenceVerdict", report.ordering().map(OrderingAdvice::verdict).orElse(""));
    list("fences", report.ordering().map(advice ->
        advice.fences().stream().map(Object::toString).toList()).orElse(List.of()), json);
  }

  private String schedule(Optional<Schedule> whole) {
    return whole.map(report::window).map(this::text).orElse("");
  }

  /// A schedule as text; of a long one, the end.
  private String text(Schedule schedule) {
    int from = Math.max(0, schedule.slices() - SLICES_MAX);
    Schedule.Builder shown = Schedule.builder().add(schedule, from, schedule.slices());
    if (schedule.values() <= SLICES_MAX) {
      shown.values(schedule);
    }
    String text = shown.build().text(report.timeline().agents()::get);
    return from == 0 ? text
        : "… " + text + " (the last " + SLICES_MAX + " of " + schedule.slices() + " slices)";
  }

  private static void list(String name, Collection<String> texts, Json json) {
    json.list(name);
    texts.forEach(json::add);
    json.endList();
  }

}
