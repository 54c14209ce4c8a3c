package bohr.emulator.device.network;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.state.Walker;

/// A host on the machine's network, 10.0.2.2 with the hardware address 52:55:0a:00:02:02: it
/// answers ARP, ICMP echo requests, DHCP, and serves TCP echo. Each step deals with one frame.
/// Packets that are damaged are dropped, so that a frame whose bytes were wrong shows as one that
/// was lost.
public final class Responder implements Agent, Hub.Port {

  /// 10.0.2.2.
  static final long ADDRESS = 0x0a00_0202L;

  static final long HARDWARE = 0x5255_0a00_0202L;

  private static final int CAPACITY = 64;
  private static final long EVERYBODY = 0xffff_ffff_ffffL;
  private static final int TYPE_ARP = 0x0806;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int UDP_HEADER = 8;
  private static final int BROADCAST_FLAG = 0x8000;

  private final int id;
  private final Roster roster;
  private final Clock clock;
  private final Hub hub;
  private final int port;
  private final FrameQueue inbox = new FrameQueue(CAPACITY);
  private final Dhcp dhcp = new Dhcp(ADDRESS);
  private final TcpEcho echo = new TcpEcho();

  /// Plugs a responder into `hub`.
  ///
  /// @param id its agent number
  public Responder(int id, Hub hub, Roster roster, Clock clock) {
    this.id = id;
    this.hub = hub;
    this.roster = roster;
    this.clock = clock;
    port = hub.connect(this);
  }

  @Override
  public void arrived(Frame frame) {
    inbox.add(frame);
    roster.enable(id);
  }

  @Override
  public int object() {
    return Hub.OBJECT;
  }

  @Override
  public String name() {
    return "responder";
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    int steps = 0;
    while (steps < limit && !inbox.isEmpty()) {
      clock.step(1);
      steps++;
      Frame reply = answer(inbox.take());
      if (reply != null) {
        hub.send(port, reply);
      }
      if (inbox.isEmpty()) {
        roster.disable(id);
      }
    }
    return steps;
  }

  /// The answer to a frame; null if there is none.
  Frame answer(Frame frame) {
    Packet packet = Packet.of(frame.bytes());
    long to = packet.get(0, 6);
    if (to != HARDWARE && to != EVERYBODY) {
      return null;
    }
    long from = packet.get(6, 6);
    Packet payload = packet.from(Frame.LEAST_BYTES);
    return switch ((int) packet.get(12, 2)) {
      case TYPE_ARP -> arp(payload, from);
      case TYPE_IPV4 -> ip(payload, from);
      default -> null;
    };
  }

  private static Frame frame(long to, int type, byte[] payload) {
    Packet packet = Packet.zeroed(Frame.LEAST_BYTES + payload.length);
    packet.set(0, 6, to).set(6, 6, HARDWARE).set(12, 2, type).set(Frame.LEAST_BYTES, payload);
    return new Frame(packet.toBytes());
  }

  /// RFC 826: who has the responder's address?
  private static Frame arp(Packet request, long from) {
    boolean asksForUs =
        request.length() >= 28
            && request.get(0, 8) == 0x0001_0800_0604_0001L
            && request.get(24, 4) == ADDRESS;
    if (!asksForUs) {
      return null;
    }
    Packet reply = Packet.zeroed(28).set(0, 8, 0x0001_0800_0604_0002L);
    reply.set(8, 6, HARDWARE).set(14, 4, ADDRESS);
    reply.set(18, 6, request.get(8, 6)).set(24, 4, request.get(14, 4));
    return frame(from, TYPE_ARP, reply.toBytes());
  }

  private Frame ip(Packet bytes, long from) {
    Ipv4 packet = Ipv4.parse(bytes);
    if (packet == null) {
      return null;
    }
    if (packet.protocol() == Ipv4.UDP) {
      return udp(packet, from);
    }
    if (packet.destination() != ADDRESS) {
      return null;
    }
    Ipv4 reply =
        switch (packet.protocol()) {
          case Ipv4.ICMP -> ping(packet);
          case Ipv4.TCP -> packet.intact() ? echo.answer(packet) : null;
          default -> null;
        };
    return reply == null ? null : frame(from, TYPE_IPV4, reply.toBytes());
  }

  /// RFC 792: an echo request comes back as an echo reply.
  private static Ipv4 ping(Ipv4 request) {
    Packet message = request.payload();
    boolean echoRequest =
        message.length() >= 8 && message.get(0, 2) == 0x0800 && message.sum(0) == 0xffff;
    if (!echoRequest) {
      return null;
    }
    Packet reply = Packet.of(message.toBytes()).set(0, 4, 0).checksum(2, 0);
    return new Ipv4(ADDRESS, request.source(), Ipv4.ICMP, reply);
  }

  /// Only DHCP is served over UDP. A client without an address that asks for it is answered by
  /// broadcast.
  private Frame udp(Ipv4 packet, long from) {
    Packet datagram = packet.payload();
    boolean served =
        datagram.length() >= UDP_HEADER
            && (packet.destination() == ADDRESS || packet.destination() == Ipv4.BROADCAST)
            && datagram.get(2, 2) == Dhcp.SERVER_PORT
            && datagram.get(4, 2) == datagram.length()
            && (datagram.get(6, 2) == 0 || packet.intact());
    Packet answer = served ? dhcp.answer(datagram.from(UDP_HEADER)) : null;
    if (answer == null) {
      return null;
    }
    boolean broadcast = (answer.get(10, 2) & BROADCAST_FLAG) != 0 || answer.get(16, 4) == 0;
    long destination = broadcast ? Ipv4.BROADCAST : answer.get(16, 4);
    Packet reply = Packet.zeroed(UDP_HEADER + answer.length());
    reply.set(0, 2, Dhcp.SERVER_PORT).set(2, 2, Dhcp.CLIENT_PORT).set(4, 2, reply.length());
    reply.set(UDP_HEADER, answer.toBytes());
    reply.checksum(6, Ipv4.pseudoHeader(ADDRESS, destination, Ipv4.UDP, reply.length()));
    Ipv4 whole = new Ipv4(ADDRESS, destination, Ipv4.UDP, reply);
    return frame(broadcast ? EVERYBODY : from, TYPE_IPV4, whole.toBytes());
  }

  @Override
  public StopReason stopped() {
    return inbox.isEmpty() ? StopReason.BLOCKED : StopReason.LIMIT;
  }

  @Override
  public void pending(Access into) {
    into.object(Hub.OBJECT);
  }

  @Override
  public String describe() {
    return inbox.isEmpty() ? "idle" : "answer a frame";
  }

  @Override
  public void walk(Walker walker) {
    inbox.walk(walker);
    dhcp.walk(walker);
    echo.walk(walker);
  }
}
