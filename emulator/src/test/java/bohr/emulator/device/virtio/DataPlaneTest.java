package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Chooser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handlers that are attached and detached, and devices that are saved and resumed.
class DataPlaneTest {

  private static final int QUEUE = 0;
  private static final int BAR = 4;
  private static final int STATUS = 0x14;
  private static final int NOTIFY = 0x3000;
  private static final int MIGRATION_BAR = 2;

  private VirtioBench bench;
  private GuestDriver driver;
  private long memory;

  private void disk(String... settings) {
    bench = new VirtioBench(new VirtioBlockModel(), settings);
    memory = bench.allot(64);
    bench.write(memory, 4, 4); // a flush
    bringUp();
  }

  private void bringUp() {
    driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
  }

  /// Offers a request and rings, and nothing moves.
  private void request() {
    driver.queue(QUEUE).add(false, List.of(readable(memory, 16), writable(memory + 16, 1)));
    bench.store(BAR, NOTIFY, 2, QUEUE);
  }

  private void stepThread() {
    bench.device.threads().getFirst().perform(1, Chooser.STRONGEST);
  }

  private void reset() {
    bench.store(BAR, STATUS, 1, 0);
  }

  private long status() {
    return bench.load(BAR, STATUS, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "from-hart", "from-thread"})
  void aRequestIsServedBeforeAndAfterAReset(String stop) {
    disk("data-plane-stop=" + stop);
    for (int round = 0; round < 3; round++) {
      request();
      bench.settle();
      assertEquals(1, driver.queue(QUEUE).poll().written());
      reset();
      bench.settle();
      assertEquals(0, status());
      bringUp();
    }
    assertNull(bench.monitor.finding());
  }

  @Test
  void aHandlerThatWasCalledBeforeTheHartFreedItsDataPlaneIsAFinding() {
    disk("data-plane-stop=from-hart");
    request();
    stepThread();
    reset();
    bench.settle();
    assertEquals("stale-handle at virtio-blk data plane", bench.monitor.finding().signature());
  }

  @Test
  void aHandlerThatWasNotCalledYetIsTakenAway() {
    disk("data-plane-stop=from-hart");
    request();
    reset();
    bench.settle();
    assertNull(bench.monitor.finding());
  }

  @Test
  void aThreadThatDetachesItsOwnHandlerEndsTheResetItself() {
    disk("data-plane-stop=from-thread");
    request();
    stepThread();
    reset();
    assertNotEquals(0, status());
    bench.settle();
    assertEquals(0, status());
    assertNull(bench.monitor.finding());
  }

  @Test
  void aResetThatIsAskedForTwiceIsOneReset() {
    disk("data-plane-stop=from-thread");
    reset();
    reset();
    bench.settle();
    assertEquals(0, status());
    bringUp();
    request();
    bench.settle();
    assertEquals(1, driver.queue(QUEUE).poll().written());
  }

  @Test
  void aCardWithTwoQueuesIsResetWhenBothAreDetached() {
    bench = new VirtioBench(new VirtioNetModel(), "data-plane-stop=from-thread");
    bringUp();
    reset();
    assertNotEquals(0, status());
    bench.settle();
    assertEquals(0, status());
    assertNull(bench.monitor.finding());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rekick", "nothing"})
  void aNotificationThatNobodyHasLookedAtIsNotSaved(String onResume) {
    disk("migration=on", "on-resume=" + onResume);
    request();
    bench.store(MIGRATION_BAR, 0, 4, 1);
    assertEquals(1, bench.load(MIGRATION_BAR, 0, 4));
    bench.settle();
    assertEquals(onResume.equals("rekick"), driver.queue(QUEUE).poll() != null);
  }

  @Test
  void aDeviceWithABufferInHandIsNotSaved() {
    disk("migration=on", "on-resume=nothing");
    request();
    for (int i = 0; i < 5; i++) {
      stepThread();
    }
    bench.store(MIGRATION_BAR, 0, 4, 1);
    assertEquals(0, bench.load(MIGRATION_BAR, 0, 4));
    bench.settle();
    assertEquals(1, driver.queue(QUEUE).poll().written());
  }
}
