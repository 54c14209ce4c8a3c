package bohr.emulator.oracle;

import bohr.emulator.state.Digest;
import java.util.Arrays;

/// What some bytes of memory have been as a whole, since somebody asked: see [TornRecordOracle].
final class Versions {

  /// So many are remembered.
  static final int MOST = 64;

  private final byte[] contents;

  /// Which bytes the transfer under way has written; whose it is.
  private final boolean[] written;

  private long writer = -1;

  /// Hashes of what the bytes were as a whole.
  private final long[] hashes = new long[MOST];

  private int count;

  Versions(byte[] contents) {
    this.contents = contents.clone();
    written = new boolean[contents.length];
    hashes[count++] = hash(contents);
  }

  int length() {
    return contents.length;
  }

  /// Whether the bytes were `copy` at some time; also if that is not known any more.
  boolean include(byte[] copy) {
    long hash = hash(copy);
    return count == MOST || Arrays.stream(hashes, 0, count).anyMatch(each -> each == hash);
  }

  /// The link `by` writes `data`, of which the first byte goes to offset `from`, perhaps outside.
  void write(long by, int from, byte[] data) {
    int first = Math.max(from, 0);
    int end = Math.min(from + data.length, contents.length);
    boolean again = writer != by;
    for (int i = first; i < end; i++) {
      again |= written[i];
    }
    if (again) {
      Arrays.fill(written, false);
      writer = by;
    }
    System.arraycopy(data, first - from, contents, first, end - first);
    Arrays.fill(written, first, end, true);
    if (count < MOST && isWhole()) {
      hashes[count++] = hash(contents);
    }
  }

  private boolean isWhole() {
    for (boolean each : written) {
      if (!each) {
        return false;
      }
    }
    return true;
  }

  private static long hash(byte[] bytes) {
    long hash = bytes.length;
    for (byte b : bytes) {
      hash = Digest.mix(hash, b);
    }
    return hash;
  }

  void save(Words into) {
    into.add(contents.length);
    for (int i = 0; i < contents.length; i++) {
      into.add(contents[i], written[i] ? 1 : 0);
    }
    into.add(writer, count);
    into.add(Arrays.copyOf(hashes, count));
  }

  static Versions load(Words from) {
    Versions versions = new Versions(new byte[(int) from.next()]);
    for (int i = 0; i < versions.contents.length; i++) {
      versions.contents[i] = (byte) from.next();
      versions.written[i] = from.next() != 0;
    }
    versions.writer = from.next();
    versions.count = (int) from.next();
    for (int i = 0; i < versions.count; i++) {
      versions.hashes[i] = from.next();
    }
    return versions;
  }
}
