package bohr.scheduler;

/// Draws numbers of trials up to the first success, each with probability `1 / mean`, at the cost
/// of one random number whatever the mean is: for slices so long that counting trial by trial
/// ([SplitMix#geometric]) would cost as much as the steps themselves.
///
/// By inversion: the result is greater than k with probability `(1 - 1 / mean)^k`, so it is found
/// by comparing one random number with these powers. All in 64-bit fixed point, rounded down, so
/// that a seed means the same everywhere.
public final class Geometric {

  /// The result is below 2 to the power of this.
  private static final int BITS = 30;

  /// `(1 - 1 / mean)` to the power of 2^i, as a fraction of 2^64.
  private final long[] powers = new long[BITS];

  /// @param mean at least 2
  public Geometric(int mean) {
    if (mean < 2) {
      throw new IllegalArgumentException("mean " + mean);
    }
    powers[0] = -Long.divideUnsigned(-1, mean);
    for (int i = 1; i < BITS; i++) {
      powers[i] = Math.unsignedMultiplyHigh(powers[i - 1], powers[i - 1]);
    }
  }

  /// The next number, at least 1, on average the mean.
  public int next(SplitMix random) {
    long drawn = random.next();
    long reached = -1;
    int trials = 0;
    for (int i = BITS - 1; i >= 0; i--) {
      long further = Math.unsignedMultiplyHigh(reached, powers[i]);
      if (Long.compareUnsigned(drawn, further) < 0) {
        reached = further;
        trials += 1 << i;
      }
    }
    return trials + 1;
  }
}
