package bohr.cli;

import bohr.fuzz.litmus.ExpectedOutcomes;
import bohr.fuzz.litmus.LitmusReader;
import bohr.fuzz.litmus.LitmusRun;
import bohr.fuzz.litmus.LitmusSearch;
import bohr.fuzz.litmus.LitmusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr litmus`: all outcomes of litmus tests.
@Command(
    name = "litmus",
    mixinStandardHelpOptions = true,
    description = "Runs litmus tests for RISC-V, in the format of the herd and diy tools, on harts"
        + " of the emulator, in every way that the memory model allows, and prints all outcomes as"
        + " a log of those tools. With --expected, compares them with such a log instead.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every test was explored to its end; with --expected, and had exactly the expected outcomes",
      "1:a test was not",
      "3:a test or log that cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr litmus litmus/SB-amo-addr.litmus",
      "  bohr litmus --memory-model tso tests/*.litmus",
      "  bohr litmus --expected herd.log --zalasr rcpc tests/*.litmus"
    })
final class LitmusCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A litmus test.")
  private List<Path> files;

  @Mixin private LitmusOptions model;

  @Option(names = "--expected", paramLabel = "FILE",
      description = "A log with the outcomes that the tests should have.")
  private Path expected;

  @Option(names = "--jobs", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Host threads. Default: all processors.")
  private Long jobs;

  @Option(names = "--limit", paramLabel = "TIME", defaultValue = "60s",
      converter = Converters.OfDuration.class,
      description = "Gives up a test after so long. Default: ${DEFAULT-VALUE}.")
  private Duration limit;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Terminal terminal;

  LitmusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<LitmusTest> tests = files.stream()
        .map(file -> LitmusReader.read(terminal.file(file), file.toString())).toList();
    ExpectedOutcomes outcomes = expected == null
        ? null : ExpectedOutcomes.read(terminal.file(expected), expected.toString());
    LitmusSearch search = new LitmusSearch(model.rules(), limit);
    LitmusOutput output = new LitmusOutput(terminal, format, outcomes, tests.size());
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = jobs == null ? processors : (int) Math.min(jobs, 1024);
    LitmusRun.run(tests, search::explore, threads, output::add);
    output.end();
    return output.isFine() ? ExitStatus.FINE : ExitStatus.FINDING;
  }
}
