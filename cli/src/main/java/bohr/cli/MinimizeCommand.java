package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.input.BadInput;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.ReplayResult;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
import bohr.replay.ReplayResult.Reached;
import bohr.replay.ReplayResult.Reproduced;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.replay.Verdicts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr minimize`: makes the schedule of a finding as short as it gets.
@Command(
    name = "minimize",
    mixinStandardHelpOptions = true,
    description = "Makes the schedule of a finding as short as it gets, and writes a new trace.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:minimised",
      "1:the recorded finding did not come back",
      "3:a trace that cannot be used, or holds no finding",
      "4:divergence"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr fuzz lost-wakeup --no-minimize --out long.trace",
      "  bohr minimize long.trace --out short.trace"
    })
final class MinimizeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "TRACE", description = "A file with a trace.")
  private Path trace;

  @Option(names = "--out", paramLabel = "FILE",
      description = "The new trace. Default: TRACE with -minimized in its name.")
  private Path out;

  private final Terminal terminal;

  MinimizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TraceFiles files = new TraceFiles(terminal);
    Replayer replayer = files.read(trace);
    check(replayer.trace());
    ReplayResult result = replayer.replay();
    return switch (result) {
      case Reproduced _ -> {
        minimize(files, replayer);
        yield ExitStatus.FINE;
      }
      case PrefixReproduced _, Reached _, OtherVerdict _ -> failed(result, ExitStatus.FINDING);
      case Diverged _ -> failed(result, ExitStatus.DIVERGENCE);
    };
  }

  private int failed(ReplayResult result, int status) {
    terminal.say(trace + ": " + result.line());
    return status;
  }

  private void check(Trace recorded) {
    String kind = recorded.verdict().map(Verdict::kind).orElse("");
    if (!kind.equals(Verdicts.FINDING)) {
      throw new BadInput(trace.toString(), "", "holds no finding, so there is nothing to minimise");
    }
    if (!recorded.inputs().isEmpty()) {
      throw new BadInput(trace.toString(), "", "holds console input; only traces without can be"
          + " minimised");
    }
  }

  private void minimize(TraceFiles files, Replayer replayer) {
    Trace recorded = replayer.trace();
    Scenario scenario = replayer.scenario();
    Target target = Target.of(Board.of(scenario), scenario.stepBound());
    Minimizer.Report report = Minimizer.minimize(target, recorded.schedule());
    Path file = out == null ? besides() : out;
    files.write(file, Rerecording.of(scenario, report.schedule(), recorded.header()));
    terminal.print(String.format(Locale.ROOT,
        "minimised from %,d steps and %,d switches to %,d and %,d with %,d executions%s%n%n",
        report.before().steps(), report.before().switches(), report.after().steps(),
        report.after().switches(), report.executions(),
        report.complete() ? "" : ", not to the end"));
    terminal.print(
        files.table(files.report(files.read(file), file), terminal.width(), false));
  }

  private Path besides() {
    String name = trace.getFileName().toString();
    String bare = name.endsWith(".trace") ? name.substring(0, name.length() - 6) : name;
    return trace.resolveSibling(bare + "-minimized.trace");
  }
}
