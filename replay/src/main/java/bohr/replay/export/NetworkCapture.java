package bohr.replay.export;

import bohr.emulator.Machine;
import bohr.replay.Position;
import bohr.replay.ReplayScheduler;
import bohr.replay.Replayer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The frames that come into the hub of a trace's machine, as packets whose comments say in which
/// step they did. The time of a packet is virtual time since reset.
public final class NetworkCapture {

  private NetworkCapture() {}

  /// Whether there is a hub.
  public static boolean possible(Replayer replayer) {
    return !replayer.machine().outside().ports().isEmpty();
  }

  /// Writes the frames of the steps of `extent`, each once: at the port that it comes from.
  ///
  /// @return how many there were
  /// @throws IOException if they cannot be written
  /// @throws bohr.replay.ReplayDivergence if the trace cannot be followed
  public static long write(Replayer replayer, Extent extent, OutputStream out)
      throws IOException {
    Position position = replayer.at(extent.from());
    Machine machine = position.machine();
    List<String> ports = machine.outside().ports();
    Pcapng packets = new Pcapng(out);
    packets.begin(ports);
    machine.outside().listen((port, frame) -> {
      try {
        packets.packet(port, machine.nanoseconds(), frame.bytes(),
            "step " + machine.steps() + ", from " + ports.get(port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    try {
      replayer.run(machine, position.feed(), new ReplayScheduler(position.cursor()), extent.to());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return packets.packets();
  }
}
