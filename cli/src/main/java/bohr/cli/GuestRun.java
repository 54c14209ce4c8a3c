package bohr.cli;

import bohr.cli.console.Session;
import bohr.cli.console.Subject;
import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Network;
import bohr.emulator.agent.StopReason;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.FedMachine;
import bohr.replay.Verdicts;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import java.util.Optional;

/// One execution with its console: what the guest prints is printed, what comes in is recorded.
final class GuestRun {

  /// The console is looked at after so many steps.
  private static final long CHUNK = 1 << 20;

  private final Terminal terminal;
  private final Machine machine;
  private final HostNetwork network;
  private final long stepBound;
  private final Recording recording;
  private int printed;
  private Session session;

  /// @param recording what is kept of it
  GuestRun(Terminal terminal, Scenario scenario, Recording recording) {
    this(terminal, new Machine(Board.of(scenario)),
        HostNetwork.of(new NetworkArgument.Inside(Network.RESPONDER)), scenario.stepBound(),
        recording);
  }

  /// @param network where the machine's network leads
  /// @param stepBound most steps, from the guest's snapshot point if it has one
  GuestRun(Terminal terminal, Machine machine, HostNetwork network, long stepBound,
      Recording recording) {
    this.network = network;
    this.terminal = terminal;
    this.recording = recording;
    this.stepBound = stepBound;
    this.machine = machine;
  }

  /// Runs to the end, or to the step bound, counted from the guest's snapshot point.
  ///
  /// @param opener of whoever sits at the console
  /// @return how it ended; empty if this thread was interrupted before, or nobody listens any more
  Optional<Verdict> run(Scheduler strategy, Session.Opener opener) {
    Subject subject = new Subject(machine, recording.file(), this::showConsole,
        recording::keepState, recording::flush);
    try (Session at = opener.open(subject)) {
      session = at;
      return run(strategy);
    }
  }

  private Optional<Verdict> run(Scheduler strategy) {
    ConsoleInput typed = new ConsoleInput(session.input(), recording, () -> {
      showConsole();
      recording.flush();
    });
    FedMachine fed = new FedMachine(machine,
        new HostInput(typed, network, recording, terminal, session::isOver));
    Scheduler scheduler = recording.of(strategy, machine);
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
