package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.plugin.DeviceModels;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.emulator.state.Text;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
import bohr.replay.ReplayResult.Reached;
import bohr.replay.ReplayResult.Reproduced;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import java.util.List;
import java.util.Optional;

/// Repeats the execution of a trace, on a machine built from nothing but the trace, and compares
/// everything that was recorded: who could move, how many alternatives there were, the digest at
/// every checkpoint and at the end, the verdict, and what the guest printed.
public final class Replayer {

  private final Trace trace;
  private final String file;
  private final Optional<Scenario> scenario;
  private final Board board;
  private final long stepBound;

  private Replayer(
      Trace trace, String file, Optional<Scenario> scenario, Board board, long stepBound) {
    this.trace = trace;
    this.file = file;
    this.scenario = scenario;
    this.board = board;
    this.stepBound = stepBound;
  }

  /// Rebuilds the scenario that is embedded in `trace`.
  ///
  /// @param file the trace's name, for messages
  /// @throws BadInput if the scenario cannot be used or is not the one that was recorded
  public static Replayer of(Trace trace, String file) {
    return of(trace, file, DeviceModels.installed());
  }

  /// As the other, with devices of these kinds.
  public static Replayer of(Trace trace, String file, DeviceModels models) {
    KernelBoard.Files none = reference -> {
      throw new BadInput(reference.path(), "", "no such file");
    };
    return of(trace, file, none, models);
  }

  /// As the first, but devices that are no part of Bohr may have changed since: whether the trace
  /// is reproduced on them is then the question.
  public static Replayer onPresentCode(Trace trace, String file) {
    DeviceModels models = DeviceModels.installed();
    Header header = trace.header().with(Codes.present(trace.header().codes(), models));
    return of(new Trace(header, trace.kernel(), trace.image(), trace.schedule(), trace.inputs(),
        trace.checkpoints(), trace.window(), trace.verdict(), trace.states(),
        trace.truncatedAt()), file, models);
  }

  /// Rebuilds the scenario that is embedded in `trace`, or the machine of its kernel.
  ///
  /// @param file the trace's name, for messages
  /// @param files where the kernel's files are
  /// @param models the kinds of devices that there are
  /// @throws BadInput if the machine cannot be built or is not the one that was recorded
  public static Replayer of(
      Trace trace, String file, KernelBoard.Files files, DeviceModels models) {
    Header header = trace.header();
    Codes.check(header.codes(), file, models);
    if (trace.kernel().isPresent()) {
      Kernel kernel = trace.kernel().get();
      Board board = KernelBoard.of(kernel, file, files, models);
      Codes.checkAll(header.codes(), file, board);
      return new Replayer(trace, file, Optional.empty(), board, kernel.stepBound());
    }
    Scenario scenario = ScenarioReader.of(
        header.scenario(), header.scenarioYaml(), trace.image().toArray(), header.variant(),
        header.overrides(), Oracles.names(), models);
    if (scenario.digest() != header.scenarioDigest()) {
      throw new BadInput(file, "header", "the scenario's digest is "
          + hex(header.scenarioDigest()) + ", that of the scenario embedded in it "
          + hex(scenario.digest()));
    }
    Board board = Board.of(scenario);
    Codes.checkAll(header.codes(), file, board);
    return new Replayer(trace, file, Optional.of(scenario), board, scenario.stepBound());
  }

  /// The trace that is replayed.
  public Trace trace() {
    return trace;
  }

  /// The scenario of the trace.
  ///
  /// @throws BadInput if it has none, but a kernel
  public Scenario scenario() {
    return scenario.orElseThrow(
        () -> new BadInput(file, "", "is the trace of a kernel, not of a scenario"));
  }

  /// What the trace's machine is built from.
  public Board board() {
    return board;
  }

  /// A machine as it was when the recording began.
  public Machine machine() {
    return new Machine(board);
  }

  /// The machine after `step` steps, or at the end if there are fewer: brought there from the last
  /// state in the trace's file that lies before it.
  ///
  /// @throws BadInput if that state is none of this execution
  /// @throws ReplayDivergence if the trace cannot be followed from there
  public Position at(long step) {
    Position position = near(step);
    run(position.machine(), position.feed(), new ReplayScheduler(position.cursor()),
        Math.min(step, trace.schedule().steps()));
    return position;
  }

