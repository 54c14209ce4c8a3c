package bohr.cli;

import bohr.replay.Replayer;
import bohr.replay.page.Page;
import bohr.replay.report.JsonReport;
import bohr.replay.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
      "3:a trace that cannot be used, or a page that cannot be written",
      "4:divergence"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr show found.trace",
      "  bohr show --every-step --width 200 found.trace | less",
      "  bohr show --format json found.trace",
      "  bohr show --html found.html found.trace"
    })
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "TRACE", description = "A file with a trace.")
  private Path trace;

  @Option(names = "--width", paramLabel = "N",
      description = "Characters in a line. Default: that of the terminal.")
  private Integer width;

  @Option(names = "--every-step", description = "One row a step, nothing folded.")
  private boolean everyStep;

  @Option(names = "--html", paramLabel = "FILE",
      description = "Write a page for a browser to this file instead: every step with what it"
          + " touched and changed, arrows between them, search and filters. It needs nothing else.")
  private Path html;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Terminal terminal;

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TraceFiles files = new TraceFiles(terminal);
    Replayer replayer = files.read(trace);
    Report report = files.report(replayer, trace);
    if (html != null) {
      String page = Page.of(
          replayer, report, new GuestSources(terminal).of(trace), Page.STEPS_MAX);
      files.writeText(html, page);
      terminal.print(html + "\n");
      return ExitStatus.FINE;
    }
    terminal.print(switch (format) {
      case TEXT -> files.table(report, width == null ? terminal.width() : width, everyStep);
      case JSON -> JsonReport.render(report);
    });
    return ExitStatus.FINE;
  }
}
