package bohr.emulator.state;

/// Hashes the state that a walk shows. Reusable; changes and allocates nothing.
public final class DigestWalker extends Walker {

  private long hash = Digest.EMPTY;
  private boolean counting = true;

  /// Has hashed nothing yet.
  public DigestWalker() {}

  /// Starts a new hash, of everything.
  public DigestWalker reset() {
    return reset(true);
  }

  /// Starts a new hash.
  ///
  /// @param counting whether the fields count that only count steps
  public DigestWalker reset(boolean counting) {
    hash = Digest.EMPTY;
    this.counting = counting;
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
  public long counter(long value) {
    return counting ? value(value) : value;
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
  public <T extends Fingerprinted> T optional(T value) {
    return value == null ? null : value(value);
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
