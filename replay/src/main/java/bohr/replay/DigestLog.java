package bohr.replay;

import java.util.Arrays;

/// The digests of the first run of several, at every so many steps, which the others must have too.
final class DigestLog implements ProbingScheduler.Points {

  private final long every;
  private long[] digests = new long[64];
  private int count;
  private int position;
  private boolean first = true;
  private long compared;

  DigestLog(long every) {
    if (every < 1) {
      throw new IllegalArgumentException("digests every " + every + " steps");
    }
    this.every = every;
  }

  /// Another run begins.
  void begin() {
    first = count == 0;
    position = 0;
  }

  /// How many digests were compared with one of the first run.
  long compared() {
    return compared;
  }

  @Override
  public long after(long step) {
    return step - step % every + every;
  }

  /// The run has `digest` behind so many steps.
  ///
  /// @throws ReplayDivergence if the first run had another one
  void at(long step, long digest) {
    if (first) {
      if (count == digests.length) {
        digests = Arrays.copyOf(digests, 2 * count);
      }
      digests[count++] = digest;
      return;
    }
    long expected = position < count ? digests[position++] : 0;
    if (expected != digest) {
      throw new ReplayDivergence(
          step, "(replayed once) a state with the digest " + Replayer.hex(expected),
          "(replayed again) " + Replayer.hex(digest));
    }
    compared++;
  }
}
