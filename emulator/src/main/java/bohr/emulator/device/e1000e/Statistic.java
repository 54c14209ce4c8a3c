package bohr.emulator.device.e1000e;

/// The counters. They stop at their greatest value, and reading clears them. Errors of the wire,
/// collisions and flow control do not happen here: their counters stay zero.
final class Statistic {

  static final int FIRST = 0x4000;
  static final int LAST = 0x4124;

  static final int MISSED = 0x4010;
  static final int RECEIVED_BY_SIZE = 0x405c;
  static final int GOOD_RECEIVED = 0x4074;
  static final int BROADCAST_RECEIVED = 0x4078;
  static final int MULTICAST_RECEIVED = 0x407c;
  static final int GOOD_SENT = 0x4080;
  static final int GOOD_OCTETS_RECEIVED = 0x4088;
  static final int GOOD_OCTETS_SENT = 0x4090;
  static final int NO_BUFFERS = 0x40a0;
  static final int TOTAL_OCTETS_RECEIVED = 0x40c0;
  static final int TOTAL_OCTETS_SENT = 0x40c8;
  static final int TOTAL_RECEIVED = 0x40d0;
  static final int TOTAL_SENT = 0x40d4;
  static final int SENT_BY_SIZE = 0x40d8;
  static final int MULTICAST_SENT = 0x40f0;
  static final int BROADCAST_SENT = 0x40f4;
  static final int SEGMENTED = 0x40f8;

  private static final int CHECK_SEQUENCE_BYTES = 4;

  private Statistic() {}

  /// Whether the register is a counter; what is written to one is ignored.
  static boolean isOne(int offset) {
    return offset >= FIRST && offset <= LAST;
  }

  static boolean clearsOnRead(int offset) {
    return isOne(offset) && !isLowerHalf(offset);
  }

  /// Counters of 64 bits are cleared with their upper half, which is read second.
  static boolean isUpperHalf(int offset) {
    return isLowerHalf(offset - 4);
  }

  private static boolean isLowerHalf(int offset) {
    return offset == GOOD_OCTETS_RECEIVED
        || offset == GOOD_OCTETS_SENT
        || offset == TOTAL_OCTETS_RECEIVED
        || offset == TOTAL_OCTETS_SENT;
  }

  /// Counts one more; part of an access.
  static void increment(RegisterFile registers, int offset) {
    int value = registers.get(offset);
    registers.set(offset, value == -1 ? -1 : value + 1);
  }

  private static void add(RegisterFile registers, int offset, int octets) {
    long sum = registers.address(offset) + octets;
    registers.set(offset, (int) sum);
    registers.set(offset + 4, (int) (sum >>> 32));
  }

  /// Counts a frame that was received, as it was on the wire: its length includes the check
  /// sequence.
  static void received(RegisterFile registers, byte[] frame) {
    registers.note();
    int octets = frame.length + CHECK_SEQUENCE_BYTES;
    increment(registers, TOTAL_RECEIVED);
    increment(registers, GOOD_RECEIVED);
    increment(registers, RECEIVED_BY_SIZE + bySize(octets));
    add(registers, GOOD_OCTETS_RECEIVED, octets);
    add(registers, TOTAL_OCTETS_RECEIVED, octets);
    if (Filter.isBroadcast(frame)) {
      increment(registers, BROADCAST_RECEIVED);
    } else if (Filter.isMulticast(frame)) {
      increment(registers, MULTICAST_RECEIVED);
    }
  }

  /// Counts a frame that was sent.
  static void sent(RegisterFile registers, byte[] frame) {
    registers.note();
    int octets = frame.length + CHECK_SEQUENCE_BYTES;
    increment(registers, TOTAL_SENT);
    increment(registers, GOOD_SENT);
    increment(registers, SENT_BY_SIZE + bySize(octets));
    add(registers, GOOD_OCTETS_SENT, octets);
    add(registers, TOTAL_OCTETS_SENT, octets);
    if (Filter.isBroadcast(frame)) {
      increment(registers, BROADCAST_SENT);
    } else if (Filter.isMulticast(frame)) {
      increment(registers, MULTICAST_SENT);
    }
  }

  /// 64, to 127, to 255, to 511, to 1023, more: the offset of the counter from the first.
  private static int bySize(int octets) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(octets, 64));
    return octets <= 64 ? 0 : 4 * Math.clamp(bits - 6, 1, 5);
  }
}
