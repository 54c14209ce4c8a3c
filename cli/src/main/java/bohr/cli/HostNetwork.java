package bohr.cli;

import bohr.emulator.input.BadInput;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Where the network of a machine leads on the host: a TCP connection to another emulator. Each
/// frame has its length in front of it, 4 bytes, the most significant first, as QEMU's
/// `-netdev socket` and `-netdev stream` send them.
///
/// Threads of its own do nothing but move frames between the connection and two queues. A peer that
/// sends faster than the machine takes is kept waiting; what it does not take itself is lost when
/// the queue is full, so that no peer can stop the machine. What is on its way when the machine
/// ends is lost, too.
final class HostNetwork implements AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int QUEUE_FRAMES = 256;

  /// More than any frame that a peer may send; a larger length is none.
  private static final int FRAME_BYTES_MAX = 1 << 16;

  private final String name;
  private final ServerSocket server;
  private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(QUEUE_FRAMES);
  private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(QUEUE_FRAMES);
  private final Queue<String> news = new ConcurrentLinkedQueue<>();
  private volatile Socket peer;
  private volatile boolean open;
  private Thread carrier;

  private HostNetwork(String name, ServerSocket server, Socket peer) {
    this.name = name;
    this.server = server;
    this.peer = peer;
  }

  /// Connects, or begins to listen.
  ///
  /// @throws BadInput if that cannot be
  static HostNetwork of(NetworkArgument argument) {
    String name = argument.toString();
    try {
      return switch (argument) {
        case NetworkArgument.Inside _ -> new HostNetwork(name, null, null);
        case NetworkArgument.Connect(String host, int port) ->
            new HostNetwork(name, null, connected(host, port)).started();
        case NetworkArgument.Listen(int port) ->
            new HostNetwork(name, listening(port), null).started();
      };
    } catch (UnknownHostException e) {
      throw new BadInput("--network", name, "there is no such host");
    } catch (IOException e) {
      throw new BadInput("--network", name, e.getMessage());
    }
  }

  private static Socket connected(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static ServerSocket listening(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private HostNetwork started() {
    open = true;
    carrier = Thread.ofPlatform().daemon().name("network").start(this::carry);
    return this;
  }

  /// Whether something may still come.
  boolean isOpen() {
    return open || !incoming.isEmpty();
  }

  /// Sends a frame, if there is somebody to send it to.
  void send(byte[] frame) {
    if (peer != null) {
      outgoing.offer(frame);
    }
  }

  /// Takes the oldest frame that has come; null if there is none.
  byte[] take() {
    return incoming.poll();
  }

  /// Takes a line about what has happened to the connection; null if there is none.
  String takeNews() {
    return news.poll();
  }

  private void carry() {
    try {
      if (server == null) {
        talk(peer);
      } else {
        while (!server.isClosed()) {
          talk(server.accept());
        }
      }
    } catch (IOException e) {
      // The server was closed, for nobody needs the network any more.
    } finally {
      open = false;
    }
  }

  private void talk(Socket socket) {
    outgoing.clear();
    peer = socket;
    Thread writer = Thread.ofPlatform().daemon().name("network out").start(() -> write(socket));
    try (socket) {
      read(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      news.add(name + ": the connection has ended; the machine goes on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      peer = null;
      writer.interrupt();
    }
  }

  /// Reads frames until there is something that is none.
  private void read(DataInputStream in) throws IOException, InterruptedException {
    while (true) {
      int length = in.readInt();
      if (length < 1 || length > FRAME_BYTES_MAX) {
        news.add(name + ": a frame of " + Integer.toUnsignedString(length)
            + " bytes: the connection was closed, the machine goes on");
        return;
      }
      byte[] frame = in.readNBytes(length);
      if (frame.length < length) {
        throw new EOFException();
      }
      incoming.put(frame);
    }
  }

  private void write(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      while (true) {
        byte[] frame = outgoing.take();
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
      }
    } catch (IOException e) {
      // Whoever reads from this socket says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (carrier == null) {
      return;
    }
    try {
      if (server != null) {
        server.close();
      }
      Socket last = peer;
      if (last != null) {
        last.close();
      }
    } catch (IOException e) {
      // It is closed all the same.
    }
    carrier.interrupt();
  }
}
