package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.StateDifference;
import bohr.emulator.input.BadInput;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Input;
import bohr.recorder.TraceRecord.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first step at which two executions of one machine differ.
///
/// @param step counted from 1
/// @param what differs there: whose step it is, a choice, what arrives, a recorded digest, the
///     verdict
/// @param one what the first execution does in that step, in words
/// @param other what the second one does
/// @param states how the states behind that step differ
public record TraceDifference(
    long step, What what, String one, String other, List<StateDifference> states) {

  /// What can be the first difference.
  public enum What {
    SCHEDULE,
    CHOICE,
    INPUT,
    DIGEST,
    VERDICT
  }

  public TraceDifference {
    states = List.copyOf(states);
  }

  /// Where `what` differs for the first time; `Long.MAX_VALUE` for never.
  private record Place(long step, What what) {

    static final Place NEVER = new Place(Long.MAX_VALUE, What.VERDICT);

    Place or(Place later) {
      return later.step < step ? later : this;
    }
  }

  /// Looks for it; there is none if the two are the same execution.
  ///
  /// @throws ReplayDivergence if one of them cannot be followed so far
  public static Optional<TraceDifference> find(Replayer one, Replayer other) {
    Trace mine = one.trace();
    Trace theirs = other.trace();
    Place first = digests(mine, theirs)
        .or(inputs(mine.inputs(), theirs.inputs()))
        .or(slices(mine.schedule(), theirs.schedule()));
    first = first.or(choices(one, theirs.schedule(), first.step()));
    if (first.step() == Long.MAX_VALUE) {
      return verdicts(one, other);
    }
    List<String> words = new ArrayList<>();
    List<Machine> machines = new ArrayList<>();
    for (Replayer replayer : List.of(one, other)) {
      Position position = replayer.at(first.step() - 1);
      words.add(does(replayer, position, first));
      machines.add(position.machine());
    }
    return Optional.of(new TraceDifference(first.step(), first.what(), words.get(0), words.get(1),
        StateDifference.between(machines.get(0), machines.get(1))));
  }

  private static Place digests(Trace one, Trace other) {
    Map<Long, Long> digests = new HashMap<>();
    one.checkpoints().forEach(point -> digests.put(point.step(), point.digest()));
    for (Checkpoint point : other.checkpoints()) {
      if (digests.getOrDefault(point.step(), point.digest()) != point.digest()) {
        return new Place(point.step(), What.DIGEST);
      }
    }
    return Place.NEVER;
  }

  /// What arrives behind a step can first matter in the next.
  private static Place inputs(List<Input> one, List<Input> other) {
    int same = 0;
    while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
      same++;
    }
    long first = Long.MAX_VALUE;
    for (List<Input> inputs : List.of(one, other)) {
      first = same < inputs.size() ? Math.min(first, inputs.get(same).step() + 1) : first;
    }
    return new Place(first, What.INPUT);
  }

  private static Place slices(Schedule one, Schedule other) {
    ScheduleCursor mine = one.cursor();
    ScheduleCursor theirs = other.cursor();
    while (!mine.done() && !theirs.done() && mine.agent() == theirs.agent()) {
      long steps = Math.min(mine.left(), theirs.left());
      mine.advance(steps);
      theirs.advance(steps);
    }
    return mine.done() && theirs.done() ? Place.NEVER : new Place(mine.step() + 1, What.SCHEDULE);
  }

  /// The first choice in which `one` differs, among those in front of a step that differs.
  private static Place choices(Replayer one, Schedule other, long before) {
    if (sameValues(one.trace().schedule(), other)) {
      return Place.NEVER;
    }
    Position start = one.near(0);
    ChoiceWatcher watcher = new ChoiceWatcher(start, other);
    one.run(start.machine(), start.feed(), watcher,
        Math.min(before - 1, one.trace().schedule().steps()));
    return new Place(watcher.first(), What.CHOICE);
  }

  private static boolean sameValues(Schedule one, Schedule other) {
    return Schedule.builder().values(one).build().equals(Schedule.builder().values(other).build());
  }

  private static Optional<TraceDifference> verdicts(Replayer one, Replayer other) {
    String mine = one.trace().verdict().map(Verdicts::line).orElse("cut off");
    String theirs = other.trace().verdict().map(Verdicts::line).orElse("cut off");
    return mine.equals(theirs) ? Optional.empty() : Optional.of(new TraceDifference(
        one.trace().schedule().steps(), What.VERDICT, mine, theirs, List.of()));
  }

  /// Takes the step, and says what it was.
  private static String does(Replayer replayer, Position position, Place place) {
    Machine machine = position.machine();
    StringBuilder words = new StringBuilder();
    if (place.what() == What.INPUT) {
      for (Input input : replayer.trace().inputs()) {
        if (input.step() == place.step() - 1) {
          words.append(input.bytes().length()).append(" bytes for ").append(input.source());
          words.append(", then ");
        }
      }
    }
    if (position.cursor().done()) {
      return words.append("has ended").toString();
    }
    Walkthrough.from(replayer, position, place.step(),
        new StepTeller(step -> words.append(step.told(machine.agentName(step.agent())))));
    if (place.what() == What.DIGEST) {
      replayer.trace().checkpoints().stream().filter(point -> point.step() == place.step())
          .forEach(point -> words.append("; recorded with the digest ")
              .append(Replayer.hex(point.digest())));
    }
    return words.toString();
  }

  /// @param otherFile the second trace's name, for the message
  /// @throws BadInput if the two traces are of different machines, whose steps are not the same
  public static void checkSameMachine(Replayer one, Replayer other, String otherFile) {
    boolean same = one.trace().kernel().isPresent()
        ? other.trace().kernel().isPresent()
            && bare(one.trace().kernel().get()).equals(bare(other.trace().kernel().get()))
        : other.trace().kernel().isEmpty()
            && one.trace().header().scenarioDigest() == other.trace().header().scenarioDigest();
    if (!same) {
      String mine = name(one.trace().header());
      String theirs = name(other.trace().header());
      throw new BadInput(otherFile, "", "is the trace of another machine: " + theirs
          + (mine.equals(theirs) ? ", but not as it is now" : " and not " + mine));
    }
  }

  /// Without what watches it, and for how long.
  private static Kernel bare(Kernel kernel) {
    return new Kernel(kernel.harts(), kernel.ramBytes(), kernel.aia(), kernel.arguments(),
        kernel.seed(), 1, List.of(), kernel.clockStart(), kernel.bios(), kernel.image(),
        kernel.initrd(), kernel.flash(), kernel.network(), kernel.devices());
  }

  private static String name(Header header) {
    String overrides =
        String.join("", header.overrides().stream().map(each -> ", " + each).toList());
    return header.scenario() + " (" + header.variant() + overrides + ")";
  }
}
