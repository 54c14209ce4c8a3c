package bohr.emulator.device.nvme;

import static bohr.emulator.device.nvme.NvmeDriver.DATA;
import static bohr.emulator.device.nvme.NvmeDriver.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.device.nvme.NvmeDriver.Cqe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NvmeSetupTest {

  private static final int IDENTIFY = 0x06;
  private static final int SET = 0x09;
  private static final int GET = 0x0a;

  private final NvmeDriver driver = new NvmeDriver();
  private final NvmeBench bench = driver.bench;

  private String text(int at, int length) {
    return new String(bench.ram(DATA + at, length), StandardCharsets.US_ASCII);
  }

  @Test
  void isAnNvmExpressFunctionWithMsiX() {
    var function = bench.device.function();
    assertEquals(0x01080201, function.readConfig(0x08, 4));
    assertEquals(0x4, function.readConfig(0x10, 4) & 0xf, "BAR 0 is 64 bits wide");
    assertEquals(0x11, function.readConfig(0x80, 1));
    assertEquals(4, function.readConfig(0x82, 2), "five vectors");
    assertEquals(4, function.readConfig(0x84, 4), "in BAR 4");
  }

  @Test
  void saysWhatItCanDo() {
    assertEquals(0x0040_0020_2801_03ffL, bench.load(0, 8));
    assertEquals(0x2801_03ffL, bench.load(0));
    assertEquals(0x0040_0020L, bench.load(4));
    assertEquals(0x10400, bench.load(8));
    assertEquals(0, bench.load(NvmeDriver.CSTS));
    assertEquals(0, bench.load(0x38), "no controller memory buffer");
  }

  @Test
  void becomesReadyWhenEnabled() {
    driver.start();
    assertEquals(0, bench.load(NvmeDriver.CSTS));
    bench.settle();
    assertEquals(1, bench.load(NvmeDriver.CSTS));
    assertEquals(RAM + 0x1000, bench.load(0x28, 8));
    assertEquals(0x8000_2000L, bench.load(0x30));
  }

  @Test
  void failsWhenAskedForWhatItCannotDo() {
    int[] wrong = {
      NvmeDriver.ENABLED | 5 << 7, NvmeDriver.ENABLED | 1 << 4, NvmeDriver.ENABLED | 1 << 11
    };
    for (int configuration : wrong) {
      driver.enable();
      bench.store(NvmeDriver.CC, 0);
      bench.settle();
      bench.store(NvmeDriver.CC, configuration);
      bench.settle();
      assertEquals(2, bench.load(NvmeDriver.CSTS), "CFS for " + Integer.toHexString(configuration));
      bench.store(NvmeDriver.CC, 0);
      bench.settle();
      assertEquals(0, bench.load(NvmeDriver.CSTS));
    }
  }

  @Test
  void failsWithoutAnAdminQueue() {
    bench.store(NvmeDriver.CC, NvmeDriver.ENABLED);
    bench.settle();
    assertEquals(2, bench.load(NvmeDriver.CSTS));
  }

  @Test
  void failsWhenACommandCannotBeFetched() {
    driver.enable();
    bench.busMaster(false);
    driver.submit(0, IDENTIFY, 0, RAM + DATA, 0, 1, 0, 0);
    bench.settle();
    assertEquals(3, bench.load(NvmeDriver.CSTS));
    bench.busMaster(true);
    driver.ring(0);
    bench.settle();
    assertNull(driver.take(0), "until it is reset nothing is done");
  }

  @Test
  void identifiesTheController() {
    driver.enable();
    assertEquals(new Cqe(0, 1, 0, 100, 0), driver.admin(IDENTIFY, 0, RAM + DATA, 0, 1, 0));
    assertEquals(0x1234, bench.memory.load16(DATA));
    assertEquals("bohr-nvme-1         ", text(4, 20));
    assertEquals("Bohr NVMe controller                    ", text(24, 40));
    assertEquals("1.0     ", text(64, 8));
    assertEquals(5, bench.memory.load8(DATA + 77));
    assertEquals(0x10400, bench.memory.load32(DATA + 80));
    assertEquals(0x100, bench.memory.load16(DATA + 256));
    assertEquals(1, bench.memory.load32(DATA + 516));
    assertEquals("nqn.2024-01.org.bohr:nvme:1\0", text(768, 28));
  }

  @Test
  void identifiesTheNamespaceInTwoPages() {
    driver.enable();
    long prp1 = RAM + DATA + 0x1e00;
    assertEquals(0, driver.admin(IDENTIFY, 1, prp1, RAM + DATA, 0, 0).status());
    assertEquals(2048, bench.memory.load64(DATA + 0x1e00));
    assertEquals(9, bench.memory.load8(DATA + 0x1e82));
    assertEquals(0, bench.memory.load64(DATA), "the rest of 4096 bytes is in the second page");
  }

  @Test
  void listsItsNamespaces() {
    driver.enable();
    driver.admin(IDENTIFY, 0, RAM + DATA, 0, 2, 0);
    assertEquals(1, bench.memory.load64(DATA));
    driver.admin(IDENTIFY, 1, RAM + DATA, 0, 2, 0);
    assertEquals(0, bench.memory.load64(DATA));
    driver.admin(IDENTIFY, 1, RAM + DATA, 0, 3, 0);
    assertEquals(0x0801, bench.memory.load32(DATA));
    byte[] identifier = bench.ram(DATA + 4, 8);
    driver.admin(IDENTIFY, 1, RAM + DATA, 0, 0, 0);
    assertArrayEquals(identifier, bench.ram(DATA + 120, 8));
  }

  @Test
  void refusesToIdentifyWhatThereIsNot() {
    driver.enable();
    assertEquals(0x0b, driver.admin(IDENTIFY, 2, RAM + DATA, 0, 0, 0).status());
    assertEquals(0x0b, driver.admin(IDENTIFY, -1, RAM + DATA, 0, 0, 0).status());
    assertEquals(0x0b, driver.admin(IDENTIFY, 0, RAM + DATA, 0, 3, 0).status());
    assertEquals(0x0b, driver.admin(IDENTIFY, -2, RAM + DATA, 0, 2, 0).status());
    assertEquals(0x02, driver.admin(IDENTIFY, 0, RAM + DATA, 0, 6, 0).status());
    assertEquals(0x01, driver.admin(0x77, 0, 0, 0, 0, 0).status());
  }

  @Test
  void givesItsLogs() {
    driver.enable();
    bench.fillRam(DATA, 1024, 0xab);
    assertEquals(0, driver.admin(0x02, -1, RAM + DATA, 0, 127 << 16 | 2, 0).status());
    assertEquals(300, bench.memory.load16(DATA + 1));
    assertEquals(100, bench.memory.load8(DATA + 3));
    assertEquals(0, bench.memory.load64(DATA + 504));
    assertEquals(0xabab, bench.memory.load16(DATA + 512) & 0xffff);
    driver.admin(0x02, 0, RAM + DATA, 0, 127 << 16 | 3, 0);
    assertEquals("1.0     ", text(8, 8));
    assertEquals(0x109, driver.admin(0x02, 0, RAM + DATA, 0, 5, 0).status());
    assertEquals(0x02, driver.admin(0x02, 0, RAM + DATA, 0, 0xffff_0001, 0).status());
  }

  @Test
  void keepsFeatures() {
    driver.enable();
    assertEquals(0, driver.admin(SET, 0, 0, 0, 0x0b, 0x1f).status());
    assertEquals(0x1f, driver.admin(GET, 0, 0, 0, 0x0b, 0).result());
    assertEquals(1, driver.admin(GET, 0, 0, 0, 0x06, 0).result(), "write cache enabled");
    assertEquals(343, driver.admin(GET, 0, 0, 0, 0x04, 0).result());
    driver.admin(SET, 0, 0, 0, 0x04, 1 << 20 | 270);
    assertEquals(270, driver.admin(GET, 0, 0, 0, 0x04, 1 << 20).result());
    assertEquals(343, driver.admin(GET, 0, 0, 0, 0x04, 0).result());
    driver.admin(SET, 0, 0, 0, 0x09, 1 << 16 | 3);
    assertEquals(1 << 16 | 3, driver.admin(GET, 0, 0, 0, 0x09, 3).result());
    assertEquals(2, driver.admin(GET, 0, 0, 0, 0x09, 2).result());
  }

  @Test
  void refusesFeaturesItDoesNotHave() {
    driver.enable();
    assertEquals(0x02, driver.admin(SET, 0, 0, 0, 0x0d, 0).status());
    assertEquals(0x02, driver.admin(GET, 0, 0, 0, 0x00, 0).status());
    assertEquals(0x02, driver.admin(GET, 0, 0, 0, 0x106, 0).status(), "only current values");
    assertEquals(0x02, driver.admin(SET, 0, 0, 0, 0x09, 5).status(), "there are five vectors");
    assertEquals(0x10d, driver.admin(SET, 0, 0, 0, 1 << 31 | 0x06, 0).status());
  }

  @Test
  void saysHowManyQueuesThereMayBe() {
    driver.enable();
    assertEquals(0x0003_0003, driver.admin(SET, 0, 0, 0, 0x07, 0x001f_001f).result());
    assertEquals(0x0003_0003, driver.admin(GET, 0, 0, 0, 0x07, 0).result());
    assertEquals(0x02, driver.admin(SET, 0, 0, 0, 0x07, 0xffff).status());
    driver.createPair(1);
    assertEquals(0x0c, driver.admin(SET, 0, 0, 0, 0x07, 0).status());
  }

  @Test
  void shutsDownWhenTold() {
    driver.enable();
    bench.store(NvmeDriver.CC, NvmeDriver.ENABLED | 1 << 14);
    bench.settleUntil(NvmeBench.ADMIN, "FinishShutdown");
    assertEquals(0b0101, bench.load(NvmeDriver.CSTS));
    bench.settle();
    assertEquals(0b1001, bench.load(NvmeDriver.CSTS));
    bench.store(NvmeDriver.CC, 0);
    bench.settle();
    assertEquals(0, bench.load(NvmeDriver.CSTS));
    driver.enable();
    assertEquals(1, bench.load(NvmeDriver.CSTS));
  }
}
