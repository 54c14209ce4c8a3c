package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.device.DiskPhase.Beat;
import bohr.emulator.device.OwnRegisters.Nested;
import org.junit.jupiter.api.Test;

/// Devices whose DMA leads to their own registers. BAR 0 lies at address 0.
class OwnRegistersTest {

  private static final int LIVENESS = 0x04;
  private static final int RAISE = 0x60;
  private static final int INTERRUPT_STATUS = 0x24;
  private static final int EDU_BUFFER = 0x40000;
  private static final int EDU_DMA = 1;

  private DeviceBench bench;

  private void edu(String policy) {
    bench = new DeviceBench(new EduModel(), "own-bar-dma=" + policy, "max-payload=16");
    bench.fillRam(0, 64, 0x21);
    transfer(DeviceBench.RAM, EDU_BUFFER, 64, 1);
  }

  private void transfer(long from, long to, int bytes, int command) {
    bench.store64(0x80, from);
    bench.store64(0x88, to);
    bench.store64(0x90, bytes);
    bench.store64(0x98, command);
    bench.settle();
  }

  private String found() {
    return bench.monitor.finding().signature();
  }

  @Test
  void aWriteThatIsDroppedChangesNothing() {
    edu("dropped");
    transfer(EDU_BUFFER, RAISE, 4, 3);
    assertEquals(0, bench.load(INTERRUPT_STATUS));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aNestedWriteRunsTheHandlerAndIsAFinding() {
    edu("nested");
    transfer(EDU_BUFFER, RAISE, 4, 3);
    assertEquals(0x21212121, bench.load(INTERRUPT_STATUS));
    assertEquals("re-entrancy at edu BAR 0 + 0x60", found());
    assertEquals(0, bench.load(0x98) & 1);
  }

  @Test
  void aGuardedWriteIsRefused() {
    edu("guarded");
    transfer(EDU_BUFFER, RAISE, 4, 3);
    assertEquals(0, bench.load(INTERRUPT_STATUS));
    assertNull(bench.monitor.finding());
  }

  @Test
  void anExemptRegisterIsReachedPastTheGuard() {
    edu("guarded");
    transfer(EDU_BUFFER, LIVENESS, 4, 3);
    assertEquals(0xdededede, (int) bench.load(LIVENESS));
    assertNull(bench.monitor.finding());
  }

  @Test
  void anExemptRegisterIsNoFinding() {
    edu("nested");
    transfer(EDU_BUFFER, LIVENESS, 4, 3);
    assertEquals(0xdededede, (int) bench.load(LIVENESS));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aNestedReadGivesWhatTheRegistersHold() {
    edu("nested");
    bench.store(LIVENESS, 0);
    transfer(0, EDU_BUFFER, 8, 1);
    byte[] identity = {(byte) 0xed, 0, 0, 1, -1, -1, -1, -1};
    assertArrayEquals(identity, bench.contents(0, 8));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aGuardedReadGivesOnes() {
    edu("guarded");
    transfer(INTERRUPT_STATUS, EDU_BUFFER, 4, 1);
    assertArrayEquals(DeviceBench.bytes(4, 0xff), bench.contents(0, 4));
    assertNull(bench.monitor.finding());
  }

  /// A byte and then a word: what is narrower than a register, registers refuse.
  @Test
  void aBeatIsAsManyAccessesAsItTakes() {
    edu("nested");
    transfer(EDU_BUFFER, LIVENESS - 1, 5, 3);
    assertEquals(0xdededede, (int) bench.load(LIVENESS));
  }

  @Test
  void dmaToMemoryIsAsEver() {
    edu("nested");
    transfer(EDU_BUFFER, DeviceBench.RAM + 256, 64, 3);
    assertArrayEquals(DeviceBench.bytes(64, 0x21), bench.ram(256, 64));
    assertNull(bench.monitor.finding());
  }

  /// The disk's reset cancels what the thread does, but the thread is further down on the stack.
  @Test
  void aThreadCannotBeStoppedFromInside() {
    bench =
        new DeviceBench(
            new DiskModel(), "own-bar-dma=nested", "max-payload=8");
    bench.store(0x24, 1);
    bench.store64(0x28, 0x10);
    bench.store(0x30, 1);
    while (!(bench.device.threads().getFirst().phase() instanceof Nested)) {
      bench.stepThread(0);
    }
    while (bench.device.threads().getFirst().phase() instanceof Nested) {
      bench.stepThread(0);
    }
    Beat beat = assertInstanceOf(Beat.class, bench.device.threads().getFirst().phase());
    assertEquals(8, beat.offset());
    assertEquals("re-entrancy at disk BAR 0 + 0x10", found());
  }

  @Test
  void aThreadInAHandlerHoldsTheLockOfItsDevice() {
    edu("nested");
    bench.store64(0x80, EDU_BUFFER);
    bench.store64(0x88, RAISE);
    bench.store64(0x90, 4);
    bench.store64(0x98, 3);
    while (!(bench.device.threads().get(EDU_DMA).phase() instanceof Nested)) {
      bench.stepThread(EDU_DMA);
    }
    bench.stepThread(EDU_DMA);
    assertEquals(false, bench.device.lock().acquire(0));
    bench.device.lock().forget(0);
    bench.settle();
    assertEquals(true, bench.device.lock().acquire(0));
  }
}
