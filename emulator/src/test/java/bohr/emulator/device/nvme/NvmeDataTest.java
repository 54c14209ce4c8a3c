package bohr.emulator.device.nvme;

import static bohr.emulator.device.nvme.NvmeDriver.DATA;
import static bohr.emulator.device.nvme.NvmeDriver.LISTS;
import static bohr.emulator.device.nvme.NvmeDriver.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.nvme.NvmeDriver.Cqe;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NvmeDataTest {

  private static final int WRITE = 1;
  private static final int READ = 2;
  private static final int PAGE = 0x1000;

  private final NvmeDriver driver = NvmeDriver.ready(1);
  private final NvmeBench bench = driver.bench;

  /// Fills guest memory so that every block of 512 bytes, and every byte in it, differs.
  private void pattern(int at, int length) {
    for (int i = 0; i < length; i += 4) {
      bench.ram32(at + i, (at + i) * 0x9e37_79b1);
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void writesAndReadsABlock() {
    pattern(DATA, 512);
    assertEquals(0, driver.io(WRITE, 5, 1, RAM + DATA, 0).status());
    assertArrayEquals(bench.ram(DATA, 512), bench.contents(5 * 512, 512));
    assertArrayEquals(new byte[512], bench.contents(6 * 512, 512));
    assertEquals(0, driver.io(READ, 5, 1, RAM + DATA + PAGE, 0).status());
    assertArrayEquals(bench.ram(DATA, 512), bench.ram(DATA + PAGE, 512));
    assertArrayEquals(new byte[512], bench.ram(DATA + PAGE + 512, 512));
  }

  @Test
  void theSecondEntryIsAPageWhenTheDataEndsThere() {
    int first = DATA + PAGE - 0x604;
    pattern(first, 0x604);
    pattern(DATA + 4 * PAGE, PAGE);
    assertEquals(0, driver.io(WRITE, 0, 8, RAM + first, RAM + DATA + 4 * PAGE).status());
    byte[] expected = join(bench.ram(first, 0x604), bench.ram(DATA + 4 * PAGE, PAGE - 0x604));
    assertArrayEquals(expected, bench.contents(0, PAGE));
  }

  @Test
  void theSecondEntryIsAListWhenItDoesNot() {
    pattern(DATA, 4 * PAGE);
    driver.list(LISTS + 0x10, 3, DATA + PAGE);
    assertEquals(0, driver.io(WRITE, 64, 32, RAM + DATA, RAM + LISTS + 0x10).status());
    assertArrayEquals(bench.ram(DATA, 4 * PAGE), bench.contents(64 * 512, 4 * PAGE));
    driver.list(LISTS, 3, DATA + 9 * PAGE);
    assertEquals(0, driver.io(READ, 64, 32, RAM + DATA + 8 * PAGE, RAM + LISTS).status());
    assertArrayEquals(bench.ram(DATA, 4 * PAGE), bench.ram(DATA + 8 * PAGE, 4 * PAGE));
  }

  @Test
  void theLastEntryOfAListPageLeadsToTheNextList() {
    pattern(DATA, 5 * PAGE);
    int end = LISTS + PAGE - 16;
    driver.list(end, 1, DATA + PAGE);
    bench.ram64(end + 8, RAM + LISTS + PAGE);
    driver.list(LISTS + PAGE, 3, DATA + 2 * PAGE);
    assertEquals(0, driver.io(WRITE, 0, 40, RAM + DATA, RAM + end).status());
    assertArrayEquals(bench.ram(DATA, 5 * PAGE), bench.contents(0, 5 * PAGE));
  }

  @Test
  void theLastEntryOfAListPageIsAPageWhenTheDataEndsThere() {
    pattern(DATA, 3 * PAGE);
    int end = LISTS + PAGE - 16;
    driver.list(end, 2, DATA + PAGE);
    assertEquals(0, driver.io(WRITE, 0, 24, RAM + DATA, RAM + end).status());
    assertArrayEquals(bench.ram(DATA, 3 * PAGE), bench.contents(0, 3 * PAGE));
  }

  @Test
  void movesTheLongestTransfer() {
    pattern(DATA, 32 * PAGE);
    driver.list(LISTS, 31, DATA + PAGE);
    assertEquals(0, driver.io(WRITE, 0, 256, RAM + DATA, RAM + LISTS).status());
    assertArrayEquals(bench.ram(DATA, 32 * PAGE), bench.contents(0, 32 * PAGE));
    assertEquals(0x02, driver.io(WRITE, 0, 257, RAM + DATA, RAM + LISTS).status());
  }

  @Test
  void everyMaximumPayloadMovesTheSameBytes() {
    for (int payload : new int[] {8, 64, 100, 4096}) {
      NvmeDriver other = NvmeDriver.ready(1, "max-payload=" + payload);
      for (int i = 0; i < 3 * PAGE; i += 4) {
        other.bench.ram32(DATA + i, i * 77);
      }
      other.list(LISTS, 2, DATA + PAGE);
      assertEquals(0, other.io(WRITE, 3, 17, RAM + DATA + 0x34, RAM + LISTS).status());
      assertArrayEquals(
          other.bench.ram(DATA + 0x34, 17 * 512), other.bench.contents(3 * 512, 17 * 512));
    }
  }

  @Test
  void entriesThatAreNotAlignedAreRefused() {
    assertEquals(0x13, driver.io(WRITE, 0, 1, RAM + DATA + 2, 0).status());
    assertEquals(0x13, driver.io(WRITE, 0, 16, RAM + DATA, RAM + DATA + 8).status());
    assertEquals(0x13, driver.io(WRITE, 0, 24, RAM + DATA, RAM + LISTS + 4).status());
    bench.ram64(LISTS, RAM + DATA + PAGE);
    bench.ram64(LISTS + 8, RAM + DATA + 2 * PAGE + 512);
    assertEquals(0x13, driver.io(WRITE, 0, 24, RAM + DATA, RAM + LISTS).status());
    bench.ram64(LISTS + PAGE - 8, RAM + LISTS + 0x800);
    assertEquals(0x13, driver.io(WRITE, 0, 24, RAM + DATA, RAM + LISTS + PAGE - 8).status());
  }

  @Test
  void memoryThatIsNotThereReadsAsOnesAndTakesNothing() {
    assertEquals(0, driver.io(WRITE, 1, 1, 0x1000, 0).status());
    assertEquals(-1, bench.contents(512, 1)[0]);
    assertEquals(0, driver.io(READ, 1, 1, -0x1000, 0).status());
  }

  @Test
  void blocksThatAreNotThereAreRefused() {
    assertEquals(0, driver.io(READ, 2047, 1, RAM + DATA, 0).status());
    assertEquals(0x80, driver.io(READ, 2047, 2, RAM + DATA, 0).status());
    assertEquals(0x80, driver.io(READ, 2048, 1, RAM + DATA, 0).status());
    assertEquals(0x80, driver.io(WRITE, -1L, 1, RAM + DATA, 0).status());
    assertEquals(0x80, driver.io(WRITE, 1L << 32, 1, RAM + DATA, 0).status());
    assertEquals(0x80, driver.io(0x08, 2000, 49, 0, 0).status());
  }

  @Test
  void zeroesBlocks() {
    bench.fillRam(DATA, PAGE, 0xab);
    driver.io(WRITE, 0, 8, RAM + DATA, 0);
    assertEquals(0, driver.io(0x08, 2, 3, 0, 0).status());
    assertEquals((byte) 0xab, bench.contents(1023, 1)[0]);
    assertArrayEquals(new byte[3 * 512], bench.contents(1024, 3 * 512));
    assertEquals((byte) 0xab, bench.contents(5 * 512, 1)[0]);
  }

  @Test
  void flushesAndAcceptsDeallocation() {
    driver.submit(1, 0, -1, 0, 0, 0, 0, 0);
    driver.submit(1, 0, 1, 0, 0, 0, 0, 0);
    driver.submit(1, 0x09, 1, RAM + DATA, 0, 0, 4, 0);
    bench.settle();
    assertEquals(3, driver.takeAll(1).stream().filter(cqe -> cqe.status() == 0).count());
  }

  @Test
  void commandsThatItDoesNotHaveAreRefused() {
    driver.submit(1, 0x05, 1, RAM + DATA, 0, 0, 0, 0);
    bench.settle();
    assertEquals(0x01, driver.take(1).status());
    driver.submit(1, READ, 2, RAM + DATA, 0, 0, 0, 0);
    bench.settle();
    assertEquals(0x0b, driver.take(1).status());
    driver.submit(1, READ | 1 << 14, 1, RAM + DATA, 0, 0, 0, 0);
    bench.settle();
    assertEquals(0x02, driver.take(1).status(), "SGLs are not offered");
  }

  @Test
  void withoutBusMasterEnableDataDoesNotMove() {
    bench.fillRam(DATA, 512, 0xab);
    int cid = driver.write(1, 5);
    bench.settleUntil(1, "Beat");
    bench.busMaster(false);
    bench.settleUntil(1, "ReserveEntry");
    bench.busMaster(true);
    bench.settle();
    assertEquals(new Cqe(0, 1, 1, cid, 0x04), driver.take(1));
    assertArrayEquals(new byte[512], bench.contents(5 * 512, 512));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aNamespaceCanBeginAsAnImage() {
    NvmeDriver imaged = new NvmeDriver(new NvmeBench(new NvmeModel(DiskImage.formatted(16))));
    imaged.enable();
    imaged.createPair(1);
    imaged.admin(0x06, 1, RAM + DATA, 0, 0, 0);
    assertEquals(16, imaged.bench.memory.load64(DATA));
    assertEquals(0, imaged.io(READ, 15, 1, RAM + DATA, 0).status());
    assertEquals(16, imaged.bench.ram(DATA, 512)[511]);
    imaged.bench.fillRam(DATA, 512, 0xab);
    assertEquals(0, imaged.io(WRITE, 15, 1, RAM + DATA, 0).status());
    assertEquals(0, imaged.io(READ, 14, 2, RAM + DATA + PAGE, 0).status());
    assertEquals(15, imaged.bench.ram(DATA + PAGE, 512)[511]);
    assertEquals((byte) 0xab, imaged.bench.ram(DATA + PAGE + 512, 1)[0]);
    assertEquals(0x80, imaged.io(READ, 15, 2, RAM + DATA, 0).status());
    assertEquals(0, imaged.bench.device.contentsBytes());
  }
}
