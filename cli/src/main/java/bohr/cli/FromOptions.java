package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.recorder.Trace;
import bohr.replay.Replayer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// A recorded system to search, in place of a scenario.
final class FromOptions {

  private static final Pattern FORM = Pattern.compile("(.+?)(?::(\\d{1,17}))?");

  @Option(names = "--from", paramLabel = "TRACE[:STEP]",
      description = "Searches from a step of a kernel's recorded run in place of a scenario. STEP"
          + " is the guest's snapshot point if not given.")
  private String from;

  @Option(names = "--max-steps", paramLabel = "N", defaultValue = "1000000",
      converter = Converters.OfCount.class,
      description = "With --from, how long an execution goes on from there."
          + " Default: ${DEFAULT-VALUE}.")
  private long maxSteps;

  FromOptions() {}

  /// Whether there is one.
  boolean given() {
    return from != null;
  }

  /// The recorded system at its step.
  Quarry quarry(Terminal terminal) {
    Matcher matcher = FORM.matcher(from);
    if (!matcher.matches()) {
      throw new BadInput(from, "", "not a trace and a step");
    }
    Path file = Path.of(matcher.group(1));
    Replayer replayer = new TraceFiles(terminal).read(file);
    Trace trace = replayer.trace();
    if (trace.kernel().isEmpty()) {
      throw new BadInput(file.toString(), "", "is the trace of a scenario: search the scenario");
    }
    long step = matcher.group(2) != null
        ? Long.parseLong(matcher.group(2))
        : trace.window().orElseThrow(() -> new BadInput(file.toString(), "",
            "the guest asked for no snapshot: say at which step to begin, " + file + ":STEP"));
    if (step >= trace.schedule().steps()) {
      throw new BadInput(file.toString(), "",
          "ends at step " + trace.schedule().steps() + ": there is no step " + step);
    }
    return new Quarry.OfSystem(replayer, replayer.at(step), maxSteps);
  }
}
