package bohr.emulator.device.nvme;

import static bohr.emulator.device.nvme.NvmeDriver.ENTRIES;
import static bohr.emulator.device.nvme.NvmeDriver.EVENT_INDEXES;
import static bohr.emulator.device.nvme.NvmeDriver.RAM;
import static bohr.emulator.device.nvme.NvmeDriver.SHADOWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NvmeShadowTest {

  private static final int CONFIG = 0x7c;
  private static final String BUGGY = "event-index=after-look";

  private static NvmeDriver shadowed(String... settings) {
    NvmeDriver driver = NvmeDriver.ready(2, settings);
    assertEquals(
        0, driver.admin(CONFIG, 0, RAM + SHADOWS, RAM + EVENT_INDEXES, 0, 0).status());
    return driver;
  }

  /// Whether the driver has to ring, as drivers compute it.
  private static boolean eventNeeded(int eventIndex, int newValue, int oldValue) {
    return (newValue - eventIndex - 1 & 0xffff) < (newValue - oldValue & 0xffff);
  }

  /// Stores `value` as a shadow doorbell; rings if the controller wants that.
  ///
  /// @return whether it rang
  private static boolean shadow(NvmeDriver driver, int offset, int value) {
    int before = driver.bench.memory.load32(SHADOWS + offset);
    driver.bench.ram32(SHADOWS + offset, value);
    boolean ring = eventNeeded(driver.bench.memory.load32(EVENT_INDEXES + offset), value, before);
    if (ring) {
      driver.bench.store(0x1000 + offset, value);
    }
    return ring;
  }

  private static boolean submit(NvmeDriver driver, int queue) {
    driver.put(queue, 0, 1, 0, 0, 0, 0, 0);
    return shadow(driver, 8 * queue, driver.tail(queue));
  }

  private static int taken(NvmeDriver driver, int queue) {
    int count = 0;
    while (driver.peek(queue) != null) {
      shadow(driver, 8 * queue + 4, driver.head(queue));
      driver.bench.settle();
      count++;
    }
    return count;
  }

  @Test
  void buffersMustBeAligned() {
    NvmeDriver driver = NvmeDriver.ready(1);
    assertEquals(0x02, driver.admin(CONFIG, 0, RAM + 8, RAM, 0, 0).status());
    assertEquals(0x02, driver.admin(CONFIG, 0, RAM, RAM + 8, 0, 0).status());
    NvmeDriver without = NvmeDriver.ready(1, "doorbell-buffers=off");
    assertEquals(0x01, without.admin(CONFIG, 0, RAM, RAM, 0, 0).status());
  }

  @Test
  void theHostRingsWhenTheControllerSleepsAndNotWhileItIsAwake() {
    NvmeDriver driver = shadowed("io-threads=1");
    assertTrue(submit(driver, 1), "the controller sleeps");
    driver.bench.settleUntil(1, "OpenShadow[shadow=tail");
    assertFalse(submit(driver, 1), "the controller has not looked yet");
    driver.bench.settle();
    assertEquals(2, driver.bench.memory.load32(EVENT_INDEXES + 8));
    assertEquals(2, taken(driver, 1));
    assertTrue(submit(driver, 1));
  }

  @Test
  void queuesWrapAroundWithoutLosingADoorbell() {
    NvmeDriver driver = shadowed();
    for (int i = 0; i < 5 * ENTRIES; i++) {
      submit(driver, 1);
      if (i % 3 != 0) {
        driver.bench.settle();
        assertTrue(taken(driver, 1) > 0);
      }
    }
    driver.bench.settle();
    taken(driver, 1);
    assertEquals("", driver.bench.device.pendingWork());
  }

  /// The window of Z04: the host posts between the controller's last look and its going to sleep.
  private static NvmeDriver postInTheWindow(String... settings) {
    NvmeDriver driver = shadowed(settings);
    submit(driver, 1);
    NvmeBench bench = driver.bench;
    bench.settleUntil(1, "TakeShadow[tail");
    submit(driver, 1);
    bench.settle();
    return driver;
  }

  @Test
  void anEventIndexWrittenBeforeTheLookLosesNothing() {
    NvmeDriver driver = postInTheWindow("io-threads=1");
    assertEquals(2, taken(driver, 1));
    assertEquals("", driver.bench.device.pendingWork());
  }

  @Test
  void anEventIndexWrittenAfterTheLookLosesADoorbell() {
    NvmeDriver driver = shadowed("io-threads=1", BUGGY);
    submit(driver, 1);
    driver.bench.settleUntil(1, "WriteEventIndex[tail");
    assertFalse(submit(driver, 1));
    driver.bench.settle();
    assertEquals(1, taken(driver, 1));
    assertEquals(
        "a doorbell that the controller does not know of: "
            + "the tail of submission queue 1 is 2 in memory, 1 in the controller",
        driver.bench.device.pendingWork());
  }

  @Test
  void roomInTheCompletionQueueIsFoundInTheShadow() {
    NvmeDriver driver = shadowed("io-threads=1");
    for (int i = 0; i < ENTRIES - 1; i++) {
      submit(driver, 1);
    }
    driver.bench.settle();
    for (int i = 0; i < 4; i++) {
      assertNotNull(driver.peek(1));
    }
    driver.bench.ram32(SHADOWS + 12, 4);
    for (int i = 0; i < 4; i++) {
      submit(driver, 1);
    }
    driver.bench.settle();
    assertEquals("", driver.bench.device.pendingWork());
    assertEquals(ENTRIES - 1, taken(driver, 1));
  }

  @Test
  void aHostThatMakesRoomLaterIsToldToRing() {
    NvmeDriver driver = shadowed("io-threads=1");
    for (int i = 0; i < ENTRIES - 1; i++) {
      submit(driver, 1);
    }
    driver.bench.settle();
    submit(driver, 1);
    driver.bench.settle();
    assertTrue(driver.bench.describe(1).startsWith("AwaitRoom"), driver.bench.describe(1));
    assertEquals(ENTRIES, taken(driver, 1));
    assertEquals("Idle", driver.bench.describe(1));
  }

  @Test
  void intxFallsThoughTheHostSaysSoInMemoryOnly() {
    NvmeDriver driver = shadowed();
    submit(driver, 1);
    driver.bench.settle();
    assertTrue(driver.bench.intx);
    assertEquals(1, taken(driver, 1));
    assertFalse(driver.bench.intx);
    submit(driver, 1);
    submit(driver, 1);
    driver.bench.settle();
    assertTrue(driver.bench.intx);
    assertEquals(2, taken(driver, 1));
    assertFalse(driver.bench.intx);
  }

  @Test
  void aShadowThatCannotBeIsAnEventAndNothingMore() {
    NvmeDriver driver = shadowed();
    driver.admin(0x0c, 0, 0, 0, 0, 0);
    submit(driver, 1);
    driver.bench.ram32(SHADOWS + 8, 0x7777);
    driver.bench.settle();
    assertEquals(0x1_0100, driver.take(0).result());
    assertNotNull(driver.peek(1));
    assertNull(driver.peek(1));
  }

  /// The host's steps and the controller's in any order: every command completes, and INTx falls.
  @Property(tries = 300)
  void noOrderLosesADoorbell(@ForAll long seed) {
    Random random = new Random(seed);
    NvmeDriver driver = shadowed("io-threads=" + (1 + random.nextInt(4)));
    int submitted = 0;
    int taken = 0;
    for (int i = 0; i < 150; i++) {
      int queue = 1 + random.nextInt(2);
      if (random.nextBoolean() && submitted - taken < ENTRIES - 1) {
        driver.put(queue, 0, 1, 0, 0, 0, 0, 0);
        shadowSlowly(driver, 8 * queue, driver.tail(queue), random);
        submitted++;
      } else if (driver.peek(queue) != null) {
        shadowSlowly(driver, 8 * queue + 4, driver.head(queue), random);
        taken++;
      }
      driver.bench.settle(random, random.nextInt(12));
    }
    driver.bench.settle();
    assertEquals("", driver.bench.device.pendingWork());
    assertEquals(submitted, taken + taken(driver, 1) + taken(driver, 2));
    assertFalse(driver.bench.intx);
    assertNull(driver.bench.monitor.finding());
  }

  /// As [#shadow], but the controller may move between the host's accesses.
  private static void shadowSlowly(NvmeDriver driver, int offset, int value, Random random) {
    NvmeBench bench = driver.bench;
    int before = bench.memory.load32(SHADOWS + offset);
    bench.ram32(SHADOWS + offset, value);
    bench.settle(random, random.nextInt(12));
    int eventIndex = bench.memory.load32(EVENT_INDEXES + offset);
    bench.settle(random, random.nextInt(12));
    if (eventNeeded(eventIndex, value, before)) {
      bench.store(0x1000 + offset, value);
    }
  }
}
