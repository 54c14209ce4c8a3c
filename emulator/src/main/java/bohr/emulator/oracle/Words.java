package bohr.emulator.oracle;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import java.util.Arrays;

/// The state of an oracle whose size varies, written out in words.
final class Words {

  private long[] words = new long[64];
  private int count;
  private int read;

  /// What was written, as a value of a walk.
  record Frozen(long[] words) implements Fingerprinted {

    @Override
    public long fingerprint() {
      return Digest.mix(Digest.of(words), words.length);
    }
  }

  Words() {}

  Words(Frozen frozen) {
    words = frozen.words;
    count = words.length;
  }

  void add(long... more) {
    if (count + more.length > words.length) {
      words = Arrays.copyOf(words, Math.max(2 * words.length, count + more.length));
    }
    System.arraycopy(more, 0, words, count, more.length);
    count += more.length;
  }

  long next() {
    return words[read++];
  }

  Frozen frozen() {
    return new Frozen(Arrays.copyOf(words, count));
  }
}
