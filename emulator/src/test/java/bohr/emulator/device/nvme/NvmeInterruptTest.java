package bohr.emulator.device.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.pci.MsiX;
import org.junit.jupiter.api.Test;

class NvmeInterruptTest {

  /// Where the messages of the vectors go: words of guest memory.
  private static final int MESSAGES = 0x5000;

  private static final int MSIX_CONTROL = 0x82;
  private static final int MSIX_ENABLE = 1 << 15;
  private static final int VECTORS = 5;

  private static void enableMsiX(NvmeDriver driver) {
    for (int vector = 0; vector < VECTORS; vector++) {
      table(driver, 16 * vector, NvmeDriver.RAM + MESSAGES + 4 * vector);
      table(driver, 16 * vector + 8, 0x40 + vector);
      table(driver, 16 * vector + 12, 0);
    }
    driver.bench.device.function().writeConfig(MSIX_CONTROL, 2, MSIX_ENABLE);
  }

  private static void table(NvmeDriver driver, int offset, long value) {
    driver.bench.run(driver.bench.device.store(4, offset, 4, value & 0xffff_ffffL));
  }

  private static int message(NvmeDriver driver, int vector) {
    int data = driver.bench.memory.load32(MESSAGES + 4 * vector);
    driver.bench.ram32(MESSAGES + 4 * vector, 0);
    return data;
  }

  @Test
  void eachCompletionQueueHasItsVector() {
    NvmeDriver driver = new NvmeDriver();
    enableMsiX(driver);
    driver.enable();
    driver.createPair(1, 1, 3);
    driver.createPair(2, 2, 4);
    assertEquals(0x40, message(driver, 0));
    driver.write(2, 0);
    driver.bench.settle();
    assertEquals(0x44, message(driver, 4));
    assertEquals(0, message(driver, 3));
    driver.write(1, 0);
    driver.bench.settle();
    assertEquals(0x43, message(driver, 3));
    assertFalse(driver.bench.intx);
  }

  @Test
  void aMaskedVectorIsSentWhenItIsUnmasked() {
    NvmeDriver driver = new NvmeDriver();
    enableMsiX(driver);
    driver.enable();
    driver.createPair(1, 1, 1);
    table(driver, 16 + 12, 1);
    driver.write(1, 0);
    driver.bench.settle();
    assertNotNull(driver.take(1));
    assertEquals(0, message(driver, 1));
    Phase pending = driver.bench.run(driver.bench.device.load(4, MsiX.PENDING_OFFSET, 4));
    assertEquals(new RegisterBank.Done(2), pending);
    table(driver, 16 + 12, 0);
    driver.bench.settle();
    assertEquals(0x41, message(driver, 1));
  }

  @Test
  void theMessageComesBehindTheCompletion() {
    NvmeDriver driver = new NvmeDriver();
    enableMsiX(driver);
    driver.enable();
    driver.createPair(1, 1, 1);
    driver.write(1, 0);
    driver.bench.settleUntil(1, "WriteEntry");
    driver.bench.step(1);
    driver.bench.step(1);
    assertNull(driver.peek(1), "the entry is still on the link");
    while (driver.bench.memory.load32(MESSAGES + 4) == 0) {
      driver.bench.step(NvmeBench.LINK);
    }
    assertNotNull(driver.peek(1));
  }

  @Test
  void aQueueWithoutInterruptsIsSilent() {
    NvmeDriver driver = new NvmeDriver();
    driver.enable();
    driver.forget(1);
    long page = NvmeDriver.RAM + NvmeDriver.cq(1);
    driver.admin(5, 0, page, 0, 7 << 16 | 1, 1);
    driver.admin(1, 0, NvmeDriver.RAM + NvmeDriver.sq(1), 0, 7 << 16 | 1, 1 << 16 | 1);
    driver.write(1, 0);
    driver.bench.settle();
    assertFalse(driver.bench.intx);
    assertNotNull(driver.take(1));
  }

  @Test
  void intxStaysUntilTheHostHasTakenEverything() {
    NvmeDriver driver = NvmeDriver.ready(2);
    driver.write(1, 0);
    driver.write(1, 1);
    driver.write(2, 2);
    driver.bench.settle();
    assertTrue(driver.bench.intx);
    assertNotNull(driver.take(1));
    assertNotNull(driver.take(2));
    assertTrue(driver.bench.intx, "one is left in queue 1");
    assertNotNull(driver.take(1));
    assertFalse(driver.bench.intx);
  }

  @Test
  void intxFollowsItsMask() {
    NvmeDriver driver = NvmeDriver.ready(1);
    driver.bench.store(0x0c, 1);
    driver.write(1, 0);
    driver.bench.settle();
    assertFalse(driver.bench.intx);
    assertEquals(1, driver.bench.load(0x0c));
    driver.bench.store(0x10, 1);
    assertTrue(driver.bench.intx);
    driver.bench.store(0x0c, 1);
    assertFalse(driver.bench.intx);
    assertEquals(1, driver.bench.load(0x10));
  }
}
