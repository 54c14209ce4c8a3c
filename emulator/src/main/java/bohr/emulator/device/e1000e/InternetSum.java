package bohr.emulator.device.e1000e;

/// The sum behind the internet checksum (RFC 1071).
final class InternetSum {

  private InternetSum() {}

  /// The one's complement sum of `seed` and the 16-bit words from `from` to `to`; an odd byte at
  /// the end counts as the upper half of a word.
  static int of(byte[] bytes, int from, int to, long seed) {
    long sum = seed;
    for (int i = from; i < to; i++) {
      sum += (bytes[i] & 0xffL) << ((i - from & 1) == 0 ? 8 : 0);
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) sum;
  }
}
