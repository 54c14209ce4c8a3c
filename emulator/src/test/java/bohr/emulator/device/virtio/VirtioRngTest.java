package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VirtioRngTest {

  private static byte[] entropy(int bytes, String... settings) {
    VirtioBench bench = new VirtioBench(new VirtioRngModel(), settings);
    GuestDriver driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
    long buffer = bench.allot(bytes);
    driver.send(0, false, writable(buffer, bytes));
    int written = driver.queue(0).poll().written();
    return bench.read(buffer, written);
  }

  @Test
  void theSeedAloneDecidesWhatComes() {
    assertArrayEquals(entropy(61), entropy(61));
    assertArrayEquals(entropy(61), Arrays.copyOf(entropy(64), 61));
    assertFalse(Arrays.equals(entropy(64), entropy(64, "seed=2")));
  }

  @Test
  void aLargeBufferGetsSomeAndAReadableOneNothing() {
    assertEquals(1024, entropy(5000).length);
    VirtioBench bench = new VirtioBench(new VirtioRngModel());
    GuestDriver driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
    driver.send(0, false, readable(bench.allot(64), 64));
    assertEquals(0, driver.queue(0).poll().written());
  }

  @Test
  void noTwoBuffersAreAlike() {
    VirtioBench bench = new VirtioBench(new VirtioRngModel());
    GuestDriver driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
    long buffer = bench.allot(64);
    driver.send(0, false, writable(buffer, 64));
    driver.queue(0).poll();
    byte[] first = bench.read(buffer, 64);
    driver.send(0, false, writable(buffer, 64));
    assertFalse(Arrays.equals(first, bench.read(buffer, 64)));
  }
}
