package bohr.emulator.device.nvme;

import static bohr.emulator.device.nvme.NvmeDriver.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NvmeResetTest {

  private static final int DEVICE_CONTROL = 0x48;
  private static final int FUNCTION_LEVEL_RESET = 1 << 15;

  /// A write of block 5 is in flight, its data in the buffer, when the host clears CC.EN; it then
  /// waits for CSTS.RDY to fall.
  private static NvmeDriver resetDuringWrite(String order) {
    NvmeDriver driver = NvmeDriver.ready(1, "reset-order=" + order);
    NvmeBench bench = driver.bench;
    bench.fillRam(DATA, 512, 0xab);
    driver.write(1, 5);
    bench.settleUntil(1, "CommitBlock");
    bench.store(NvmeDriver.CC, NvmeDriver.ENABLED & ~1);
    while (bench.load(NvmeDriver.CSTS) != 0) {
      bench.step(NvmeBench.ADMIN);
    }
    return driver;
  }

  @Test
  void cancelFirstDropsWhatIsInFlight() {
    NvmeDriver driver = resetDuringWrite("cancel-first");
    assertEquals("Idle", driver.bench.describe(1));
    driver.bench.settle();
    assertArrayEquals(new byte[6 * 512], driver.bench.contents(0, 6 * 512));
    assertNull(driver.take(1));
    assertNull(driver.bench.monitor.finding());
  }

  @Test
  void clearFirstLetsTheWriteInFlightHitBlockZero() {
    NvmeDriver driver = resetDuringWrite("clear-first");
    driver.bench.settle();
    assertEquals((byte) 0xab, driver.bench.contents(0, 1)[0]);
    assertEquals(0, driver.bench.contents(5 * 512, 1)[0]);
  }

  @Test
  void clearFirstLetsAReadInFlightWriteMemoryAfterTheReset() {
    NvmeDriver driver = NvmeDriver.ready(1, "reset-order=clear-first");
    NvmeBench bench = driver.bench;
    driver.submit(1, 2, 1, NvmeDriver.RAM + DATA, 0, 0, 0, 0);
    bench.settleUntil(1, "Beat");
    bench.store(NvmeDriver.CC, 0);
    while (bench.load(NvmeDriver.CSTS) != 0) {
      bench.step(NvmeBench.ADMIN);
    }
    bench.fillRam(DATA, 512, 0xab);
    bench.step(1);
    bench.settle();
    assertEquals(0, bench.ram(DATA, 1)[0], "the guest's buffer was overwritten");
    assertNotNull(bench.monitor.finding());
    assertEquals("gate", bench.monitor.finding().oracle());
  }

  @Test
  void afterAResetTheControllerIsAsNew() {
    NvmeDriver driver = NvmeDriver.ready(2);
    driver.admin(0x09, 0, 0, 0, 0x0b, 0x1f);
    driver.admin(0x0c, 0, 0, 0, 0, 0);
    driver.bench.store(0x0c, 2);
    driver.write(1, 5);
    driver.write(2, 6);
    driver.bench.settleUntil(1, "AwaitData");
    driver.bench.store(NvmeDriver.CC, 0);
    driver.bench.settle();
    assertFalse(driver.bench.intx);
    assertEquals(0, driver.bench.load(0x0c));
    driver.enable();
    assertEquals(1, driver.bench.load(NvmeDriver.CSTS));
    assertEquals(0, driver.admin(0x0a, 0, 0, 0, 0x0b, 0).result());
    driver.createPair(1);
    int cid = driver.write(1, 5);
    driver.bench.settle();
    assertEquals(cid, driver.take(1).cid());
    assertNull(driver.take(0), "the event request is forgotten");
    assertNull(driver.bench.monitor.finding());
  }

  @Test
  void aResetInTheMiddleOfAnythingLeadsToANewBeginning() {
    NvmeDriver first = NvmeDriver.ready(1);
    first.write(1, 5);
    int steps = first.bench.settle();
    for (int cut = 0; cut <= steps; cut++) {
      NvmeDriver driver = NvmeDriver.ready(1);
      driver.write(1, 5);
      driver.bench.settle(new Random(cut), cut);
      driver.bench.store(NvmeDriver.CC, 0);
      driver.bench.store(NvmeDriver.CC, NvmeDriver.ENABLED);
      driver.bench.store(NvmeDriver.CC, 0);
      driver.bench.settle();
      driver.enable();
      driver.createPair(1);
      int cid = driver.write(1, 6);
      driver.bench.settle();
      assertEquals(cid, driver.take(1).cid(), "cut after " + cut);
      assertNull(driver.bench.monitor.finding());
    }
  }

  @Test
  void aFunctionLevelResetInFlightTakesEverythingBack() {
    NvmeDriver driver = NvmeDriver.ready(1);
    NvmeBench bench = driver.bench;
    driver.write(1, 5);
    bench.settleUntil(1, "AwaitData");
    bench.device.function().writeConfig(DEVICE_CONTROL, 2, FUNCTION_LEVEL_RESET);
    assertEquals(0, bench.load(NvmeDriver.CSTS));
    assertEquals(0, bench.load(NvmeDriver.CC));
    assertEquals(0, bench.load(0x28, 8));
    bench.settle();
    assertArrayEquals(new byte[512], bench.contents(5 * 512, 512));
    bench.busMaster(true);
    driver.enable();
    driver.createPair(1);
    driver.write(1, 5);
    bench.settle();
    assertEquals(0, driver.take(1).status());
    assertNull(bench.monitor.finding());
  }

  @Test
  void doorbellsOfADisabledControllerAreIgnored() {
    NvmeDriver driver = new NvmeDriver();
    driver.bench.store(0x1000, 3);
    driver.bench.store(0x1008, 3);
    assertEquals(0, driver.bench.settle());
    driver.enable();
    assertNull(driver.take(0));
  }
}
