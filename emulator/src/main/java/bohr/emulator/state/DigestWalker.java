package bohr.emulator.state;

/// Hashes the state that a walk shows. Reusable; changes and allocates nothing.
public final class DigestWalker extends Walker {

  private long hash = Digest.EMPTY;

  /// Has hashed nothing yet.
  public DigestWalker() {}

  /// Starts a new hash.
  public DigestWalker reset() {
    hash = Digest.EMPTY;
    return this;
  }

  /// The hash of what was shown since [#reset()].
  public long digest() {
    return hash;
  }

  @Override
  public long value(long value) {
    hash = Digest.mix(hash, value);
    return value;
  }

  @Override
  public void values(long[] values) {
    for (long value : values) {
      hash = Digest.mix(hash, value);
    }
  }

  @Override
  public <T extends Fingerprinted> T value(T value) {
    hash = Digest.mix(hash, value == null ? 0 : value.fingerprint());
    return value;
  }

  @Override
  public byte[] bytes(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      hash = Digest.mix(hash, bytes[i]);
    }
    hash = Digest.mix(hash, length);
    return bytes;
  }
}
