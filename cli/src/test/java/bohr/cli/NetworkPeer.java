package bohr.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The other end of a machine's network: 10.0.2.9, which answers ARP and echo requests.
final class NetworkPeer {

  private static final int ARP = 14;
  private static final int ICMP = 34;
  private static final byte[] HARDWARE = {2, 0, 0, 0, 0, 9};
  private static final byte[] ADDRESS = {10, 0, 2, 9};

  private final List<byte[]> sent = new CopyOnWriteArrayList<>();

  /// What is done with a connection, which is closed behind it.
  interface Manner {
    void meet(Socket socket) throws IOException;
  }

  /// Meets whoever connects to `server`.
  static void at(ServerSocket server, Manner manner) {
    Thread.ofVirtual().start(() -> {
      try (Socket socket = server.accept()) {
        manner.meet(socket);
      } catch (IOException e) {
        // The machine has gone.
      }
    });
  }

  /// A peer that answers whoever connects to `server`.
  static NetworkPeer answering(ServerSocket server) {
    NetworkPeer peer = new NetworkPeer();
    at(server, peer::answer);
    return peer;
  }

  /// A peer that connects to `port` of this host as soon as somebody listens there, and says where
  /// it is.
  static NetworkPeer comingTo(int port) {
    NetworkPeer peer = new NetworkPeer();
    Thread.ofVirtual().start(() -> {
      try (Socket socket = connected(port)) {
        peer.send(new DataOutputStream(socket.getOutputStream()), arpReply(new byte[42]));
        peer.answer(socket);
      } catch (IOException | InterruptedException e) {
        // The machine has gone.
      }
    });
    return peer;
  }

  private static Socket connected(int port) throws IOException, InterruptedException {
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException notYet) {
        Thread.sleep(5);
      }
    }
  }

  /// The frames that were sent so far.
  List<byte[]> sent() {
    return sent;
  }

  /// Answers until the machine goes. A frame that is too short for Ethernet comes first.
  private void answer(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    send(out, new byte[13]);
    while (true) {
      byte[] frame = in.readNBytes(in.readInt());
      if (frame.length < ICMP) {
        throw new EOFException();
      }
      send(out, frame[13] == 6 ? arpReply(frame) : echoReply(frame));
    }
  }

  private void send(DataOutputStream out, byte[] frame) throws IOException {
    sent.add(frame);
    out.writeInt(frame.length);
    out.write(frame);
  }

  private static byte[] arpReply(byte[] request) {
    byte[] reply = new byte[42];
    byte[] fixed = {8, 6, 0, 1, 8, 0, 6, 4, 0, 2};
    System.arraycopy(request, 6, reply, 0, 6);
    System.arraycopy(HARDWARE, 0, reply, 6, 6);
    System.arraycopy(fixed, 0, reply, 12, fixed.length);
    System.arraycopy(HARDWARE, 0, reply, ARP + 8, 6);
    System.arraycopy(ADDRESS, 0, reply, ARP + 14, 4);
    System.arraycopy(request, ARP + 8, reply, ARP + 18, 10);
    return reply;
  }

  private static byte[] echoReply(byte[] request) {
    byte[] reply = request.clone();
    System.arraycopy(request, 6, reply, 0, 6);
    System.arraycopy(request, 0, reply, 6, 6);
    System.arraycopy(request, 26, reply, 30, 4);
    System.arraycopy(request, 30, reply, 26, 4);
    reply[ICMP] = 0;
    reply[ICMP + 9] = 'o';
    return reply;
  }
}
