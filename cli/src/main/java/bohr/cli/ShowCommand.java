package bohr.cli;

import bohr.replay.Replayer;
import bohr.replay.report.JsonReport;
import bohr.replay.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr show`: what happens in a trace.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows the steps of a trace from the guest's snapshot point on, one column per"
        + " agent, and explains the finding: what happened, which two steps must not be swapped,"
        + " and what would have prevented it; of one under a weak memory model, which models have"
        + " it and which fence is missing.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:shown",
      "3:a trace that cannot be used, or a file that cannot be written",
      "4:divergence"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr show found.trace",
      "  bohr show --every-step --width 200 found.trace | less",
      "  bohr show --format json found.trace",
      "  bohr show --html found.html found.trace",
      "  bohr show --perfetto found.pftrace found.trace",
      "  bohr show --vcd found.vcd --pcapng found.pcapng found.trace"
    })
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "TRACE", description = "A file with a trace.")
  private Path trace;

  @Option(names = "--width", paramLabel = "N",
      description = "Characters in a line. Default: that of the terminal.")
  private Integer width;

  @Option(names = "--every-step", description = "One row a step, nothing folded.")
  private boolean everyStep;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Mixin private ExportOptions exports;

  private final Terminal terminal;

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TraceFiles files = new TraceFiles(terminal);
    Replayer replayer = files.read(trace);
    if (exports.given()) {
      exports.write(terminal, replayer, trace, format);
      return ExitStatus.FINE;
    }
    Report report = files.report(replayer, trace);
    terminal.print(switch (format) {
      case TEXT -> files.table(report, width == null ? terminal.width() : width, everyStep);
      case JSON -> JsonReport.render(report);
    });
    return ExitStatus.FINE;
  }
}
