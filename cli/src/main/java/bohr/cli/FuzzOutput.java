package bohr.cli;

import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Discovery;
import bohr.fuzz.Statistics;
import bohr.fuzz.Strategies;
import bohr.fuzz.minimize.Minimizer;
import bohr.recorder.Trace;
import bohr.replay.Replayer;
import bohr.replay.report.Json;
import bohr.replay.report.JsonReport;
import bohr.replay.report.Report;
import bohr.replay.report.SarifReport.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says what a campaign does and what it has found, and writes the traces.
final class FuzzOutput {

  private final Terminal terminal;
  private final Quarry quarry;
  private final CampaignOptions options;
  private final Strategies strategy;
  private final TraceFiles files;
  private final Path out;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> replays = new ArrayList<>();

  /// @param out where to write traces; null for the present folder
  FuzzOutput(Terminal terminal, Quarry quarry, CampaignOptions options, Strategies strategy,
      Path out) {
    this.terminal = terminal;
    this.quarry = quarry;
    this.options = options;
    this.strategy = strategy;
    this.out = out;
    files = new TraceFiles(terminal);
  }

  /// Before the campaign: what it will do.
  void begins(Duration time) {
    String limit = time == null ? "" : ", for at most " + time.toMillis() / 1000.0 + " s";
    String count = options.schedules() == Long.MAX_VALUE
        ? "" : format(", at most %,d schedules", options.schedules());
    terminal.print(format("fuzzing %s (%s) with %s, seed %d%s%s%n", quarry.name(),
        variant(), strategy, options.seed(), count, limit));
  }

  private String variant() {
    return String.join(", ", quarry.variant(), String.join(", ", quarry.overrides()))
        .replaceAll(", $", "");
  }

  /// After the campaign, for people. The last line is the command that replays the last finding.
  void text(CampaignResult result) {
    terminal.print(summary(result));
    int number = 0;
    for (Discovery discovery : result.discoveries()) {
      Path file = write(discovery, number++);
      Report report = report(files.read(file), file);
      terminal.print("\n" + minimised(discovery));
      terminal.print(files.table(report, terminal.width(), false));
    }
  }

  private String minimised(Discovery discovery) {
    String found = format("finding in schedule %,d", discovery.index());
    if (discovery.minimised().isEmpty()) {
      return found + ", not minimised\n";
    }
    Minimizer.Report report = discovery.minimised().get();
    return format("%s, minimised from %s to %s with %,d executions%s%n", found,
        size(report.before()), size(report.after()), report.executions(),
        report.complete() ? "" : ", not to the end");
  }

  private static String size(Minimizer.Size size) {
    return format("%,d steps and %,d switches", size.steps(), size.switches());
  }

  private String summary(CampaignResult result) {
    Statistics counted = result.statistics();
    String rate = format("%,d schedules in %.1f s (%,.0f/s, %,.0f steps/s) on %d %s; %s%,d of %,d"
            + " interleavings distinct",
        counted.schedules(), result.searched().toMillis() / 1000.0, result.schedulesPerSecond(),
        result.stepsPerSecond(), result.jobs(), result.jobs() == 1 ? "thread" : "threads",
        counted.exact() ? "" : "about ", counted.interleavings(), counted.covered());
    String lengths = format("%.0f steps on average, %,d to %,d; %,d at the step bound",
        counted.averageSteps(), counted.fewestSteps(), counted.mostSteps(), counted.bounded());
    return rate + "\n" + lengths + "\n" + end(result) + "\n";
  }

  private static String end(CampaignResult result) {
    String found = result.discoveries().isEmpty() ? "nothing found" : format("%,d %s of %,d %s",
        result.discoveries().size(), result.discoveries().size() == 1 ? "finding" : "findings",
        result.statistics().findings(),
        result.statistics().findings() == 1 ? "occurrence" : "occurrences");
    return found + switch (result.end()) {
      case SCHEDULES, FOUND -> "";
      case TIME -> "; the time is up";
      case EXHAUSTED -> "; there are no more schedules within the bound";
      case INTERRUPTED -> "; interrupted";
    };
  }

  /// After the campaign, for programs.
  void json(CampaignResult result) {
    Statistics counted = result.statistics();
    Json json = new Json().open();
    json.put("scenario", quarry.name()).put("variant", quarry.variant());
    json.list("overrides");
    quarry.overrides().forEach(json::add);
    json.endList();
    json.put("strategy", strategy.toString()).put("seed", options.seed());
    json.put("jobs", result.jobs());
    json.put("end", result.end().name().toLowerCase(Locale.ROOT));
    json.put("schedules", counted.schedules()).put("steps", counted.steps());
    json.put("fewestSteps", counted.fewestSteps()).put("mostSteps", counted.mostSteps());
    json.put("atStepBound", counted.bounded()).put("occurrences", counted.findings());
    json.put("covered", counted.covered()).put("interleavings", counted.interleavings());
    json.put("interleavingsExact", counted.exact());
    json.put("searchMilliseconds", result.searched().toMillis());
    json.put("schedulesPerSecond", (long) result.schedulesPerSecond());
    json.list("findings");
    int number = 0;
    for (Discovery discovery : result.discoveries()) {
      Path file = write(discovery, number++);
      Replayer replayer = files.read(file);
      json.open().put("trace", file.toString());
      json.put("signature", discovery.finding().signature());
      json.put("occurrences", discovery.occurrences());
      JsonReport.write(report(replayer, file), json);
      json.close();
    }
    terminal.print(json.endList().close() + "\n");
  }

  private Report report(Replayer replayer, Path file) {
    Report report = files.report(replayer, file);
    entries.add(new Entry(report, file.toString(), "", List.of()));
    return report;
  }

  /// What was found, for SARIF, once it has been said otherwise.
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// Writes the trace of a finding.
  private Path write(Discovery discovery, int number) {
    Trace trace =
        quarry.trace(discovery.best(), strategy.toString(), options.seed(), discovery.index());
    Path file = files.place(out, trace.header(), discovery.finding().signature(), number);
    files.write(file, trace);
    replays.add(new Shell(terminal).replay(file));
    return file;
  }

  /// The commands that replay the findings whose traces were written, in their order.
  List<String> replays() {
    return replays;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
