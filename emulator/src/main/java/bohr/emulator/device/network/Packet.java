package bohr.emulator.device.network;

import java.util.Arrays;

/// A packet being read or made: big-endian fields in bytes, and the internet checksum (RFC 1071).
final class Packet {

  private final byte[] bytes;
  private final int start;
  private final int length;

  /// A view of `length` bytes from `start`, which lie inside.
  private Packet(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  static Packet of(byte[] bytes) {
    return new Packet(bytes, 0, bytes.length);
  }

  /// A packet of zeroes.
  static Packet zeroed(int length) {
    return of(new byte[length]);
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /// The part from `from` on; null if the packet is shorter than that.
  Packet from(int from) {
    return part(from, length - from);
  }

  /// `count` bytes from `from` on; null if the packet does not have them.
  Packet part(int from, int count) {
    boolean inside = from >= 0 && count >= 0 && from <= length - count;
    return inside ? new Packet(bytes, start + from, count) : null;
  }

  /// The number in `size` bytes, 1 to 8, that the packet has.
  long get(int at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | bytes[start + at + i] & 0xff;
    }
    return value;
  }

  Packet set(int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[start + at + i] = (byte) (value >>> 8 * (size - 1 - i));
    }
    return this;
  }

  Packet set(int at, byte... values) {
    System.arraycopy(values, 0, bytes, start + at, values.length);
    return this;
  }

  /// The sum of all 16-bit words and `seed`; all ones if a checksum in the packet is right.
  int sum(long seed) {
    long sum = seed;
    for (int at = 0; at + 1 < length; at += 2) {
      sum += get(at, 2);
    }
    if ((length & 1) != 0) {
      sum += get(length - 1, 1) << 8;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) sum;
  }

  /// Puts the checksum of the packet, and `seed`, into the field at `at`, which is zero.
  Packet checksum(int at, long seed) {
    return set(at, 2, ~sum(seed) & 0xffff);
  }
}
