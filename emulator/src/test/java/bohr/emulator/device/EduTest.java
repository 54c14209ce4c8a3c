package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Phase;
import org.junit.jupiter.api.Test;

class EduTest {

  private static final int FACTORIAL_THREAD = 0;
  private static final int DMA_THREAD = 1;
  private static final int BUFFER = 0x40000;

  private final DeviceBench bench = new DeviceBench(new EduModel(), "max-payload=16");

  private void startDma(long from, long to, long count, long command) {
    bench.store64(0x80, from);
    bench.store64(0x88, to);
    bench.store64(0x90, count);
    bench.store(0x98, command);
  }

  @Test
  void identifiesItselfAndIsAlive() {
    assertEquals(0x010000ed, bench.load(0));
    bench.store(4, 0x12345678);
    assertEquals(0xedcba987L, bench.load(4));
  }

  @Test
  void narrowAndMisalignedAccessesFault() {
    assertNull(bench.device.load(0, 0, 2));
    assertNull(bench.device.load(0, 2, 4));
    assertNull(bench.device.store(0, 0x84, 8, 0));
  }

  @Test
  void lowRegistersRefuseEightBytesAndHolesReadAsOnes() {
    assertEquals(-1L, bench.load(0, 8));
    bench.run(bench.device.store(0, 0x08, 8, 3));
    bench.settle();
    assertEquals(0, bench.load(8));
    assertEquals(0xffffffffL, bench.load(0x70));
  }

  @Test
  void theFactorialThreadComputesWhileTheStatusSaysSo() {
    bench.store(8, 5);
    assertEquals(1, bench.load(0x20));
    bench.settle();
    assertEquals(0, bench.load(0x20));
    assertEquals(120, bench.load(8));
    assertEquals(0, bench.load(0x24), "no interrupt was asked for");
  }

  @Test
  void aNewOperandIsIgnoredWhileComputing() {
    bench.store(8, 5);
    bench.stepThread(FACTORIAL_THREAD);
    bench.store(8, 3);
    bench.settle();
    assertEquals(120, bench.load(8));
  }

  @Test
  void factorialsAreUnsignedModulo32Bits() {
    bench.store(8, 13);
    bench.settle();
    assertEquals(1932053504L, bench.load(8));
    bench.store(8, 0);
    bench.settle();
    assertEquals(1, bench.load(8));
    bench.store(8, -1);
    bench.settle();
    assertEquals(0, bench.load(8));
  }

  @Test
  void aFactorialInterruptsWhenAskedTo() {
    bench.store(0x20, 0x80);
    bench.store(8, 4);
    bench.settle();
    assertEquals(1, bench.load(0x24));
    assertTrue(bench.intx);
    bench.store(0x64, 1);
    assertEquals(0, bench.load(0x24));
    assertFalse(bench.intx);
  }

  @Test
  void raisedBitsAccumulateAndTheWireFallsWithTheLast() {
    bench.store(0x60, 4);
    bench.store(0x60, 8);
    assertEquals(12, bench.load(0x24));
    bench.store(0x64, 4);
    assertTrue(bench.intx);
    bench.store(0x64, 8);
    assertFalse(bench.intx);
  }

  @Test
  void anUnlockedAcknowledgeCanLoseABitThatIsRaisedMeanwhile() {
    DeviceBench unlocked = new DeviceBench(new EduModel(), "locking=none");
    unlocked.store(0x60, 4);
    Phase acknowledge = unlocked.step(unlocked.device.store(0, 0x64, 4, 4));
    unlocked.store(0x60, 8);
    unlocked.run(acknowledge);
    assertEquals(0, unlocked.load(0x24), "8 was raised between the read and the write");
  }

