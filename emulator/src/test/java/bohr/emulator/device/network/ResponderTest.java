package bohr.emulator.device.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponderTest {

  private static final long CLIENT = 0x5254_0012_3456L;
  private static final long CLIENT_ADDRESS = 0x0a00_020fL;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int FIN = 1;

  private final Responder responder = responder();

  private static Responder responder() {
    Roster roster = new Roster();
    Clock clock = new Clock();
    return new Responder(1, new Hub(0, roster, clock), roster, clock);
  }

  private static Frame frame(long to, int type, byte[] payload) {
    return new Frame(
        Packet.zeroed(14 + payload.length)
            .set(0, 6, to)
            .set(6, 6, CLIENT)
            .set(12, 2, type)
            .set(14, payload)
            .toBytes());
  }

  private Ipv4 ask(Ipv4 packet) {
    return ask(Responder.HARDWARE, packet);
  }

  private Ipv4 ask(long to, Ipv4 packet) {
    Frame answer = responder.answer(frame(to, 0x0800, packet.toBytes()));
    if (answer == null) {
      return null;
    }
    Ipv4 parsed = Ipv4.parse(Packet.of(answer.bytes()).from(14));
    assertNotNull(parsed, "the checksum of the header is right");
    return parsed;
  }

  @Test
  void arpAsksForItsOwnAddressAloneAreAnswered() {
    Packet request = Packet.zeroed(28).set(0, 8, 0x0001_0800_0604_0001L).set(8, 6, CLIENT);
    request.set(14, 4, CLIENT_ADDRESS).set(24, 4, Responder.ADDRESS);
    Frame answer = responder.answer(frame(0xffff_ffff_ffffL, 0x0806, request.toBytes()));
    Packet reply = Packet.of(answer.bytes());
    assertEquals(CLIENT, reply.get(0, 6));
    assertEquals(Responder.HARDWARE, reply.get(6, 6));
    assertEquals(2, reply.get(20, 2));
    assertEquals(Responder.HARDWARE, reply.get(22, 6));
    assertEquals(Responder.ADDRESS, reply.get(28, 4));
    assertEquals(CLIENT, reply.get(32, 6));
    request.set(24, 4, 0x0a000203);
    assertNull(responder.answer(frame(0xffff_ffff_ffffL, 0x0806, request.toBytes())));
  }

  @Test
  void aPingComesBackWithItsData() {
    byte[] data = "abcdefghijklmnopqrstuvwxyz!".getBytes(StandardCharsets.US_ASCII);
    Packet ping = Packet.zeroed(8 + data.length).set(0, 2, 0x0800).set(4, 4, 0x12340001L);
    ping.set(8, data).checksum(2, 0);
    Ipv4 request = new Ipv4(CLIENT_ADDRESS, Responder.ADDRESS, Ipv4.ICMP, ping);
    Ipv4 reply = ask(request);
    assertEquals(CLIENT_ADDRESS, reply.destination());
    assertEquals(0, reply.payload().get(0, 2));
    assertEquals(0xffff, reply.payload().sum(0));
    assertArrayEquals(data, reply.payload().from(8).toBytes());
    ping.set(9, 1, 'X');
    assertNull(ask(request), "a damaged ping is lost");
  }

  private Packet dhcp(int type, long requested) {
    Packet message = Packet.zeroed(UDP + 300);
    message.set(0, 2, 68).set(2, 2, 67).set(4, 2, message.length());
    message.set(UDP, 4, 0x01010600).set(UDP + 4, 4, 0xcafe).set(UDP + 28, 6, CLIENT);
    message.set(UDP + 236, 4, 0x63825363L).set(UDP + 240, 3, 0x350100 | type);
    if (requested != 0) {
      message.set(UDP + 243, 2, 0x3204).set(UDP + 245, 4, requested);
      message.set(UDP + 249, 1, 255);
    } else {
      message.set(UDP + 243, 1, 255);
    }
    message.checksum(6, Ipv4.pseudoHeader(0, Ipv4.BROADCAST, Ipv4.UDP, message.length()));
    Ipv4 reply =
        ask(0xffff_ffff_ffffL, new Ipv4(0, Ipv4.BROADCAST, Ipv4.UDP, message));
    assertEquals(true, reply.intact());
    assertEquals(0xcafe, reply.payload().get(UDP + 4, 4));
    return reply.payload().from(UDP);
  }

  private static final int UDP = 8;

  @Test
  void aClientGetsItsAddressByDhcp() {
    Packet offer = dhcp(1, 0);
    assertEquals(0x350102, offer.get(240, 3));
    assertEquals(CLIENT_ADDRESS, offer.get(16, 4));
    Packet ack = dhcp(3, CLIENT_ADDRESS);
    assertEquals(0x350105, ack.get(240, 3));
    assertEquals(CLIENT_ADDRESS, ack.get(16, 4));
    Packet refused = dhcp(3, CLIENT_ADDRESS + 9);
    assertEquals(0x350106, refused.get(240, 3));
    assertEquals(0, refused.get(16, 4));
  }

  private Ipv4 tcp(int port, long number, long acknowledged, int flags, int window, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.US_ASCII);
    Packet packet = Packet.zeroed(20 + bytes.length).set(0, 2, 4711).set(2, 2, port);
    packet.set(4, 4, number).set(8, 4, acknowledged).set(12, 1, 0x50).set(13, 1, flags);
    packet.set(14, 2, window).set(20, bytes);
    packet.checksum(
        16, Ipv4.pseudoHeader(CLIENT_ADDRESS, Responder.ADDRESS, Ipv4.TCP, packet.length()));
    return ask(new Ipv4(CLIENT_ADDRESS, Responder.ADDRESS, Ipv4.TCP, packet));
  }

  private static void assertTcp(Ipv4 packet, long number, long acknowledged, int flags) {
    assertEquals(true, packet.intact());
    assertEquals(number, packet.payload().get(4, 4));
    assertEquals(acknowledged, packet.payload().get(8, 4));
    assertEquals(flags, packet.payload().get(13, 1));
  }

  private static String text(Ipv4 packet) {
    return new String(packet.payload().from(20).toBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void aTcpConversationFromSynToTheLastAck() {
    Ipv4 synAck = tcp(7, 0xffff_fffeL, 0, SYN, 1000, "");
    long first = synAck.payload().get(4, 4);
    assertTcp(synAck, first, 0xffff_ffffL, SYN | ACK);
    long sent = first + 1 & 0xffff_ffffL;
    assertNull(tcp(7, 0xffff_ffffL, sent, ACK, 1000, ""));
    Ipv4 echo = tcp(7, 0xffff_ffffL, sent, ACK, 1000, "hello");
    assertTcp(echo, sent, 4, ACK | 8);
    assertEquals("hello", text(echo));
    assertTcp(tcp(7, 0xffff_ffffL, sent, ACK, 1000, "hello"), sent + 5, 4, ACK);
    assertNull(tcp(7, 4, sent, ACK, 9, "world"), "five bytes are under way, five do not fit");
    assertEquals("world", text(tcp(7, 4, sent + 5, ACK, 9, "world")));
    Ipv4 fin = tcp(7, 9, sent + 10, ACK | FIN, 1000, "");
    assertTcp(fin, sent + 10, 10, ACK | FIN);
    assertNull(tcp(7, 10, sent + 11, ACK, 1000, ""));
    assertTcp(tcp(7, 10, sent + 11, ACK, 1000, ""), sent + 11, 0, RST);
  }

  @Test
  void aClosedPortRefuses() {
    assertTcp(tcp(80, 100, 0, SYN, 1000, ""), 0, 101, RST | ACK);
  }

  @Test
  void noFrameMakesTheResponderThrow() {
    Random random = new Random(1);
    byte[] base =
        new Ipv4(CLIENT_ADDRESS, Responder.ADDRESS, Ipv4.TCP, Packet.zeroed(40)).toBytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = new byte[random.nextInt(100)];
      random.nextBytes(payload);
      if (i % 2 == 0) {
        System.arraycopy(base, 0, payload, 0, Math.min(20, payload.length));
      }
      int type = i % 3 == 0 ? 0x0806 : 0x0800;
      responder.answer(frame(Responder.HARDWARE, type, payload));
    }
  }
}
