package bohr.emulator.device.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediumTest {

  private static final int BYTES = 1 << 20;

  private static long digest(Medium medium) {
    DigestWalker walker = new DigestWalker();
    medium.walk(walker);
    return walker.digest();
  }

  private static Saved saved(Medium medium) {
    Saver saver = new Saver();
    medium.walk(saver);
    return saver.saved();
  }

  @Test
  void aMediumReadsAsAnArrayThatWasWrittenInTheSameWay() {
    byte[] expected = new byte[BYTES];
    Random random = new Random(1);
    random.nextBytes(expected);
    Medium medium = new Medium(DiskImage.raw(ImageBytes.of(expected.clone())));
    for (int i = 0; i < 2000; i++) {
      int length = 1 + random.nextInt(10_000);
      int at = random.nextInt(BYTES - length);
      if (i % 5 == 0) {
        Arrays.fill(expected, at, at + length, (byte) 0);
        medium.zero(at, length);
      } else {
        byte[] piece = new byte[length];
        random.nextBytes(piece);
        System.arraycopy(piece, 0, expected, at, length);
        medium.write(at, piece);
      }
    }
    assertArrayEquals(expected, medium.read(0, BYTES));
  }

  @Test
  void goingBackToASnapshotGivesItsContentsAndItsDigest() {
    Medium medium = new Medium(DiskImage.formatted(1 << 20));
    medium.write(1 << 28, new byte[] {1, 2, 3});
    Saved before = saved(medium);
    long digest = digest(medium);
    medium.write(1 << 28, new byte[] {4});
    medium.write(5, new byte[] {6});
    assertNotEquals(digest, digest(medium));
    medium.walk(new Loader().from(before));
    assertEquals(digest, digest(medium));
    assertArrayEquals(new byte[] {1, 2, 3}, medium.read(1 << 28, 3));
    assertEquals(1, medium.read(5, 1)[0]);
  }

  @Test
  void theLastSectorOfARawImageIsFilledUpWithZeroes() {
    Medium medium = new Medium(DiskImage.raw(ImageBytes.of(new byte[] {7, 8, 9})));
    assertArrayEquals(new byte[4], medium.read(8, 4));
    assertEquals(1, medium.sectors());
    byte[] expected = new byte[512];
    expected[0] = 7;
    expected[1] = 8;
    expected[2] = 9;
    assertArrayEquals(expected, medium.read(0, 512));
    medium.write(511, new byte[] {1});
    expected[511] = 1;
    assertArrayEquals(expected, medium.read(0, 512));
  }
}
