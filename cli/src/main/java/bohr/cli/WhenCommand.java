package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.fuzz.Strategies;
import bohr.fuzz.chance.InevitabilitySearch;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Inevitability;
import bohr.replay.ReplayResult;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
import bohr.replay.ReplayResult.Reached;
import bohr.replay.ReplayResult.Reproduced;
import bohr.replay.Replayer;
import bohr.replay.Verdicts;
import bohr.replay.report.Glyphs;
import bohr.replay.report.InevitabilityChart;
import bohr.replay.report.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bohr when`: at which step a finding became certain.
@Command(
    name = "when",
    mixinStandardHelpOptions = true,
    description = "Replays a trace up to some of its steps, leaves the rest to chance many times,"
        + " and shows how often the finding comes about. Names the step that made it certain. The"
        + " same seed gives the same figures, whatever --jobs is.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:shown",
      "1:the recorded finding did not come back",
      "3:a trace that cannot be used, or holds no finding",
      "4:divergence"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr when traces/lost-wakeup/found.trace",
      "  bohr when --executions 2000 --points 60 traces/lost-wakeup/found.trace",
      "  bohr when --format json traces/lost-wakeup/found.trace"
    })
final class WhenCommand implements Callable<Integer> {

  private static final long MOST = 1_000_000;

  @Parameters(paramLabel = "TRACE", description = "A file with a trace that ends with a finding.")
  private Path trace;

  @Option(names = "--executions", paramLabel = "N", defaultValue = "200",
      converter = Converters.OfCount.class,
      description = "How many go on behind each step that is looked at. Default:"
          + " ${DEFAULT-VALUE}.")
  private long executions;

  @Option(names = "--points", paramLabel = "N", defaultValue = "40",
      converter = Converters.OfCount.class,
      description = "How many steps are looked at, at most: first some all over the trace, then"
          + " where the share changes. At least 2. Default: ${DEFAULT-VALUE}.")
  private long points;

  @Option(names = "--strategy", paramLabel = "NAME", defaultValue = "random",
      converter = Converters.OfStrategy.class,
      description = "What decides there; none that enumerates or learns."
          + " Default: ${DEFAULT-VALUE}.")
  private Strategies strategy;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--jobs", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Host threads. Default: all processors.")
  private Long jobs;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  WhenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    InevitabilitySearch.Options options = options();
    Replayer replayer = new TraceFiles(terminal).read(trace);
    String kind = replayer.trace().verdict().map(Verdict::kind).orElse("");
    if (!kind.equals(Verdicts.FINDING)) {
      throw new BadInput(trace.toString(), "", "holds no finding that could have become certain");
    }
    ReplayResult result = replayer.replay();
    return switch (result) {
      case Reproduced _ -> {
        show(InevitabilitySearch.of(replayer, strategy.toString(), options));
        yield ExitStatus.FINE;
      }
      case PrefixReproduced _, Reached _, OtherVerdict _ -> failed(result, ExitStatus.FINDING);
      case Diverged _ -> failed(result, ExitStatus.DIVERGENCE);
    };
  }

  private InevitabilitySearch.Options options() {
    if (strategy == Strategies.DFS || strategy == Strategies.GUIDED) {
      throw new ParameterException(spec.commandLine(),
          strategy + " leaves nothing to chance: choose another strategy");
    }
    if (executions > MOST || points > MOST || points < 2) {
      throw new ParameterException(spec.commandLine(),
          "--executions is at most " + MOST + ", --points 2 to " + MOST);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return new InevitabilitySearch.Options(strategy.factory(), seed, (int) executions,
        (int) points, jobs == null ? processors : (int) Math.min(jobs, 1024));
  }

  private int failed(ReplayResult result, int status) {
    terminal.say(trace + ": " + result.line());
    return status;
  }

  private void show(Inevitability chances) {
    if (format == Format.TEXT) {
      Glyphs glyphs = Glyphs.of(terminal.outCharset());
      terminal.print(InevitabilityChart.render(chances, glyphs, terminal.width()));
      return;
    }
    Json json = new Json().open().put("trace", trace.toString());
    InevitabilityChart.write(chances, json);
    terminal.print(json.close() + "\n");
  }
}