  @Test
  void dmaGoesToMemoryBeatByBeat() {
    bench.fillRam(0x100, 40, 7);
    startDma(DeviceBench.RAM + 0x100, BUFFER, 40, 1);
    bench.settle();
    startDma(BUFFER, DeviceBench.RAM + 0x208, 40, 3);
    assertEquals(3, bench.load(0x98));
    for (int i = 0; i < 4; i++) {
      bench.stepThread(DMA_THREAD);
    }
    assertEquals("Beat[edu to 0x80000208, offset=0 of 40]", phase());
    bench.stepThread(DMA_THREAD);
    assertEquals("Beat[edu to 0x80000208, offset=8 of 40]", phase(), "a beat ends where it aligns");
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(40, 7), bench.ram(0x208, 40));
    assertArrayEquals(DeviceBench.bytes(8, 0), bench.ram(0x208 + 40, 8));
    assertEquals(2, bench.load(0x98), "the start bit is clear again");
  }

  private String phase() {
    return bench.device.threads().get(DMA_THREAD).describe();
  }

  @Test
  void dmaInterruptsWhenAskedTo() {
    startDma(BUFFER, DeviceBench.RAM, 8, 7);
    bench.settle();
    assertEquals(0x100, bench.load(0x24));
    assertTrue(bench.intx);
  }

  @Test
  void dmaRegistersAreLockedWhileRunning() {
    startDma(BUFFER, DeviceBench.RAM, 8, 3);
    bench.store64(0x88, 0);
    bench.store(0x98, 1);
    assertEquals(DeviceBench.RAM, bench.load(0x88, 8));
    assertEquals(3, bench.load(0x98));
  }

  @Test
  void dmaOutsideTheBufferMovesNothing() {
    bench.fillRam(0, 64, 1);
    startDma(BUFFER + 4090, DeviceBench.RAM, 8, 3);
    bench.settle();
    startDma(0, DeviceBench.RAM, 8, 3);
    bench.settle();
    startDma(BUFFER, DeviceBench.RAM, 0, 3);
    bench.settle();
    startDma(BUFFER, DeviceBench.RAM, -1, 3);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(64, 1), bench.ram(0, 64));
    assertEquals(2, bench.load(0x98));
  }

  @Test
  void dmaFromNowhereReadsOnesAndDmaToNowhereIsLost() {
    startDma(0x1000, BUFFER, 16, 1);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(16, 0xff), bench.contents(0, 16));
    startDma(BUFFER, 0x1000, 16, 3);
    bench.settle();
    assertEquals(2, bench.load(0x98));
  }

  @Test
  void perBeatDmaStopsWhereBusMasterEnableIsCleared() {
    bench.fillRam(0x100, 64, 7);
    startDma(DeviceBench.RAM + 0x100, BUFFER, 64, 1);
    bench.settle();
    startDma(BUFFER, DeviceBench.RAM + 0x200, 64, 3);
    for (int i = 0; i < 6; i++) {
      bench.stepThread(DMA_THREAD);
    }
    bench.busMaster(false);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(32, 7), bench.ram(0x200, 32));
    assertArrayEquals(DeviceBench.bytes(32, 0), bench.ram(0x220, 32));
    assertNull(bench.monitor.finding());
  }

  @Test
  void mappedDmaGoesOnAndIsFound() {
    DeviceBench mapped = new DeviceBench(new EduModel(), "dma=mapped", "max-payload=16");
    mapped.store64(0x80, BUFFER);
    mapped.store64(0x88, DeviceBench.RAM);
    mapped.store64(0x90, 64);
    mapped.store(0x98, 3);
    for (int i = 0; i < 5; i++) {
      mapped.stepThread(DMA_THREAD);
    }
    mapped.busMaster(false);
    mapped.settle();
    assertEquals("gate", mapped.monitor.finding().oracle());
  }

  @Test
  void functionLevelResetStopsBothThreads() {
    bench.store(8, 5);
    startDma(BUFFER, DeviceBench.RAM, 64, 3);
    bench.device.function().writeConfig(0x48, 2, 0x8000);
    assertFalse(bench.roster.isEnabled(DeviceBench.FIRST_AGENT));
    assertFalse(bench.roster.isEnabled(DeviceBench.FIRST_AGENT + 1));
    assertEquals(0, bench.load(0x98));
    assertEquals(0, bench.load(0x20));
  }

  @Test
  void dataOfAReadFromBeforeAResetIsIgnored() {
    bench.fillRam(0, 16, 9);
    startDma(DeviceBench.RAM, BUFFER, 16, 1);
    for (int i = 0; i < 5; i++) {
      bench.stepThread(DMA_THREAD);
    }
    bench.device.function().writeConfig(0x48, 2, 0x8000);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(16, 0), bench.contents(0, 16));
  }
}
