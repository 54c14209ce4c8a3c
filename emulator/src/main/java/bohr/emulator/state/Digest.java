package bohr.emulator.state;

/// The hash behind every digest: 64 bits, not cryptographic, the same on every JVM and host.
///
/// The step is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, OOPSLA 2014) applied to the running hash combined with the next word.
public final class Digest {

  /// The hash of nothing.
  public static final long EMPTY = 0x9e3779b97f4a7c15L;

  private Digest() {}

  /// Appends one word to a running hash.
  public static long mix(long hash, long word) {
    long z = Long.rotateLeft(hash, 23) * 0x9e3779b97f4a7c15L ^ word;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /// The hash of `words`, in order.
  public static long of(long... words) {
    long hash = EMPTY;
    for (long word : words) {
      hash = mix(hash, word);
    }
    return hash;
  }

  /// Appends the characters of `text`, and its length, to a running hash.
  public static long mix(long hash, String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash, text.charAt(i));
    }
    return mix(hash, text.length());
  }
}
