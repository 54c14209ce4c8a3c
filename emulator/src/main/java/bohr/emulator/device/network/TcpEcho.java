package bohr.emulator.device.network;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The echo service (RFC 862) over TCP (RFC 9293) at port 7; every other port is closed.
///
/// What a segment brings is acknowledged and sent back in one segment, at once. There are no
/// timers: the responder sends nothing twice of its own accord. A segment whose echo the peer has
/// no room for is not acknowledged, so that the peer sends it again; so is one that comes too
/// early.
final class TcpEcho implements Stateful {

  static final int PORT = 7;

  private static final int HEADER_BYTES = 20;
  private static final int CONNECTIONS = 16;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int WINDOW = 0xffff;
  private static final int SEGMENT_BYTES = 1460;

  private final Connection[] connections = new Connection[CONNECTIONS];

  /// A connection, as the responder sees it.
  ///
  /// @param peer address << 16 | port
  /// @param next the next byte to receive
  /// @param sent the next byte to send
  /// @param closing whether both sides have sent FIN
  private record Connection(long peer, long next, long sent, boolean closing)
      implements Fingerprinted {
    @Override
    public long fingerprint() {
      return Digest.of(peer, next, sent, closing ? 1 : 0);
    }
  }

  /// A segment that was received, or shall be sent.
  private record Segment(
      int source, int destination, long number, long acknowledged, int flags, int window,
      byte[] data) {

    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /// How far the segment takes the sequence numbers.
    int span() {
      return data.length + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
    }
  }

  /// The answer to a segment, as a packet to send back; null if there is none.
  Ipv4 answer(Ipv4 packet) {
    Segment segment = parse(packet.payload());
    if (segment == null) {
      return null;
    }
    if (segment.has(RST)) {
      forget(peer(packet, segment));
      return null;
    }
    Segment reply =
        segment.destination == PORT ? converse(peer(packet, segment), segment) : refuse(segment);
    return reply == null ? null : packet(packet, reply);
  }

  private static long peer(Ipv4 packet, Segment segment) {
    return packet.source() << 16 | segment.source;
  }

  private static Segment parse(Packet packet) {
    if (packet.length() < HEADER_BYTES) {
      return null;
    }
    int headerBytes = 4 * (int) (packet.get(12, 1) >>> 4);
    Packet data = headerBytes < HEADER_BYTES ? null : packet.from(headerBytes);
    if (data == null) {
      return null;
    }
    return new Segment(
        (int) packet.get(0, 2),
        (int) packet.get(2, 2),
        packet.get(4, 4),
        packet.get(8, 4),
        (int) packet.get(13, 1),
        (int) packet.get(14, 2),
        data.toBytes());
  }

  private int find(long peer) {
    for (int i = 0; i < CONNECTIONS; i++) {
      if (connections[i] != null && connections[i].peer == peer) {
        return i;
      }
    }
    return -1;
  }

  private void forget(long peer) {
    int index = find(peer);
    if (index >= 0) {
      connections[index] = null;
    }
  }

  private Segment converse(long peer, Segment segment) {
    if (segment.has(SYN)) {
      return segment.has(ACK) ? refuse(segment) : open(peer, segment);
    }
    int index = find(peer);
    if (index < 0 || !segment.has(ACK)) {
      return refuse(segment);
    }
    Connection connection = connections[index];
    if (connection.closing && segment.acknowledged == connection.sent) {
      connections[index] = null;
      return null;
    }
    if (segment.number != connection.next) {
      return segment.span() == 0 ? null : reply(segment, connection, ACK, new byte[0]);
    }
    return segment.span() == 0 ? null : echo(index, segment);
  }

  /// A connection that the same peer has open already is forgotten. The first sequence number is a
  /// function of the peer.
  private Segment open(long peer, Segment segment) {
    forget(peer);
    long number = Digest.of(peer, segment.number) & 0xffff_ffffL;
    long next = segment.number + 1 & 0xffff_ffffL;
    for (int i = 0; i < CONNECTIONS; i++) {
      if (connections[i] == null) {
        connections[i] = new Connection(peer, next, number + 1 & 0xffff_ffffL, false);
        return new Segment(
            PORT, segment.source, number, next, SYN | ACK, WINDOW, new byte[0]);
      }
    }
    return refuse(segment);
  }

  private Segment echo(int index, Segment segment) {
    Connection connection = connections[index];
    long underWay = connection.sent - segment.acknowledged & 0xffff_ffffL;
    if (underWay + segment.data.length > segment.window) {
      return null;
    }
    boolean last = segment.has(FIN);
    int span = segment.data.length + (last ? 1 : 0);
    Connection after =
        new Connection(
            connection.peer,
            connection.next + span & 0xffff_ffffL,
            connection.sent + span & 0xffff_ffffL,
            last);
    connections[index] = after;
    int flags = ACK | (segment.data.length > 0 ? PSH : 0) | (last ? FIN : 0);
    return new Segment(
        PORT, segment.source, connection.sent, after.next, flags, WINDOW, segment.data);
  }

  private static Segment reply(Segment to, Connection connection, int flags, byte[] data) {
    return new Segment(
        PORT, to.source, connection.sent, connection.next, flags, WINDOW, data);
  }

  /// RFC 9293 §3.10.7.1: a reset that the sender must take seriously.
  private static Segment refuse(Segment segment) {
    return segment.has(ACK)
        ? new Segment(
            segment.destination, segment.source, segment.acknowledged, 0, RST, 0, new byte[0])
        : new Segment(
            segment.destination,
            segment.source,
            0,
            segment.number + segment.span() & 0xffff_ffffL,
            RST | ACK,
            0,
            new byte[0]);
  }

  private static Ipv4 packet(Ipv4 to, Segment segment) {
    int options = segment.has(SYN) ? 4 : 0;
    int headerBytes = HEADER_BYTES + options;
    Packet packet = Packet.zeroed(headerBytes + segment.data.length);
    packet.set(0, 2, segment.source).set(2, 2, segment.destination).set(4, 4, segment.number);
    packet.set(8, 4, segment.acknowledged).set(12, 1, headerBytes << 2);
    packet.set(13, 1, segment.flags).set(14, 2, segment.window);
    if (options > 0) {
      packet.set(HEADER_BYTES, 4, 0x0204_0000L | SEGMENT_BYTES);
    }
    packet.set(headerBytes, segment.data);
    long seed =
        Ipv4.pseudoHeader(to.destination(), to.source(), Ipv4.TCP, packet.length());
    packet.checksum(16, seed);
    return new Ipv4(to.destination(), to.source(), Ipv4.TCP, packet);
  }

  @Override
  public void walk(Walker walker) {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections[i] = walker.value(connections[i]);
    }
  }
}
