package bohr.replay.gdb;

import bohr.emulator.input.BadInput;
import bohr.replay.travel.TimeTravel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Waits for gdb on a port of this host's own address, which nobody else can reach. One client at a
/// time; when it goes, the traveller stays where it is, and another one may come.
public final class Server implements AutoCloseable {

  private final ServerSocketChannel door;

  private Server(ServerSocketChannel door) {
    this.door = door;
  }

  /// Opens a port.
  ///
  /// @param port 0 for one that is free
  /// @throws BadInput if it cannot be had
  public static Server open(int port) {
    try {
      ServerSocketChannel door = ServerSocketChannel.open();
      try {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Server(door);
      } catch (IOException e) {
        door.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInput("--gdb", Integer.toString(port), "the port cannot be had: "
          + e.getMessage());
    }
  }

  /// The port.
  public int port() {
    return door.socket().getLocalPort();
  }

  /// Serves one client after the other, until one of them kills the program, or this thread is
  /// interrupted.
  ///
  /// @param program what the guest runs, as an ELF file; empty if nobody knows
  /// @param stop whether this thread has been interrupted while the machine runs
  public void serve(TimeTravel travel, Optional<byte[]> program, BooleanSupplier stop)
      throws IOException {
    Debuggee debuggee = new Debuggee(travel);
    HostFiles files = new HostFiles(program);
    Session.End end = Session.End.LEFT;
    try {
      while (end != Session.End.KILLED) {
        try (SocketChannel client = door.accept()) {
          end = talk(client, debuggee, files, stop);
        }
      }
    } catch (ClosedByInterruptException e) {
      // Ctrl-C: that is how it ends.
    }
  }

  private static Session.End talk(
      SocketChannel client, Debuggee debuggee, HostFiles files, BooleanSupplier stop)
      throws ClosedByInterruptException {
    try {
      client.socket().setTcpNoDelay(true);
      Packets packets = new Packets(client.socket().getInputStream(),
          new BufferedOutputStream(client.socket().getOutputStream()));
      return new Session(packets, debuggee, files, stop).talk();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return Session.End.LEFT; // it has gone without a word
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
