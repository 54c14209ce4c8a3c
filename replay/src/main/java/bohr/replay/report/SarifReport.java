package bohr.replay.report;

import bohr.emulator.state.Text;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Findings for tools of code review: SARIF 2.1.0 (OASIS Standard, 27 March 2020). An oracle is a
/// rule, a finding is a result, and its schedule is a code flow (§3.36) with a thread flow for each
/// agent, whose steps say in which order they were taken (`executionOrder`, §3.38.11).
///
/// Left out: fixes, suppressions, and whatever is about more than one run.
public final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final Pattern PLACE =
      Pattern.compile("([\\w.+-]{1,64}\\.[A-Za-z]{1,4}):(\\d{1,7})");

  /// Of longer schedules, the last steps are told.
  private static final int STEPS_MAX = 200;

  private final UnaryOperator<String> sources;
  private final Json json = new Json().open();

  /// A finding.
  ///
  /// @param report of its trace
  /// @param trace the file with the trace; "" if there is none
  /// @param about the part of the system that it is about, `edu.interrupts`; "" if unknown
  /// @param settings what was changed about the scenario for it
  public record Entry(Report report, String trace, String about, List<String> settings) {

    public Entry {
      settings = List.copyOf(settings);
    }

    private Optional<Verdict> verdict() {
      return report.verdict();
    }
  }

  private SarifReport(UnaryOperator<String> sources) {
    this.sources = sources;
  }

  /// The whole file.
  ///
  /// @param builtBy the build of Bohr: `bohr 1.2`
  /// @param run what was run: `bohr audit edu`
  /// @param sources from the name of a source file to where it is, a relative path; "" if unknown
  public static String render(
      String builtBy, String run, List<Entry> entries, UnaryOperator<String> sources) {
    SarifReport sarif = new SarifReport(sources);
    sarif.write(builtBy, run, entries);
    return sarif.json.close() + "\n";
  }

  private void write(String builtBy, String run, List<Entry> entries) {
    json.put("$schema", SCHEMA).put("version", "2.1.0");
    json.list("runs").open();
    json.open("tool").open("driver").put("name", "bohr");
    json.put("version", builtBy.replaceFirst("^bohr ", ""));
    rules(entries);
    json.close().close();
    json.open("automationDetails").put("id", run.replace(' ', '/') + "/").close();
    json.put("columnKind", "utf16CodeUnits");
    json.list("results");
    entries.stream().filter(entry -> entry.verdict().isPresent()).forEach(this::result);
    json.endList().close().endList();
  }

  private void rules(List<Entry> entries) {
    TreeMap<String, String> clauses = new TreeMap<>();
    entries.forEach(entry -> entry.verdict()
        .ifPresent(verdict -> clauses.put(verdict.oracle(), verdict.clause())));
    json.list("rules");
    clauses.forEach((oracle, clause) -> {
      json.open().put("id", oracle);
      message("shortDescription", clause);
      json.open("defaultConfiguration").put("level", "error").close().close();
    });
    json.endList();
  }

  private void result(Entry entry) {
    Verdict verdict = entry.verdict().orElseThrow();
    json.open().put("ruleId", verdict.oracle()).put("kind", "fail").put("level", "error");
    String with = entry.settings().isEmpty() ? "" : " with " + String.join(" ", entry.settings());
    String why = entry.report().nearest().map(nearest -> "; " + nearest.sentence()).orElse("");
    message("message", verdict.message() + with + why
        + ". To see it: " + entry.report().replay());
    locations(entry, verdict);
    codeFlow(entry.report());
    json.open("partialFingerprints");
    json.put("signature/v1", verdict.oracle() + " at " + verdict.place() + with).close();
    json.open("properties").put("scenario", entry.report().header().scenario());
    json.put("variant", entry.report().header().variant());
    json.list("overrides");
    entry.report().header().overrides().forEach(json::add);
    json.endList();
    json.put("memoryModel", entry.report().header().memoryModel());
    json.put("switches", entry.report().schedule().switches());
    json.put("steps", entry.report().schedule().steps());
    json.put("trace", entry.trace()).put("command", entry.report().replay());
    json.close().close();
  }

  private void message(String name, String text) {
    json.open(name).put("text", text).close();
  }

  // Places.

  /// Every source line that the finding names, the scenario's own first; the part of the system.
  private void locations(Entry entry, Verdict verdict) {
    json.list("locations");
    Matcher matcher = PLACE.matcher(verdict.place());
    boolean any = false;
    while (matcher.find()) {
      if (!sources.apply(matcher.group(1)).isEmpty()) {
        json.open();
        physical(matcher.group(1), matcher.group(2));
        logical(entry.about());
        json.close();
        any = true;
      }
    }
    if (!any && !entry.about().isEmpty()) {
      json.open();
      logical(entry.about());
      json.close();
    }
    json.endList();
  }

  private void physical(String file, String line) {
    json.open("physicalLocation");
    json.open("artifactLocation").put("uri", encoded(sources.apply(file))).close();
    json.open("region").put("startLine", Math.max(1, Long.parseLong(line))).close();
    json.close();
  }

  private void logical(String name) {
    if (!name.isEmpty()) {
      json.list("logicalLocations").open().put("fullyQualifiedName", name);
      json.put("kind", "member").close().endList();
    }
  }

  /// A relative path as a URI reference (RFC 3986, §4.2): everything but unreserved characters and
  /// the slashes is encoded.
  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "/-._~".indexOf(each) >= 0);
      uri.append(plain ? String.valueOf((char) each) : Text.format("%%%02X", each & 0xff));
    }
    return uri.toString();
  }

  // The schedule.

  private void codeFlow(Report report) {
    Timeline timeline = report.timeline();
    List<TimelineStep> steps = timeline.steps();
    List<TimelineStep> told = steps.subList(Math.max(0, steps.size() - STEPS_MAX), steps.size());
    if (told.isEmpty()) {
      return;
    }
    json.list("codeFlows").open().list("threadFlows");
    for (int agent = 0; agent < timeline.agents().size(); agent++) {
      int id = agent;
      List<TimelineStep> own = told.stream().filter(step -> step.agent() == id).toList();
      if (!own.isEmpty()) {
        json.open().put("id", timeline.agents().get(agent)).list("locations");
        own.forEach(step -> step(step, report));
        json.endList().close();
      }
    }
    json.endList().close().endList();
  }

  private void step(TimelineStep step, Report report) {
    json.open().open("location");
    Matcher matcher = PLACE.matcher(step.place());
    if (matcher.find() && !sources.apply(matcher.group(1)).isEmpty()) {
      physical(matcher.group(1), matcher.group(2));
    }
    message("message", step.does() + (step.choice().isEmpty() ? "" : " (" + step.choice() + ")"));
    json.close();
    json.put("importance", matters(step, report) ? "essential" : "important");
    json.put("executionOrder", step.number()).close();
  }

  private static boolean matters(TimelineStep step, Report report) {
    List<TimelineStep> steps = report.timeline().steps();
    return report.pair().filter(pair -> steps.get(pair.first()).number() == step.number()
        || steps.get(pair.second()).number() == step.number()).isPresent();
  }
}
