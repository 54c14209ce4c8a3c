package bohr.fuzz.explore;

import bohr.emulator.agent.Chooser;
import bohr.fuzz.target.Target;
import bohr.scheduler.SplitMix;

/// Estimates how many executions a stateless search will follow, before it begins. A random path
/// down the tree stands for as many executions as the product of the branchings on it; the mean
/// over many paths is unbiased (Knuth, "Estimating the Efficiency of Backtrack Programs",
/// Mathematics of Computation 29, 1975), though it may take very many of them to come near.
///
/// The tree is that of sleep sets, which has an execution for each Mazurkiewicz trace; source-DPOR
/// follows the same executions.
final class Probe {

  private final ExploreOptions options;
  private final Walk walk;

  Probe(Target target, ExploreOptions options) {
    this.options = options;
    walk = new Walk(target, options, ExploreListener.SILENT);
  }

  /// The mean over `probes` paths, 0 if there are none; the same for the same seed.
  double executions(int probes, long seed) {
    double sum = 0;
    for (int probe = 0; probe < probes; probe++) {
      sum += probe(new SplitMix(SplitMix.seedOf(seed, probe)));
    }
    return probes == 0 ? 0 : sum / probes;
  }

  /// One path.
  ///
  /// @return how many executions it stands for; 0 if it does not come to an end
  private double probe(SplitMix random) {
    walk.stage.rewind();
    walk.path.cut(0);
    boolean reduced = options.reduction() != Reduction.NONE;
    double weight = 1;
    long sleep = 0;
    int last = Walk.NOBODY;
    int preemptions = 0;
    boolean yields = reduced && walk.settle(last, Walk.Waking.IGNORED);
    while (walk.goesOn()) {
      Frame frame = new Frame(walk, last, yields, preemptions);
      boolean mayPreempt = preemptions < options.preemptions();
      long able = Frame.allowed(frame.enabled, last, frame.lastGoesOn, mayPreempt) & ~sleep;
      if (able == 0) {
        return 0;
      }
      last = random.member(able);
      weight *= Long.bitCount(able);
      preemptions = frame.preemptionsWith(last);
      if (reduced) {
        long before = able & (1L << last) - 1;
        sleep = frame.dependence.independent(sleep | before, last);
      }
      RandomValues values = new RandomValues(random);
      yields = walk.take(last, values);
      weight *= values.product;
      yields |= reduced && walk.settle(last, Walk.Waking.IGNORED);
    }
    return walk.system.ended() ? weight : 0;
  }

  /// Every value is equally likely.
  private static final class RandomValues implements Chooser {

    private final SplitMix random;
    private double product = 1;

    RandomValues(SplitMix random) {
      this.random = random;
    }

    @Override
    public int choose(int agent, int alternatives) {
      product *= alternatives;
      return random.below(alternatives);
    }
  }
}
