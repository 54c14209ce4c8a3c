package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.state.Text;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import bohr.recorder.TraceRecord.Header;
import bohr.replay.Rerecording;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr explore`: visits every state.
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = "Visits every state that a scenario can reach, in every interleaving, within a"
        + " stated bound. Says \"complete\" only if nothing was left out; stops at the first"
        + " finding, which is minimised, shown and written to a trace.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no finding; whether that is a proof is printed",
      "1:a finding",
      "3:a scenario that cannot be used, or a trace that cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr explore dma-vs-command-register --variant fixed",
      "  bohr explore lost-wakeup --variant fixed --preemptions 2"
    })
final class ExploreCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SCENARIO", description = "A folder, or the name of one under traces/.")
  private String named;

  @Mixin private ScenarioOptions scenarioOptions;

  @Option(names = "--preemptions", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "At most so many switches away from an agent that could have gone on."
          + " Default: any number.")
  private Long preemptions;

  @Option(names = "--states", paramLabel = "N", defaultValue = "10000000",
      converter = Converters.OfCount.class,
      description = "Gives up after so many states. Default: ${DEFAULT-VALUE}.")
  private long states;

  @Option(names = "--out", paramLabel = "PATH",
      description = "Where to write the trace: a file, or a folder that exists. Default: here.")
  private Path out;

  private final Terminal terminal;

  ExploreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Scenario scenario = scenarioOptions.read(terminal, named);
    print("exploring %s (%s)%s, at most %,d states%n", scenario.name(), scenario.variant(),
        preemptions == null ? "" : ", at most " + preemptions + " preemptions", states);
    Target target = Target.of(Board.of(scenario), scenario.stepBound());
    StatusLine line = new StatusLine(terminal);
    ExploreResult result;
    try {
      result = Explorer.explore(target, options(), progress ->
          line.show(Text.format("%,d states, %,d executions", progress.states(), progress.executions())));
    } finally {
      line.clear();
    }
    print("%s%n", summary(result));
    result.found().ifPresent(failure -> show(scenario, target, failure));
    return result.found().isEmpty() ? ExitStatus.FINE : ExitStatus.FINDING;
  }

  private ExploreOptions options() {
    int bound = preemptions == null
        ? ExploreOptions.UNBOUNDED : (int) Math.min(preemptions, ExploreOptions.UNBOUNDED - 1);
    return ExploreOptions.STANDARD.withPreemptions(bound).withStates(states);
  }

  private String summary(ExploreResult result) {
    String counted = String.format(Locale.ROOT, "%,d executions, %,d states, %,d steps",
        result.executions(), result.states(), result.steps());
    if (result.found().isPresent()) {
      return "a finding after " + counted;
    }
    if (!result.complete()) {
      return "not complete: bound reached; no finding in " + counted;
    }
    String within = preemptions == null ? "" : " within " + preemptions + " preemptions";
    return "complete" + within + ": " + counted + ", no finding";
  }

  private void show(Scenario scenario, Target target, ExploreResult.Failure failure) {
    Minimizer.Report report = Minimizer.minimize(target, failure.schedule());
    TraceFiles files = new TraceFiles(terminal);
    Header header = Rerecording.header(scenario, "explore", 0, 0, Version.text());
    Path file = files.place(out, header, failure.finding().signature(), 0);
    files.write(file, Rerecording.of(scenario, report.schedule(), header));
    print("%n%s", files.table(files.report(files.read(file), file), terminal.width(), false));
  }

  private void print(String text, Object... values) {
    terminal.print(String.format(Locale.ROOT, text, values));
  }
}
