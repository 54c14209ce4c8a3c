package bohr.cli;

import bohr.replay.Replayer;
import bohr.replay.gdb.Server;
import bohr.replay.travel.TimeTravel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `bohr replay --gdb`: a trace to look at with gdb.
record Debugging(Terminal terminal) {

  /// The part of the heap that bookmarks may fill.
  private static final int SHARE = 8;

  /// Serves gdb until it kills the program.
  ///
  /// @param port 0 for one that is free
  /// @param from the step to begin at
  int serve(Path trace, int port, long from) throws IOException {
    Replayer replayer = new TraceFiles(terminal).read(trace);
    try (Server server = Server.open(port)) {
      TimeTravel travel = new TimeTravel(replayer, Runtime.getRuntime().maxMemory() / SHARE);
      travel.seek(from);
      terminal.print("waiting for gdb: target remote localhost:" + server.port() + "\n");
      server.serve(travel, replayer.trace().kernel().isPresent()
              ? Optional.empty() : Optional.of(replayer.scenario().guest().forDebuggers()),
          () -> Thread.currentThread().isInterrupted());
    }
    return ExitStatus.FINE;
  }
}
