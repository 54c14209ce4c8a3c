package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import java.util.Arrays;

/// Little-endian numbers in byte arrays; every multi-byte field of virtio 1.2 is one (§1.4).
final class Bytes {

  private Bytes() {}

  /// The number in `length` bytes, 1 to 8, zero-extended.
  static long get(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  static void put(byte[] bytes, int at, int length, long value) {
    for (int i = 0; i < length; i++) {
      bytes[at + i] = (byte) (value >>> 8 * i);
    }
  }

  /// The low `length` bytes of `value`.
  static byte[] of(long value, int length) {
    byte[] bytes = new byte[length];
    put(bytes, 0, length, value);
    return bytes;
  }

  /// `first` with `second` behind it.
  static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// Appends bytes, and their number, to a running hash.
  static long mix(long hash, byte[] bytes) {
    long result = Digest.mix(hash, bytes.length);
    for (byte b : bytes) {
      result = Digest.mix(result, b);
    }
    return result;
  }
}
