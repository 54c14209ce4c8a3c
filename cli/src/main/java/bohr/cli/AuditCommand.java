package bohr.cli;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.Strategies;
import bohr.fuzz.audit.AuditHtml;
import bohr.fuzz.audit.AuditJson;
import bohr.fuzz.audit.AuditOptions;
import bohr.fuzz.audit.AuditReport;
import bohr.fuzz.audit.AuditResult;
import bohr.fuzz.audit.AuditText;
import bohr.fuzz.audit.Auditor;
import bohr.fuzz.audit.Cell;
import bohr.fuzz.audit.Evidence;
import bohr.replay.report.Glyphs;
import bohr.replay.report.SarifReport.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr audit`: which policies are safe.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Answers for each device, region and register of a scenario which policies are"
        + " safe: may it leave the lock, which order do its accesses need, may MSIs pass DMA? Each"
        + " policy is changed alone, and then together with others. Each change is fuzzed, and"
        + " explored if that finds nothing. Says \"safe (complete)\" only if nothing was left out."
        + " The same seed and options give the same table, whatever --jobs is.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no policy has a finding",
      "1:a policy has one",
      "3:a scenario, policy or output that cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr audit audits/edu",
      "  bohr audit audits/edu --over locking --out found --html edu.html",
      "  bohr audit dma-vs-command-register --over dma,msi --format json",
      "  bohr audit my-driver --states 1000000 --sarif audit.sarif"
    })
final class AuditCommand implements Callable<Integer> {

  /// The audit asks about policies: let the driver be right.
  private static final String VARIANT = "fixed";

  @Parameters(paramLabel = "SCENARIO", description = "A folder, or the name of one under traces/.")
  private String named;

  @Mixin private ScenarioOptions scenarioOptions;

  @Option(names = "--over", paramLabel = "POLICY", split = ",",
      description = "The policies to audit, any setting of a device with named values. Default:"
          + " locking, register-order, msi, dma and ram-bar, as far as the devices have them.")
  private List<String> over = new ArrayList<>();

  @Option(names = "--strategy", paramLabel = "NAME", defaultValue = "portfolio",
      converter = Converters.OfStrategy.class,
      description = "How schedules are chosen; 'bohr list strategies' explains."
          + " Default: ${DEFAULT-VALUE}.")
  private Strategies strategy;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--schedules", paramLabel = "N", defaultValue = "2000",
      converter = Converters.OfCount.class,
      description = "Fuzzes each cell with so many schedules. Default: ${DEFAULT-VALUE}.")
  private long schedules;

  @Option(names = "--states", paramLabel = "N", defaultValue = "20000",
      converter = Converters.OfCount.class,
      description = "Explores at most so many states of each cell. Default: ${DEFAULT-VALUE}.")
  private long states;

  @Option(names = "--time", paramLabel = "TIME", converter = Converters.OfDuration.class,
      description = "Fuzzes, and explores, each cell for at most so long, such as 10s or 2m.")
  private Duration time;

  @Option(names = "--jobs", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Host threads. Default: all processors.")
  private Long jobs;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Where to write the traces of races; made if it is not there.")
  private Path out;

  @Option(names = "--html", paramLabel = "FILE",
      description = "Writes the audit as one page for a browser, too.")
  private Path html;

  @Option(names = "--sarif", paramLabel = "FILE",
      description = "Writes the races for tools of code review, too (SARIF 2.1.0).")
  private Path sarif;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Terminal terminal;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Scenario scenario = new Installation(terminal).scenario(named,
        scenarioOptions.variant().orElse(VARIANT), scenarioOptions.overrides(List.of()));
    AuditOptions options = options();
    OutputFiles files = new OutputFiles(terminal);
    files.checkFolder(out);
    files.check(html);
    files.check(sarif);
    AuditProgress progress = new AuditProgress(terminal);
    AuditReport report;
    try {
      AuditResult result = Auditor.audit(scenario, over, options, progress);
      progress.replaying();
      report = new AuditEvidence(terminal, named, result, out).report();
    } finally {
      progress.done();
    }
    if (format == Format.TEXT) {
      terminal.print(
          AuditText.render(report, Glyphs.of(terminal.outCharset()), terminal.width()));
    } else {
      terminal.print(AuditJson.render(report));
    }
    if (html != null) {
      files.write(html, AuditHtml.render(report));
    }
    if (sarif != null) {
      new SarifOutput(terminal, named)
          .write(sarif, "bohr audit " + scenario.name(), entries(report));
    }
    return report.result().hasRace() ? ExitStatus.FINDING : ExitStatus.FINE;
  }

  private static List<Entry> entries(AuditReport report) {
    List<Entry> entries = new ArrayList<>();
    for (AuditResult.Row row : report.result().rows()) {
      Evidence evidence = report.evidence().get(row.cell());
      if (evidence != null) {
        String about = row.cell() instanceof Cell.Alone alone ? alone.subject().path() : "";
        entries.add(
            new Entry(evidence.report(), evidence.trace(), about, row.cell().settings()));
      }
    }
    return entries;
  }

  private AuditOptions options() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new AuditOptions(strategy, seed, schedules, states,
        Optional.ofNullable(time), jobs == null ? processors : (int) Math.min(jobs, 1024));
  }
}
