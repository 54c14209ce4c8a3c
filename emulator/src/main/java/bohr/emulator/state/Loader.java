package bohr.emulator.state;

/// Puts a [Saved] state back by the same walk that collected it. Reusable; allocates nothing.
public final class Loader extends Walker {

  private Saved saved;
  private int word;
  private int object;

  /// Has nothing to load yet; see [#from(Saved)].
  public Loader() {}

  /// Starts to load `saved` from its beginning.
  public Loader from(Saved saved) {
    this.saved = saved;
    word = 0;
    object = 0;
    return this;
  }

  /// Whether everything was loaded.
  public boolean done() {
    return word == saved.words.length && object == saved.objects.length;
  }

  @Override
  public long value(long value) {
    return saved.words[word++];
  }

  @Override
  public void values(long[] values) {
    System.arraycopy(saved.words, word, values, 0, values.length);
    word += values.length;
  }

  @Override
  @SuppressWarnings("unchecked") // the walk that saved it had a field of the same type here
  public <T extends Fingerprinted> T value(T value) {
    return (T) saved.objects[object++];
  }

  @Override
  public byte[] bytes(byte[] bytes, int length) {
    byte[] kept = (byte[]) saved.objects[object++];
    if (kept.length > bytes.length) {
      return kept.clone();
    }
    System.arraycopy(kept, 0, bytes, 0, kept.length);
    return bytes;
  }
}
