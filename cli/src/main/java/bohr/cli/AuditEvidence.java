package bohr.cli;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.audit.Answer;
import bohr.fuzz.audit.AuditOptions;
import bohr.fuzz.audit.AuditReport;
import bohr.fuzz.audit.AuditResult;
import bohr.fuzz.audit.AuditResult.Row;
import bohr.fuzz.audit.Cell;
import bohr.fuzz.audit.Evidence;
import bohr.fuzz.audit.Inspection;
import bohr.fuzz.cause.NearestPassing;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Header;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.replay.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes traces of the races of an audit, and writes them if there is a place for them.
///
/// @param named the scenario, as it was typed
/// @param out the folder for traces; null for none
record AuditEvidence(Terminal terminal, String named, AuditResult result, Path out) {

  AuditReport report() {
    Map<Cell, Evidence> evidence = new LinkedHashMap<>();
    for (Row row : result.rows()) {
      if (row.answer() instanceof Answer.Race race) {
        evidence.put(row.cell(), evidence(row.cell(), race));
      }
    }
    return new AuditReport(result, evidence);
  }

  private Evidence evidence(Cell cell, Answer.Race race) {
    AuditOptions options = result.options();
    Scenario scenario = new Inspection(result.scenario(), options).scenario(cell);
    Header header = Rerecording.header(
        scenario, race.strategy(options), options.seed(), race.index(), Version.text());
    Trace trace = Rerecording.of(scenario, race.schedule(), header);
    boolean telling = cell.id().startsWith(scenario.name() + "-");
    Path file = Path.of((telling ? "" : scenario.name() + "-") + cell.id() + ".trace");
    if (out != null) {
      file = out.resolve(file);
      new TraceFiles(terminal).write(file, trace);
    }
    Shell shell = new Shell(terminal);
    String command = out == null ? shell.withPlugins(again(scenario, race)) : shell.replay(file);
    Report report =
        Report.of(Replayer.of(trace, file.toString(), terminal.models()), command);
    Report whole =
        report.withNearest(NearestPassing.find(scenario, trace, report.timeline()));
    return new Evidence(whole, out == null ? "" : file.toString(), command);
  }

  /// The search that finds it again, and writes the trace then.
  private List<String> again(Scenario scenario, Answer.Race race) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(race.explored() ? "explore" : "fuzz", named));
    command.addAll(List.of("--variant", scenario.variant()));
    for (String override : scenario.overrides()) {
      command.addAll(List.of("--set", override));
    }
    AuditOptions options = result.options();
    if (!race.explored()) {
      command.addAll(List.of("--strategy", options.strategy().toString(),
          "--seed", Long.toString(options.seed())));
    }
    return command;
  }
}
