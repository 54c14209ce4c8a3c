package bohr.cli;

import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.CorpusFile;
import bohr.fuzz.Coverage;
import bohr.fuzz.Strategies;
import bohr.scheduler.Corpus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bohr fuzz`: searches for bugs.
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Searches a scenario for bugs. Each kind of finding is minimised, shown and"
        + " written to a trace. The same seed and options give the same findings, whatever --jobs"
        + " is; what fits into a limit of time depends on the host.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing found",
      "1:a finding",
      "3:a scenario that cannot be used, or a file that cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr fuzz dma-vs-command-register",
      "  bohr fuzz dma-vs-command-register --set edu.dma=per-beat --schedules 100000",
      "  bohr fuzz lost-wakeup --keep-going --junit-xml report.xml",
      "  bohr fuzz --from boot.trace --max-steps 500000",
      "  bohr fuzz lost-wakeup --variant sleep-wakeup --strategy pos --seed 7 --time 1m"
    })
final class FuzzCommand implements Callable<Integer> {

  /// Where neither --schedules nor --time says how long to search.
  private static final long SCHEDULES = 100_000;

  @Parameters(paramLabel = "SCENARIO", arity = "0..1",
      description = "A folder, or the name of one under traces/.")
  private String named;

  @Mixin private FromOptions fromOptions;

  @Mixin private ScenarioOptions scenarioOptions;

  @Option(names = "--strategy", paramLabel = "NAME", defaultValue = "portfolio",
      converter = Converters.OfStrategy.class,
      description = "How schedules are chosen; 'bohr list strategies' explains."
          + " Default: ${DEFAULT-VALUE}.")
  private Strategies strategy;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--schedules", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Stops after so many schedules. Default: 100000, unless --time is given.")
  private Long schedules;

  @Option(names = "--time", paramLabel = "TIME", converter = Converters.OfDuration.class,
      description = "Stops after so long, such as 10s or 2m.")
  private Duration time;

  @Option(names = "--jobs", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Host threads. Default: all processors.")
  private Long jobs;

  @Option(names = "--keep-going", description = "Goes on after the first finding.")
  private boolean keepGoing;

  @Option(names = "--no-minimize", description = "Leaves the schedules as they were found.")
  private boolean raw;

  @Option(names = "--corpus", paramLabel = "DIR",
      description = "Where the strategies 'guided' and 'portfolio' find what an earlier search of"
          + " this scenario has learned, and leave what this one has.")
  private Path corpus;

  @Option(names = "--out", paramLabel = "PATH",
      description = "Where to write traces: a file, or a folder that exists. Default: here.")
  private Path out;

  @Option(names = "--junit-xml", paramLabel = "FILE",
      description = "Writes a JUnit report too: a test case for each kind of finding, and for each"
          + " oracle that found nothing.")
  private Path junit;

  @Option(names = "--sarif", paramLabel = "FILE",
      description = "Writes the findings for tools of code review, too (SARIF 2.1.0).")
  private Path sarif;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  FuzzCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (fromOptions.given() == (named != null)) {
      throw new ParameterException(spec.commandLine(), "what to search: either SCENARIO or --from");
    }
    Quarry quarry = fromOptions.given()
        ? fromOptions.quarry(terminal)
        : new Quarry.OfScenario(scenarioOptions.read(terminal, named));
    CampaignOptions options = options(quarry);
    new OutputFiles(terminal).check(sarif);
    new OutputFiles(terminal).check(junit);
    FuzzOutput output = new FuzzOutput(terminal, quarry, options, strategy, out);
    if (format == Format.TEXT) {
      output.begins(time);
    }
    Instant began = Instant.now();
    Progress progress = new Progress(terminal, options.schedules(), options.time());
    CampaignResult result;
    try {
      result = Campaign.run(quarry.target(), options, progress);
      keep(quarry, result);
    } finally {
      progress.done();
    }
    if (format == Format.TEXT) {
      output.text(result);
    } else {
      output.json(result);
    }
    if (sarif != null) {
      new SarifOutput(terminal, named).write(sarif, "bohr fuzz " + quarry.name(), output.entries());
    }
    if (junit != null) {
      new JunitReport(quarry, options, result, output.replays(), began).write(terminal, junit);
    }
    return result.discoveries().isEmpty() ? ExitStatus.FINE : ExitStatus.FINDING;
  }

  private Path corpusFile(Quarry quarry) {
    return corpus.resolve(quarry.name() + ".corpus");
  }

  private void keep(Quarry quarry, CampaignResult result) {
    if (corpus != null) {
      CorpusFile.write(corpusFile(quarry), result.corpus());
    }
  }

  private CampaignOptions options(Quarry quarry) {
    long unlimited = time == null ? SCHEDULES : Long.MAX_VALUE;
    int processors = Runtime.getRuntime().availableProcessors();
    return new CampaignOptions(
        strategy.factory(),
        seed,
        schedules == null ? unlimited : schedules,
        Optional.ofNullable(time),
        jobs == null ? processors : (int) Math.min(jobs, 1024),
        keepGoing,
        !raw,
        Coverage.SAMPLED,
        corpus == null ? Corpus.EMPTY : CorpusFile.read(corpusFile(quarry)));
  }
}
