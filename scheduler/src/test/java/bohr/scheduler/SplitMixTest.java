package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitMixTest {

  @Test
  void theOutputsOfSeed0AreThoseOfTheReferenceImplementation() {
    SplitMix random = new SplitMix(0);
    assertEquals(0xe220a8397b1dcdafL, random.next());
    assertEquals(0x6e789e6aa1b965f4L, random.next());
    assertEquals(0x06c45d188009454fL, random.next());
  }

  @Test
  void seedingErasesThePast() {
    SplitMix random = new SplitMix(7);
    random.next();
    random.seed(0);
    assertEquals(0xe220a8397b1dcdafL, random.next());
  }

  @Test
  void everyNumberBelowABoundIsAboutEquallyFrequent() {
    SplitMix random = new SplitMix(1);
    int[] counts = new int[6];
    for (int draw = 0; draw < 60_000; draw++) {
      counts[random.below(6)]++;
    }
    // 10,000 each, give or take a standard deviation of 91.
    assertArrayEquals(new int[] {10_075, 10_010, 10_020, 10_090, 9_824, 9_981}, counts);
  }

  @Test
  void aBoundThatIsNoPowerOfTwoIsNotBiased() {
    // 2^32 numbers cannot be dealt out evenly over 3·2^29 values: 3, 3 and 2 in turn. Unless some
    // draws are rejected, remainder 2 comes up 7,500 times, and the others 11,250 times.
    SplitMix random = new SplitMix(2);
    int bound = 3 << 29;
    int[] counts = new int[3];
    for (int draw = 0; draw < 30_000; draw++) {
      counts[random.below(bound) % 3]++;
    }
    assertArrayEquals(new int[] {9_959, 10_087, 9_954}, counts);
  }

  @Test
  void theOnlyNumberBelowOneIsZero() {
    SplitMix random = new SplitMix(3);
    for (int draw = 0; draw < 100; draw++) {
      assertEquals(0, random.below(1));
    }
  }

  @Test
  void geometricLengthsHaveTheirMeanAndHalveAsTheyShould() {
    SplitMix random = new SplitMix(4);
    int[] counts = new int[4];
    long sum = 0;
    for (int draw = 0; draw < 16_000; draw++) {
      int length = random.geometric(2);
      sum += length;
      counts[Math.min(length, 4) - 1]++;
    }
    // Mean 2: 32,000; lengths 1, 2, 3 and more: a half, a quarter, an eighth, an eighth.
    assertEquals(32_098, sum);
    assertArrayEquals(new int[] {7_973, 4_020, 1_924, 2_083}, counts);
  }

  @Test
  void geometricLengthsOfMeanOneAreOne() {
    SplitMix random = new SplitMix(5);
    for (int draw = 0; draw < 100; draw++) {
      assertEquals(1, random.geometric(1));
    }
  }

  @Test
  void everyMemberOfASetIsAboutEquallyFrequent() {
    SplitMix random = new SplitMix(6);
    int[] counts = new int[64];
    for (int draw = 0; draw < 3_000; draw++) {
      counts[random.member(1L << 63 | 1L << 5 | 1)]++;
    }
    assertArrayEquals(new int[] {1_019, 972, 1_009}, new int[] {counts[0], counts[5], counts[63]});
  }

  @Test
  void halfOfAllValuesAreTheStrongestOrdering() {
    SplitMix random = new SplitMix(7);
    int[] counts = new int[3];
    for (int draw = 0; draw < 4_000; draw++) {
      counts[random.value(3)]++;
    }
    assertArrayEquals(new int[] {1_988, 1_032, 980}, counts);
  }

  @Test
  void neighbouringCampaignsShareNoSeeds() {
    Set<Long> seeds = new HashSet<>();
    for (long campaign = 0; campaign < 100; campaign++) {
      for (long index = 0; index < 100; index++) {
        seeds.add(SplitMix.seedOf(campaign, index));
      }
    }
    assertEquals(10_000, seeds.size());
    assertNotEquals(SplitMix.seedOf(0, 1), SplitMix.seedOf(1, 0));
  }

  @Test
  void theSeedOfAnExecutionNeverChanges() {
    // Written into traces and bug reports: changing these numbers changes what every seed means.
    assertEquals(0xa706dd2f4d197e6fL, SplitMix.seedOf(0, 0));
    assertEquals(0x71396dcfb0488b02L, SplitMix.seedOf(1, 999));
  }
}