  /// The machine at the last state in the trace's file that lies at or before `step`, or as it was
  /// at reset if there is none.
  ///
  /// @throws BadInput if that state is none of this execution
  public Position near(long step) {
    Machine machine = machine();
    int index = trace.states().at(step);
    if (index < 0) {
      return new Position(
          machine, trace.schedule().cursor(), new RecordedFeed(trace.inputs(), 0));
    }
    long from = trace.states().step(index);
    trace.states().restore(machine, index);
    long recorded = trace.states().digest(index);
    if (machine.digest() != recorded || machine.steps() != from) {
      throw new BadInput(file, "the state at step " + from, "has the digest "
          + hex(machine.digest()) + " and not " + hex(recorded) + ", which was recorded");
    }
    return new Position(machine, trace.states().cursor(trace.schedule(), index),
        new RecordedFeed(trace.inputs(), trace.states().inputs(index)));
  }

  /// Goes on from `position`, which is moved, to step `until`, or to the end if there are fewer.
  ///
  /// @throws ReplayDivergence if the trace cannot be followed, or a recorded digest differs
  /// @throws BadInput if a state in the trace's file led to where no machine can be
  public void follow(Position position, long until) {
    try {
      go(position, until);
    } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
      if (trace.states().size() == 0) {
        throw e;
      }
      throw new BadInput(
          file, "a state before step " + until, "cannot be a state of this machine");
    }
  }

  private void go(Position position, long until) {
    Machine machine = position.machine();
    Checkpoints points = new Checkpoints(trace.checkpoints(), position.step(), machine);
    long end = trace.schedule().steps();
    boolean moves = position.step() < Math.min(until, end);
    run(machine, position.feed(),
        new ProbingScheduler(
            new ReplayScheduler(position.cursor()), position.step(), points, points),
        Math.min(until, end));
    if (moves && position.step() == end && trace.verdict().isPresent()
        && machine.digest() != trace.verdict().get().digest()) {
      throw new ReplayDivergence(end, "a state with the digest "
          + hex(trace.verdict().get().digest()), hex(machine.digest()));
    }
  }

  /// Replays once from reset, and compares.
  public ReplayResult replay() {
    return replay(near(0), trace.schedule().steps());
  }

  /// Replays from `position`, which is moved, to step `until`, and compares.
  ///
  /// @param until more than the trace's steps means its end
  public ReplayResult replay(Position position, long until) {
    Machine machine = position.machine();
    Checkpoints checkpoints =
        new Checkpoints(trace.checkpoints(), position.step(), machine);
    long began = position.step();
    try {
      run(
          machine,
          position.feed(),
          new ProbingScheduler(
              new ReplayScheduler(position.cursor()), began, checkpoints, checkpoints),
          Math.min(until, trace.schedule().steps()));
      return until < trace.schedule().steps()
          ? new Reached(machine.steps(), checkpoints.compared())
          : compare(machine, checkpoints.compared());
    } catch (ReplayDivergence divergence) {
      return Diverged.of(divergence);
    } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
      if (began == 0) {
        throw e;
      }
      throw new BadInput(file, "the state at step " + began, "cannot be a state of this machine");
    }
  }

  /// Replays `times` times, every time on a new machine, the last time on two: it begins on one,
  /// and goes on in the middle on another one that is restored from a snapshot of the first.
  /// Besides what [#replay()] compares, digests are compared between the runs, at every `every`
  /// steps.
  ///
  /// @param times at least 1
  /// @param every at least 1
  /// @return the first result that is not as recorded, or that of the last run
  public ReplayResult verify(int times, long every) {
    DigestLog log = new DigestLog(every);
    ReplayResult result = replay();
    for (int run = 1; run <= times && reproduced(result); run++) {
      Optional<Diverged> difference = compared(log, run == times);
      if (difference.isPresent()) {
        return difference.get();
      }
    }
    return switch (result) {
      case Reproduced(long steps, long digests, Verdict verdict) ->
          new Reproduced(steps, digests + log.compared(), verdict);
      case PrefixReproduced(long steps, long digests) ->
          new PrefixReproduced(steps, digests + log.compared());
      case Reached _, OtherVerdict _, Diverged _ -> result;
    };
  }

  private static boolean reproduced(ReplayResult result) {
    return switch (result) {
      case Reproduced _, PrefixReproduced _ -> true;
      case Reached _, OtherVerdict _, Diverged _ -> false;
    };
  }

  private Optional<Diverged> compared(DigestLog log, boolean restored) {
    long end = trace.schedule().steps();
    RecordedFeed feed = new RecordedFeed(trace.inputs(), 0);
    Machine[] machine = {machine()};
    Scheduler scheduler = new ProbingScheduler(
        new ReplayScheduler(trace.schedule()), 0, log, step -> log.at(step, machine[0].digest()));
    try {
      log.begin();
      if (restored) {
        run(machine[0], feed, scheduler, end / 2);
        Machine other = machine();
        other.restore(machine[0].snapshot());
        machine[0] = other;
      }
      run(machine[0], feed, scheduler, end);
      log.at(machine[0].steps(), machine[0].digest());
      return Optional.empty();
    } catch (ReplayDivergence divergence) {
      return Optional.of(Diverged.of(divergence));
    }
  }

  /// Lets `scheduler` drive `machine` until so many steps have been taken since reset, or to the
  /// end. An execution that was recorded to its end and has no verdict there has reached its step
  /// bound.
  public void run(Machine machine, FedMachine.Feed feed, Scheduler scheduler, long until) {
    FedMachine fed = new FedMachine(machine, feed);
    Execution execution = new Execution();
    StopReason why;
    do {
      why = execution.run(fed, scheduler, until - machine.steps());
    } while (why == StopReason.SNAPSHOT);
    boolean whole = trace.verdict().isPresent() && until == trace.schedule().steps();
    if (whole && !machine.ended() && until >= stepBound) {
      machine.exhaust(stepBound);
    }
  }

  private ReplayResult compare(Machine machine, long compared) {
    long steps = machine.steps();
    if (trace.verdict().isEmpty()) {
      return new PrefixReproduced(steps, compared);
    }
    Verdict expected = trace.verdict().get();
    Verdict actual = machine.ended() ? Verdicts.of(machine) : null;
    if (actual == null || !Verdicts.same(expected, actual)) {
      return new OtherVerdict(steps, expected, actual);
    }
    if (expected.digest() != actual.digest()) {
      return digestDiffers(steps, expected.digest(), actual.digest());
    }
    if (expected.consoleDigest() != actual.consoleDigest()) {
      return new Diverged(steps, "console output with the digest " + hex(expected.consoleDigest()),
          hex(actual.consoleDigest()));
    }
    return new Reproduced(steps, compared + 1, actual);
  }

  private static Diverged digestDiffers(long step, long expected, long actual) {
    return new Diverged(step, "a state with the digest " + hex(expected), hex(actual));
  }

  static String hex(long digest) {
    return Text.format("0x%016x", digest);
  }

  /// Compares the digest at each checkpoint.
  private static final class Checkpoints
      implements ProbingScheduler.Points, ProbingScheduler.Probe {

    private final List<Checkpoint> checkpoints;
    private final Machine machine;
    private final int first;
    private int next;

    /// Those behind `step`.
    Checkpoints(List<Checkpoint> checkpoints, long step, Machine machine) {
      this.checkpoints = checkpoints;
      this.machine = machine;
      first = firstBehind(step);
      next = first;
    }

    private int firstBehind(long step) {
      int from = 0;
      int to = checkpoints.size();
      while (from < to) {
        int middle = from + to >>> 1;
        if (checkpoints.get(middle).step() <= step) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    /// How many were compared.
    int compared() {
      return next - first;
    }

    @Override
    public long after(long step) {
      if (next < checkpoints.size() && checkpoints.get(next).step() <= step) {
        throw new ReplayDivergence(step, "a checkpoint at step " + step, "that it is too early");
      }
      return next == checkpoints.size() ? Long.MAX_VALUE : checkpoints.get(next).step();
    }

    @Override
    public void reached(long step) {
      long expected = checkpoints.get(next++).digest();
      long actual = machine.digest();
      if (expected != actual) {
        throw new ReplayDivergence(
            step, "a state with the digest " + hex(expected), hex(actual));
      }
    }
  }
}
