package bohr.emulator.device.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.state.Surrogate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlayStateTest {

  @Test
  void whatAGuestWroteToItsDiskIsWrittenDownAndReadAgain() {
    Random random = new Random(1);
    Overlay overlay = Overlay.EMPTY;
    for (int i = 0; i < 100; i++) {
      byte[] block = new byte[Overlay.BLOCK_BYTES];
      random.nextBytes(block);
      overlay = overlay.with(random.nextLong(1L << 30), block);
      Surrogate written = overlay.surrogate();
      assertEquals(overlay.fingerprint(), written.original().fingerprint());
    }
    byte[] last = overlay.block(0);
    assertArrayEquals(last, ((Overlay) overlay.surrogate().original()).block(0));
  }

  @Test
  void blocksThatNoImageHasAreRefused() {
    byte[][] one = {new byte[Overlay.BLOCK_BYTES]};
    assertThrows(IllegalArgumentException.class,
        () -> new Overlay.Written(1, new long[] {32}, one).original());
    assertThrows(IllegalArgumentException.class,
        () -> new Overlay.Written(99, new long[] {0}, one).original());
    assertThrows(IllegalArgumentException.class,
        () -> new Overlay.Written(1, new long[] {0, 1}, one).original());
    assertThrows(IllegalArgumentException.class,
        () -> new Overlay.Written(1, new long[] {-1}, one).original());
  }
}
