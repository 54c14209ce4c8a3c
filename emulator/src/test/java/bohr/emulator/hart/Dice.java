package bohr.emulator.hart;

import bohr.emulator.state.Digest;

/// Numbers that depend on a seed alone, for tests that write random programs.
final class Dice {

  private final long seed;
  private long count;

  Dice(long seed) {
    this.seed = seed;
  }

  long next() {
    return Digest.of(seed, count++);
  }

  /// 0 to `bound - 1`.
  int next(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  @SafeVarargs
  final <T> T oneOf(T... alternatives) {
    return alternatives[next(alternatives.length)];
  }

  /// A number that is often at a corner.
  long corner() {
    long near = oneOf(0L, 1L << 31, 1L << 32, 1L << 63, -1L << 31, -1L << 32) + next(5) - 2;
    return next(2) == 0 ? near : next() >> next(64);
  }
}
