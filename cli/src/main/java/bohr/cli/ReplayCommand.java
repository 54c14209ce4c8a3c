package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.fuzz.advice.FenceAdvisor;
import bohr.replay.OrderingAdvice;
import bohr.replay.OrderingAdvice.Survival;
import bohr.replay.Position;
import bohr.replay.ReplayResult;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
import bohr.replay.ReplayResult.Reached;
import bohr.replay.ReplayResult.Reproduced;
import bohr.replay.Replayer;
import bohr.replay.report.Glyphs;
import bohr.replay.report.Json;
import bohr.replay.report.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bohr replay`: repeats executions, and says whether they are the recorded ones.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Repeats the executions of traces, and compares every recorded digest and the"
        + " verdict. Of a finding under a weak memory model it says which models have it.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:reproduced exactly as recorded, as far as the recording goes",
      "1:the recorded finding did not come back",
      "3:a trace that cannot be used",
      "4:divergence; of several traces the highest status counts"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr replay found.trace",
      "  bohr replay --verify 10 traces/*/found.trace",
      "  bohr replay --gdb 1234 found.trace",
      "  gdb-multiarch -ex 'target remote localhost:1234'"
    })
final class ReplayCommand implements Callable<Integer> {

  /// With --verify, about so many digests of each run are compared with those of the others.
  private static final long DIGESTS = 1000;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Files with traces.")
  private List<Path> traces;

  @Option(names = "--verify", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Replays N times, the last time across a snapshot in the middle, and compares"
          + " digests between the runs too.")
  private Long verify;

  @Option(names = "--from-step", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "Begins at the last checkpoint that was recorded at or before step N, and"
          + " compares from there on.")
  private Long from;

  @Option(names = "--to-step", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "Ends at step N.")
  private Long to;

  @Option(names = "--gdb", paramLabel = "PORT", converter = Converters.OfPort.class,
      description = "In place of all that, serves gdb on a port of this host, which only this host"
          + " can reach; 0 for one that is free. Goes forward and back; begins at --from-step.")
  private Integer gdb;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (gdb != null) {
      if (traces.size() > 1 || verify != null || to != null || format == Format.JSON) {
        throw new ParameterException(spec.commandLine(),
            "--gdb is for one trace, and goes with no other option than --from-step");
      }
      return new Debugging(terminal).serve(traces.getFirst(), gdb, from == null ? 0 : from);
    }
    Json json = new Json().list();
    int worst = ExitStatus.FINE;
    for (Path trace : traces) {
      worst = Math.max(worst, replay(trace, json));
    }
    if (format == Format.JSON) {
      terminal.print(json.endList() + "\n");
    }
    return worst;
  }

  private int replay(Path trace, Json json) {
    ReplayResult result;
    Optional<List<Survival>> survival;
    try {
      Replayer replayer = new TraceFiles(terminal).read(trace);
      long every = Math.max(1, replayer.trace().schedule().steps() / DIGESTS);
      result = verify == null
          ? part(replayer) : replayer.verify((int) Math.min(verify, Integer.MAX_VALUE), every);
      survival = result instanceof Reproduced && replayer.trace().kernel().isEmpty()
          ? FenceAdvisor.survival(replayer.scenario(), replayer.trace()) : Optional.empty();
    } catch (BadInput bad) {
      terminal.say(bad.getMessage());
      json.open().put("trace", trace.toString()).put("status", ExitStatus.BAD_INPUT);
      json.put("result", bad.getMessage()).close();
      return ExitStatus.BAD_INPUT;
    }
    int status = status(result);
    if (format == Format.TEXT) {
      terminal.print(Glyphs.of(terminal.outCharset()).clean(trace + ": " + result.line()) + "\n");
      survival.ifPresent(
          some -> terminal.print("survives: " + OrderingAdvice.survives(some) + "\n"));
    }
    json.open().put("trace", trace.toString()).put("status", status);
    json.put("result", result.line());
    survival.ifPresent(some -> JsonReport.survives(some, json));
    json.close();
    return status;
  }

  private ReplayResult part(Replayer replayer) {
    Position position = replayer.near(from == null ? 0 : from);
    if (from != null && format == Format.TEXT) {
      terminal.print("from step " + position.step() + ": ");
    }
    return replayer.replay(position, to == null ? Long.MAX_VALUE : to);
  }

  private static int status(ReplayResult result) {
    return switch (result) {
      case Reproduced _, PrefixReproduced _, Reached _ -> ExitStatus.FINE;
      case OtherVerdict _ -> ExitStatus.FINDING;
      case Diverged _ -> ExitStatus.DIVERGENCE;
    };
  }
}
