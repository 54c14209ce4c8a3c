package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.emulator.state.Text;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
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
  private final Scenario scenario;
  private final Board board;

  private Replayer(Trace trace, Scenario scenario) {
    this.trace = trace;
    this.scenario = scenario;
    board = Board.of(scenario);
  }

  /// Rebuilds the scenario that is embedded in `trace`.
  ///
  /// @param file the trace's name, for messages
  /// @throws BadInput if the scenario cannot be used or is not the one that was recorded
  public static Replayer of(Trace trace, String file) {
    Header header = trace.header();
    Scenario scenario = ScenarioReader.of(
        header.scenario(), header.scenarioYaml(), trace.image().toArray(), header.variant(),
        header.overrides(), Oracles.names());
    if (scenario.digest() != header.scenarioDigest()) {
      throw new BadInput(file, "header", "the scenario's digest is "
          + hex(header.scenarioDigest()) + ", that of the scenario embedded in it "
          + hex(scenario.digest()));
    }
    return new Replayer(trace, scenario);
  }

  /// The trace that is replayed.
  public Trace trace() {
    return trace;
  }

  /// The scenario of the trace.
  public Scenario scenario() {
    return scenario;
  }

  /// A machine as it was when the recording began.
  public Machine machine() {
    return new Machine(board);
  }

  /// Replays once, and compares.
  public ReplayResult replay() {
    Machine machine = machine();
    Checkpoints checkpoints = new Checkpoints(trace.checkpoints(), machine);
    try {
      run(
          machine,
          new RecordedFeed(trace.inputs()),
          new ProbingScheduler(
              new ReplayScheduler(trace.schedule()), 0, checkpoints, checkpoints),
          trace.schedule().steps());
      return compare(machine, checkpoints.compared);
    } catch (ReplayDivergence divergence) {
      return Diverged.of(divergence);
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
      case OtherVerdict _, Diverged _ -> result;
    };
  }

  private static boolean reproduced(ReplayResult result) {
    return switch (result) {
      case Reproduced _, PrefixReproduced _ -> true;
      case OtherVerdict _, Diverged _ -> false;
    };
  }

  private Optional<Diverged> compared(DigestLog log, boolean restored) {
    long end = trace.schedule().steps();
    RecordedFeed feed = new RecordedFeed(trace.inputs());
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
  void run(Machine machine, FedMachine.Feed feed, Scheduler scheduler, long until) {
    FedMachine fed = new FedMachine(machine, feed);
    Execution execution = new Execution();
    StopReason why;
    do {
      why = execution.run(fed, scheduler, until - machine.steps());
    } while (why == StopReason.SNAPSHOT);
    boolean whole = trace.verdict().isPresent() && until == trace.schedule().steps();
    if (whole && !machine.ended() && until >= scenario.stepBound()) {
      machine.exhaust(scenario.stepBound());
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
    private int compared;

    Checkpoints(List<Checkpoint> checkpoints, Machine machine) {
      this.checkpoints = checkpoints;
      this.machine = machine;
    }

    @Override
    public long after(long step) {
      if (compared < checkpoints.size() && checkpoints.get(compared).step() <= step) {
        throw new ReplayDivergence(step, "a checkpoint at step " + step, "that it is too early");
      }
      return compared == checkpoints.size() ? Long.MAX_VALUE : checkpoints.get(compared).step();
    }

    @Override
    public void reached(long step) {
      long expected = checkpoints.get(compared++).digest();
      long actual = machine.digest();
      if (expected != actual) {
        throw new ReplayDivergence(
            step, "a state with the digest " + hex(expected), hex(actual));
      }
    }
  }
}
