package bohr.emulator.device.network;

/// An IPv4 packet (RFC 791) that is not fragmented.
///
/// @param source address
/// @param destination address
/// @param protocol of the payload
record Ipv4(long source, long destination, int protocol, Packet payload) {

  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final long BROADCAST = 0xffff_ffffL;

  private static final int HEADER_BYTES = 20;
  private static final int TIME_TO_LIVE = 64;

  /// What the packet says; null if it is malformed, damaged or a fragment.
  static Ipv4 parse(Packet packet) {
    if (packet.length() < HEADER_BYTES || packet.get(0, 1) >>> 4 != 4) {
      return null;
    }
    int headerBytes = 4 * (int) (packet.get(0, 1) & 0xf);
    int total = (int) packet.get(2, 2);
    Packet header = headerBytes < HEADER_BYTES ? null : packet.part(0, headerBytes);
    Packet payload = header == null ? null : packet.part(headerBytes, total - headerBytes);
    boolean fragment = (packet.get(6, 2) & 0x3fff) != 0;
    if (payload == null || fragment || header.sum(0) != 0xffff) {
      return null;
    }
    return new Ipv4(packet.get(12, 4), packet.get(16, 4), (int) packet.get(9, 1), payload);
  }

  byte[] toBytes() {
    int total = HEADER_BYTES + payload.length();
    Packet packet = Packet.zeroed(total).set(0, 1, 0x45).set(2, 2, total).set(6, 2, 0x4000);
    packet.set(8, 1, TIME_TO_LIVE).set(9, 1, protocol).set(12, 4, source);
    packet.set(16, 4, destination).set(HEADER_BYTES, payload.toBytes());
    packet.part(0, HEADER_BYTES).checksum(10, 0);
    return packet.toBytes();
  }

  /// What UDP and TCP add to the sum of their packets (RFC 768, RFC 9293 §3.1).
  static long pseudoHeader(long source, long destination, int protocol, int length) {
    return (source >>> 16)
        + (source & 0xffff)
        + (destination >>> 16)
        + (destination & 0xffff)
        + protocol
        + length;
  }

  /// Whether the checksum of a UDP or TCP payload is right.
  boolean intact() {
    return payload.sum(pseudoHeader(source, destination, protocol, payload.length())) == 0xffff;
  }
}
