package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.StateDifference;
import bohr.emulator.input.BadInput;
import bohr.fuzz.difference.CausalDifference;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Replayer;
import bohr.replay.TraceDifference;
import bohr.replay.Verdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bohr diff`: in what two traces differ.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Names the first step in which two traces of one machine differ, and how the"
        + " states behind it do: registers, phases of devices, memory. Of a passing and a failing"
        + " trace of a scenario it finds the fewest changes in the order of conflicting steps that"
        + " make the passing one fail.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the same execution",
      "1:they differ",
      "3:a trace that cannot be used, or two of different machines",
      "4:divergence"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr run lost-wakeup --strategy random-slices --seed 3 --record pass.trace",
      "  bohr diff pass.trace traces/lost-wakeup/found.trace",
      "  bohr diff --at-step 500 pass.trace traces/lost-wakeup/found.trace"
    })
final class DiffCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "A", description = "A file with a trace.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another one, of the same machine.")
  private Path second;

  @Option(names = "--at-step", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "Compares the states behind step N in place of the first step that differs, and"
          + " nothing else.")
  private Long at;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      converter = Converters.OfFormat.class,
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Terminal terminal;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TraceFiles files = new TraceFiles(terminal);
    Replayer one = files.read(first);
    Replayer other = files.read(second);
    TraceDifference.checkSameMachine(one, other, second.toString());
    DiffOutput output = new DiffOutput(terminal, format, first, second);
    if (at != null) {
      checkStep(one.trace(), first);
      checkStep(other.trace(), second);
      List<StateDifference> states =
          StateDifference.between(one.at(at).machine(), other.at(at).machine());
      output.states(at, states);
      return states.isEmpty() ? ExitStatus.FINE : ExitStatus.FINDING;
    }
    Optional<TraceDifference> difference = TraceDifference.find(one, other);
    output.traces(one.trace(), other.trace(), difference,
        difference.flatMap(found -> cause(one, other, found)));
    return difference.isEmpty() ? ExitStatus.FINE : ExitStatus.FINDING;
  }

  private void checkStep(Trace trace, Path file) {
    if (at > trace.schedule().steps()) {
      throw new BadInput(file.toString(), "",
          "ends at step " + trace.schedule().steps() + ": there is no step " + at);
    }
  }

  /// Only of two whole traces of a scenario without inputs, of which one has a finding.
  private Optional<DiffOutput.Cause> cause(Replayer one, Replayer other, TraceDifference found) {
    boolean scenarios = one.trace().kernel().isEmpty()
        && one.trace().inputs().isEmpty() && other.trace().inputs().isEmpty();
    boolean fails = fails(one);
    if (!scenarios || fails == fails(other) || one.trace().truncated()
        || other.trace().truncated()) {
      return Optional.empty();
    }
    Replayer passing = fails ? other : one;
    Replayer failing = fails ? one : other;
    Machine machine = one.machine();
    List<String> agents =
        IntStream.range(0, machine.agents()).mapToObj(machine::agentName).toList();
    return Optional.of(new DiffOutput.Cause(
        CausalDifference.of(passing, failing, found.step()), fails, agents));
  }

  private static boolean fails(Replayer replayer) {
    return replayer.trace().verdict().map(Verdict::kind).orElse("").equals(Verdicts.FINDING);
  }
}
