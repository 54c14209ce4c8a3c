package bohr.cli;

import bohr.cli.console.Session;
import bohr.cli.console.Subject;
import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.RecordingSink;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.FedMachine;
import bohr.replay.Verdicts;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import java.nio.file.Path;
import java.util.Optional;

/// One execution with its console: what the guest prints is printed, what comes in is recorded.
final class GuestRun {

  /// The console is looked at after so many steps.
  private static final long CHUNK = 1 << 20;

  private static final long CHECKPOINT_EVERY = 1 << 22;

  private final Terminal terminal;
  private final Machine machine;
  private final long stepBound;
  private final RecordingSink sink;
  private int printed;
  private Session session;

  /// @param sink where the recording goes
  GuestRun(Terminal terminal, Scenario scenario, RecordingSink sink) {
    this(terminal, Board.of(scenario), scenario.stepBound(), sink);
  }

  /// @param stepBound most steps, from the guest's snapshot point if it has one
  GuestRun(Terminal terminal, Board board, long stepBound, RecordingSink sink) {
    this.terminal = terminal;
    this.sink = sink;
    this.stepBound = stepBound;
    machine = new Machine(board);
  }

  /// Runs to the end, or to the step bound, counted from the guest's snapshot point.
  ///
  /// @param trace where it is recorded, if it is
  /// @param flush writes down what was recorded, before waiting for input
  /// @param opener of whoever sits at the console
  /// @return how it ended; empty if this thread was interrupted before, or nobody listens any more
  Optional<Verdict> run(
      Scheduler strategy, Optional<Path> trace, Runnable flush, Session.Opener opener) {
    try (Session at = opener.open(new Subject(machine, trace, this::showConsole, flush))) {
      session = at;
      return run(strategy, flush);
    }
  }

  private Optional<Verdict> run(Scheduler strategy, Runnable flush) {
    FedMachine fed = new FedMachine(machine, new ConsoleInput(session.input(), sink, () -> {
      showConsole();
      flush.run();
    }));
    Scheduler scheduler =
        new RecordingScheduler(strategy, sink, machine::digest, CHECKPOINT_EVERY);
    Execution execution = new Execution();
    long end = stepBound;
    boolean snapshotSeen = false;
    StopReason why;
    do {
      why = execution.run(fed, scheduler, Math.min(CHUNK, end - machine.steps()));
      showConsole();
      if (why == StopReason.SNAPSHOT && !snapshotSeen) {
        snapshotSeen = true;
        end = machine.steps() + stepBound;
      }
      session.tick();
      if (session.isOver() || Thread.interrupted() || terminal.out().checkError()) {
        return Optional.empty();
      }
    } while (why != StopReason.ENDED && machine.steps() < end);
    if (!machine.ended()) {
      machine.exhaust(stepBound);
    }
    return Optional.of(Verdicts.of(machine));
  }

  /// What runs.
  Machine machine() {
    return machine;
  }

  private void showConsole() {
    byte[] more = machine.consoleSince(printed);
    if (more.length > 0) {
      printed += more.length;
      terminal.out().write(more, 0, more.length);
      terminal.out().flush();
      session.shown(more);
    }
  }
}
