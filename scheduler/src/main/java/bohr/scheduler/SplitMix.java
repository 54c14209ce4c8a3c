package bohr.scheduler;

/// The project's own generator of random numbers, so that a seed means the same on every JDK.
/// Integers only: a floating-point number would tie schedules to a library's rounding.
///
/// SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014, with the output function that its authors' code and Vigna's reference use.
public final class SplitMix {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /// A generator that starts from `seed`; every seed is as good as any other.
  public SplitMix(long seed) {
    state = seed;
  }

  /// Starts again from `seed`, whatever was drawn before.
  public void seed(long seed) {
    state = seed;
  }

  /// The seed of execution number `index` of a campaign. It depends on nothing else, so that a
  /// campaign can hand out its executions to any number of host threads. Mixed twice, because
  /// people choose neighbouring campaign seeds.
  public static long seedOf(long campaignSeed, long index) {
    return mix(mix(campaignSeed + GAMMA) + GAMMA * (index + 1));
  }

  /// The next 64 bits.
  public long next() {
    state += GAMMA;
    return mix(state);
  }

  /// A number from 0 to `bound - 1`, each equally likely; `bound` is at least 1.
  ///
  /// Lemire, "Fast Random Integer Generation in an Interval", TOMACS 2019: a multiplication, and a
  /// division only where the draw could be biased.
  public int below(int bound) {
    long product = (next() >>> 32) * bound;
    if ((product & 0xffff_ffffL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xffff_ffffL) < threshold) {
        product = (next() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /// The number of trials up to the first success, each with probability `1 / mean`: at least 1, on
  /// average `mean`. Counted trial by trial: exact without a logarithm, and the cost is one draw
  /// for each step of the slice that is being measured out.
  public int geometric(int mean) {
    int trials = 1;
    while (below(mean) != 0 && trials < Integer.MAX_VALUE) {
      trials++;
    }
    return trials;
  }

  /// A member of `set` (bit i stands for i), each equally likely; the set is not empty. Spreading
  /// one bit over the set is an instruction on current hosts; a loop would mispredict its random
  /// exit.
  public int member(long set) {
    return Long.numberOfTrailingZeros(Long.expand(1L << below(Long.bitCount(set)), set));
  }

  /// A value for a step that has `alternatives`, at least 2: the strongest ordering, 0, with
  /// probability 1/2, and else one of the others, each equally likely. Half, because a value that
  /// is rarely 0 would make long ordered stretches, in which most bugs need to be set up,
  /// improbable.
  public int value(int alternatives) {
    return next() < 0 ? 0 : 1 + below(alternatives - 1);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
