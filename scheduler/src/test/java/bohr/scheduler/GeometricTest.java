package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GeometricTest {

  @Test
  void theMeanIsWhatWasAskedFor() {
    SplitMix random = new SplitMix(1);
    Geometric geometric = new Geometric(10_000);
    long sum = 0;
    int beyondTheMean = 0;
    int draws = 1_000_000;
    for (int i = 0; i < draws; i++) {
      int length = geometric.next(random);
      assertTrue(length >= 1);
      sum += length;
      beyondTheMean += length > 10_000 ? 1 : 0;
    }
    // The standard deviation of the average is 10, that of the count 482 around 367,861.
    assertEquals(9_981, sum / draws);
    assertEquals(367_356, beyondTheMean);
  }

  @Test
  void withEvenChancesItTossesACoin() {
    SplitMix random = new SplitMix(2);
    Geometric coin = new Geometric(2);
    int[] counts = new int[4];
    for (int i = 0; i < 8_000; i++) {
      counts[Math.min(coin.next(random), 4) - 1]++;
    }
    assertEquals("[4015, 1970, 982, 1033]", Arrays.toString(counts));
  }

  @Test
  void aMeanOfOneIsNoChoice() {
    assertThrows(IllegalArgumentException.class, () -> new Geometric(1));
  }
}
