package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.fuzz.litmus.ExpectedOutcomes;
import bohr.fuzz.litmus.LitmusReader;
import bohr.fuzz.litmus.LitmusRun;
import bohr.fuzz.litmus.LitmusSearch;
import bohr.fuzz.litmus.LitmusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "0:every test was explored to its end and, with --expected, had exactly those outcomes",
      "1:a test was not",
      "3:a test or log that cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr litmus litmus/SB-amo-addr.litmus",
      "  bohr litmus litmus/device",
      "  bohr litmus --memory-model tso --expected litmus/expected-tso.log litmus",
      "  bohr litmus --zalasr rcpc --expected herd.log tests/*.litmus"
    })
final class LitmusCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE",
      description = "A litmus test, or a folder of files that end with .litmus.")
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
    List<LitmusTest> tests = files.stream().flatMap(this::tests).toList();
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

  private Stream<LitmusTest> tests(Path named) {
    if (!Files.isDirectory(terminal.file(named))) {
      return Stream.of(LitmusReader.read(terminal.file(named), named.toString()));
    }
    try (Stream<Path> entries = Files.list(terminal.file(named))) {
      List<Path> names = entries.map(Path::getFileName).sorted().map(named::resolve)
          .filter(name -> name.toString().endsWith(".litmus")).toList();
      if (names.isEmpty()) {
        throw new BadInput(named.toString(), "", "there is no .litmus file in this folder");
      }
      return names.stream()
          .map(name -> LitmusReader.read(terminal.file(name), name.toString()));
    } catch (IOException e) {
      throw new BadInput(named.toString(), "", "cannot be read: " + e.getMessage());
    }
  }
}
