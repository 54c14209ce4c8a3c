package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.explore.Reduction;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import bohr.recorder.TraceRecord.Header;
import bohr.replay.Rerecording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Option(names = "--steps", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Follows an execution for at most so many steps."
          + " Default: the scenario's bound.")
  private Long steps;

  @Option(names = "--states", paramLabel = "N", defaultValue = "10000000",
      converter = Converters.OfCount.class,
      description = "Gives up after so many states. Default: ${DEFAULT-VALUE}.")
  private long states;

  @Option(names = "--time", paramLabel = "TIME", converter = Converters.OfDuration.class,
      description = "Gives up after so long, such as 10s or 2m.")
  private Duration time;

  @Option(names = "--reduction", paramLabel = "NAME", defaultValue = "states",
      converter = Converters.OfReduction.class,
      description = "What is left out because it makes no difference: states (sleep sets, and no"
          + " state twice), source-dpor or sleep-sets (an execution for each order of dependent"
          + " steps), none. Default: ${DEFAULT-VALUE}.")
  private Reduction reduction;

  @Option(names = "--out", paramLabel = "PATH",
      description = "Where to write the trace: a file, or a folder that exists. Default: here.")
  private Path out;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  ExploreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ExploreOptions options = options();
    Scenario scenario = scenarioOptions.read(terminal, named);
    print("exploring %s (%s), %s%n", scenario.name(), scenario.variant(), bounds());
    Target target = Target.of(Board.of(scenario), scenario.stepBound());
    ExploreProgress progress = new ExploreProgress(terminal);
    ExploreResult result;
    try {
      result = Explorer.explore(target, options, progress);
    } finally {
      progress.done();
    }
    if (reduction.needsEveryOrder()) {
      print("given up half-way, because all that could go on was asleep: %,d%n",
          result.blocked());
    }
    print("%s%n", summary(result));
    result.found().ifPresent(failure -> show(scenario, target, failure));
    return result.found().isEmpty() ? ExitStatus.FINE : ExitStatus.FINDING;
  }

  private ExploreOptions options() {
    if (preemptions != null && reduction.needsEveryOrder()) {
      throw new ParameterException(spec.commandLine(), "--reduction " + reduction
          + " and --preemptions do not go together: an order of steps that is left out may be the"
          + " only one within the bound");
    }
    int bound = preemptions == null
        ? ExploreOptions.UNBOUNDED : (int) Math.min(preemptions, ExploreOptions.UNBOUNDED - 1);
    return new ExploreOptions(reduction, bound, steps == null ? Long.MAX_VALUE : steps, states,
        Optional.ofNullable(time));
  }

  private String bounds() {
    StringBuilder bounds = new StringBuilder();
    bounds.append(reduction == Reduction.STATES ? "" : "reduction " + reduction + ", ");
    bounds.append(preemptions == null ? "" : "at most " + preemptions + " preemptions, ");
    bounds.append(steps == null ? "" : "at most " + steps + " steps, ");
    bounds.append(time == null ? "" : "for at most " + time.toMillis() / 1000.0 + " s, ");
    return String.format(Locale.ROOT, "%sat most %,d states", bounds, states);
  }

  private static String counts(ExploreResult result) {
    return String.format(Locale.ROOT, "%,d executions, %,d states",
        result.executions(), result.states());
  }

  private String summary(ExploreResult result) {
    if (result.found().isPresent()) {
      return "a finding after " + counts(result);
    }
    if (result.cut().isPresent()) {
      return "not complete: bound reached (" + result.cut().get() + "); no finding in "
          + counts(result);
    }
    String within = preemptions == null ? "" : " within " + preemptions + " preemptions";
    return "complete" + within + ": " + counts(result) + ", no finding";
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
