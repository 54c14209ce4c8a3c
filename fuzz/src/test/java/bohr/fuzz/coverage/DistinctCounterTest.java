package bohr.fuzz.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.scheduler.SplitMix;
import org.junit.jupiter.api.Test;

/// Exact while it can be, an unbiased estimate behind that, in any order.
class DistinctCounterTest {

  @Test
  void repeatedHashesCountOnceAndZeroIsAHashToo() {
    DistinctCounter counter = new DistinctCounter(1000);
    for (int i = 0; i < 3; i++) {
      counter.add(0);
      counter.add(-1);
      counter.add(1L << 40);
    }
    assertEquals(3, counter.count());
    assertTrue(counter.exact());
  }

  @Test
  void theCountIsExactUpToTheBound() {
    DistinctCounter counter = new DistinctCounter(5000);
    for (int i = 0; i < 10_000; i++) {
      counter.add(SplitMix.seedOf(7, i % 5000));
    }
    assertEquals(5000, counter.count());
    assertTrue(counter.exact());
  }

  @Test
  void behindTheBoundTheEstimateDoesNotDependOnTheOrder() {
    DistinctCounter forwards = new DistinctCounter(4096);
    DistinctCounter backwards = new DistinctCounter(4096);
    int distinct = 1_000_000;
    for (int i = 0; i < distinct; i++) {
      forwards.add(SplitMix.seedOf(7, i));
      backwards.add(SplitMix.seedOf(7, distinct - 1 - i));
    }
    assertFalse(forwards.exact());
    assertEquals(forwards.count(), backwards.count());
    // The standard error is 1.2 / √4096 = 1.9 %; this seed happens to be off by less than two.
    assertEquals(distinct, forwards.count(), 0.04 * distinct);
  }
}
