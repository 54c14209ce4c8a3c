package bohr.emulator.device.e1000e;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// What a context descriptor sets up: where checksums are summed and put, and how a packet is
/// segmented. Places outside the frame are left alone.
///
/// @param low start, field and end of the IP checksum, then of the TCP or UDP one
/// @param high length of the payload, command, length of the header, segment size
record Offload(long low, long high) implements Fingerprinted {

  /// Before the first context descriptor.
  static final Offload NONE = new Offload(0, 0);

  private static final int TCP = 1 << 24;
  private static final int IPV4 = 1 << 25;
  private static final int IP_LENGTH = 2;
  private static final int IP_IDENTIFICATION = 4;
  private static final int IPV6_LENGTH = 4;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_NUMBER = 4;
  private static final int TCP_FLAGS = 13;
  private static final int FIN_AND_PSH = 9;
  private static final int UDP_LENGTH = 4;

  /// A checksum from `start` to the end of the frame, put at `field`.
  static Offload checksum(int start, int field) {
    return new Offload((long) start << 32 | (long) field << 40, TCP);
  }

  private int ipStart() {
    return (int) low & 0xff;
  }

  private int start() {
    return (int) (low >>> 32) & 0xff;
  }

  int headerBytes() {
    return (int) (high >>> 40) & 0xff;
  }

  int segmentBytes() {
    return (int) (high >>> 48) & 0xffff;
  }

  private boolean tcp() {
    return (high & TCP) != 0;
  }

  /// Most bytes of a segment's frame: one at least behind the header, so that segmenting ends.
  int frameBytes() {
    return headerBytes() + Math.max(1, segmentBytes());
  }

  void insertIpChecksum(byte[] frame) {
    insert(frame, ipStart(), (int) (low >>> 8) & 0xff, (int) (low >>> 16) & 0xffff, 0);
  }

  /// @param segmented whether the sum in the field does not count the length of the payload yet
  void insertChecksum(byte[] frame, boolean segmented) {
    int seed = segmented ? frame.length - start() : 0;
    insert(frame, start(), (int) (low >>> 40) & 0xff, (int) (low >>> 48) & 0xffff, seed);
  }

  private void insert(byte[] frame, int from, int field, int end, int seed) {
    if (field + 2 > frame.length) {
      return;
    }
    int to = end == 0 ? frame.length : Math.min(frame.length, end + 1);
    int sum = ~InternetSum.of(frame, from, to, seed) & 0xffff;
    put(frame, field, sum == 0 && !tcp() ? 0xffff : sum);
  }

  /// Makes the headers of segment number `index` out of those of the whole packet.
  void number(byte[] frame, int index, boolean last) {
    if ((high & IPV4) != 0) {
      put(frame, ipStart() + IP_LENGTH, frame.length - ipStart());
      int identification = ipStart() + IP_IDENTIFICATION;
      put(frame, identification, get(frame, identification) + index);
    } else {
      put(frame, ipStart() + IPV6_LENGTH, frame.length - ipStart() - IPV6_HEADER);
    }
    if (!tcp()) {
      put(frame, start() + UDP_LENGTH, frame.length - start());
      return;
    }
    int at = start() + TCP_NUMBER;
    int number = (get(frame, at) << 16 | get(frame, at + 2)) + index * segmentBytes();
    put(frame, at, number >>> 16);
    put(frame, at + 2, number);
    if (!last && start() + TCP_FLAGS < frame.length) {
      frame[start() + TCP_FLAGS] &= ~FIN_AND_PSH;
    }
  }

  private static int get(byte[] frame, int at) {
    return at + 2 > frame.length ? 0 : (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  private static void put(byte[] frame, int at, int value) {
    if (at + 2 <= frame.length) {
      frame[at] = (byte) (value >>> 8);
      frame[at + 1] = (byte) value;
    }
  }

  @Override
  public long fingerprint() {
    return Digest.of(low, high);
  }
}
