package bohr.emulator.state;

import java.util.Arrays;

/// Collects the state that a walk shows into a [Saved].
public final class Saver extends Walker {

  private long[] words = new long[256];
  private Object[] objects = new Object[32];
  private int wordCount;
  private int objectCount;

  /// Has collected nothing yet.
  public Saver() {}

  @Override
  public long value(long value) {
    if (wordCount == words.length) {
      words = Arrays.copyOf(words, 2 * wordCount);
    }
    words[wordCount++] = value;
    return value;
  }

  @Override
  public void values(long[] values) {
    for (long value : values) {
      value(value);
    }
  }

  @Override
  public <T extends Fingerprinted> T value(T value) {
    object(value);
    return value;
  }

  @Override
  public byte[] bytes(byte[] bytes, int length) {
    object(Arrays.copyOf(bytes, length));
    return bytes;
  }

  /// What was shown so far.
  public Saved saved() {
    return new Saved(Arrays.copyOf(words, wordCount), Arrays.copyOf(objects, objectCount));
  }

  private void object(Object object) {
    if (objectCount == objects.length) {
      objects = Arrays.copyOf(objects, 2 * objectCount);
    }
    objects[objectCount++] = object;
  }
}
