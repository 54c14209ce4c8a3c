package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiskTest {

  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int RING = 0x8000;

  private final DeviceBench bench = new DeviceBench(new DiskModel());

  private static void request(DeviceBench bench, int command, int lba, int sectors, int ram) {
    bench.store(0x20, lba);
    bench.store(0x24, sectors);
    bench.store64(0x28, DeviceBench.RAM + ram);
    bench.store(0x30, command);
  }

  private void request(int command, int lba, int sectors, int ram) {
    request(bench, command, lba, sectors, ram);
  }

  private void useRing(int entries) {
    bench.store64(0x38, DeviceBench.RAM + RING);
    bench.store(0x40, entries);
  }

  private long ringEntry(int index) {
    return bench.memory.load64(RING + 8 * index);
  }

  @Test
  void identifiesItselfAndIsFormatted() {
    assertEquals(0x4b534442, bench.load(0));
    assertEquals(64, bench.load(4));
    assertArrayEquals(DeviceBench.bytes(512, 64), bench.contents(63 * 512, 512));
  }

  @Test
  void readsSectorsIntoMemory() {
    request(READ, 3, 2, 0x200);
    assertEquals(1, bench.load(0x0c));
    bench.settle();
    assertEquals(0, bench.load(0x0c));
    assertArrayEquals(DeviceBench.bytes(512, 4), bench.ram(0x200, 512));
    assertArrayEquals(DeviceBench.bytes(512, 5), bench.ram(0x400, 512));
    assertArrayEquals(DeviceBench.bytes(512, 0), bench.ram(0x600, 512));
  }

  @Test
  void writesSectorsFromMemory() {
    bench.fillRam(0x200, 512, 0xab);
    request(WRITE, 5, 1, 0x200);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(512, 0xab), bench.contents(5 * 512, 512));
    assertArrayEquals(DeviceBench.bytes(512, 5), bench.contents(4 * 512, 512));
    assertArrayEquals(DeviceBench.bytes(512, 7), bench.contents(6 * 512, 512));
  }

  @Test
  void impossibleRequestsFail() {
    for (int[] wrong : new int[][] {{64, 1}, {63, 2}, {-1, 1}, {0, 0}, {0, 9}}) {
      request(WRITE, wrong[0], wrong[1], 0x200);
      bench.settle();
      assertEquals(2, bench.load(0x0c));
    }
    request(READ, 0, 1, 0);
    bench.settle();
    assertEquals(0, bench.load(0x0c), "the failure is that of the last request");
  }

  @Test
  void completionsGoIntoTheRingInOrderAndWrapAround() {
    useRing(2);
    for (int tag = 7; tag < 10; tag++) {
      bench.store(0x34, tag);
      request(READ, 0, tag == 8 ? 9 : 1, 0);
    }
    bench.settle();
    assertEquals(3, bench.load(0x44));
    assertEquals(3L << 32 | 9, ringEntry(0));
    assertEquals(2L << 32 | 1L << 31 | 8, ringEntry(1));
  }

  @Test
  void theQueueHoldsFourAndIgnoresAFifth() {
    useRing(8);
    for (int i = 0; i < 5; i++) {
      request(READ, 0, 1, 0);
    }
    assertEquals(9, bench.load(0x0c));
    bench.settle();
    assertEquals(4, bench.load(0x44));
  }

  @Test
  void onlyTheFirstCompletionSinceTheAcknowledgeInterrupts() {
    bench.store(0x08, 1);
    request(READ, 0, 1, 0);
    bench.settle();
    assertTrue(bench.intx);
    assertEquals(1, bench.load(0x14));
    bench.store(0x18, 1);
    assertFalse(bench.intx);
    assertEquals(0, bench.load(0x14));
  }

  @Test
  void aCompletionThatFallsBetweenScanAndAcknowledgeIsNotSignalled() {
    bench.store(0x08, 1);
    request(READ, 0, 1, 0);
    bench.settle();
    request(READ, 0, 1, 0);
    bench.settle();
    bench.store(0x18, 1);
    assertFalse(bench.intx, "this is the window of the lost wake-up (Z17)");
    assertEquals(2, bench.load(0x44));
  }

  @Test
  void withoutInterruptEnableNothingIsSignalled() {
    request(READ, 0, 1, 0);
    bench.settle();
    assertFalse(bench.intx);
    assertEquals(1, bench.load(0x14));
  }

  @Test
  void aResetTakesTheRegistersBackAndKeepsTheMedium() {
    useRing(4);
    bench.store(0x08, 1);
    bench.fillRam(0, 512, 0xab);
    request(WRITE, 5, 1, 0);
    bench.settle();
    bench.store(0x10, 1);
    assertEquals(0, bench.load(0x14));
    assertEquals(0, bench.load(0x40));
    assertEquals(0, bench.load(0x44));
    assertFalse(bench.intx);
    assertArrayEquals(DeviceBench.bytes(512, 0xab), bench.contents(5 * 512, 512));
  }

  @Test
  void cancelFirstDropsTheWriteInFlight() {
    resetDuringWrite(bench);
    assertArrayEquals(DeviceBench.bytes(512, 1), bench.contents(0, 512));
    assertArrayEquals(DeviceBench.bytes(512, 6), bench.contents(5 * 512, 512));
  }

  @Test
  void clearFirstLetsTheWriteInFlightHitSectorZero() {
    DeviceBench buggy = new DeviceBench(new DiskModel(), "reset-order=clear-first");
    resetDuringWrite(buggy);
    assertArrayEquals(DeviceBench.bytes(512, 0xab), buggy.contents(0, 512));
  }

  private static void resetDuringWrite(DeviceBench bench) {
    bench.fillRam(0, 512, 0xab);
    request(bench, WRITE, 5, 1, 0);
    while (!bench.device.threads().getFirst().describe().startsWith("Commit")) {
      bench.stepThread(0);
      bench.device.function().link().perform(1, (agent, alternatives) -> 0);
    }
    bench.store(0x10, 1);
    bench.settle();
    assertNull(bench.monitor.finding());
  }

  @Test
  void aRequestWithoutBusMasterEnableFailsOrMovesNothing() {
    bench.busMaster(false);
    request(WRITE, 5, 1, 0);
    bench.settle();
    assertEquals(2, bench.load(0x0c));
    assertArrayEquals(DeviceBench.bytes(512, 6), bench.contents(5 * 512, 512));
    request(READ, 5, 1, 0x200);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(512, 0), bench.ram(0x200, 512));
  }

  @Test
  void the64BitRegistersCanBeWrittenInHalves() {
    bench.store(0x28, 0x1234);
    bench.store(0x2c, 0x1);
    assertEquals(0x1234, bench.load(0x28));
    assertEquals(1, bench.load(0x2c));
    assertEquals(0x1_0000_1234L, bench.load(0x28, 8));
  }

  @Test
  void msiXTableAccessesMustBeFourBytes() {
    assertNull(bench.device.load(2, 0, 8));
    assertNull(bench.device.store(2, 0, 8, 0));
  }
}
