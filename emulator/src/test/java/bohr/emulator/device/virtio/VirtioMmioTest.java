package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtioMmioTest {

  private final VirtioBench bench = new VirtioBench(new VirtioBlockModel(), "transport=mmio");
  private final MmioGuest mmio = new MmioGuest(bench);

  @Test
  void presentsItselfAsAVersion2Slot() {
    assertEquals(0x74726976, mmio.get(0x00));
    assertEquals(2, mmio.get(0x04));
    assertEquals(2, mmio.get(0x08));
    assertEquals(0x7_3000_6244L, mmio.offered());
    assertEquals(128, mmio.queueSize(0));
    assertEquals(0, mmio.queueSize(1));
    assertEquals(64, mmio.config(0, 8));
    assertEquals(0xffff_ffffL, mmio.get(0xb0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0x0_1000_0000L, 0x0_3000_0000L, 0x4_1000_0000L, 0x4_3000_0000L})
  void aSlotServesRequestsAndInterruptsByItsWire(long features) {
    GuestDriver driver = new GuestDriver(bench, mmio, features, 8);
    long header = bench.allot(16);
    long data = bench.allot(512);
    for (int sector = 0; sector < 30; sector++) {
      bench.write(header + 8, 8, sector);
      driver.queue(0).interrupts(true);
      driver.send(
          0, sector % 2 == 0, readable(header, 16), writable(data, 512), writable(header, 1));
      assertTrue(bench.wire);
      assertEquals(1, mmio.takeInterrupts());
      assertFalse(bench.wire);
      assertEquals(513, driver.queue(0).poll().written());
      assertArrayEquals(VirtioBench.filled(512, sector + 1), bench.read(data, 512));
    }
    assertNull(bench.monitor.finding());
  }

  @Test
  void aQueueThatIsTakenOutOfUseStaysSilent() {
    GuestDriver driver = new GuestDriver(bench, mmio, 0, 8);
    mmio.queueSize(0);
    assertEquals(1, mmio.get(0x44));
    mmio.set(0x44, 0);
    assertEquals(0, mmio.get(0x44));
    driver.send(0, false, readable(bench.allot(16), 16), writable(bench.allot(1), 1));
    assertNull(driver.queue(0).poll());
  }

  @Test
  void accessesOfAnotherWidthDoNothing() {
    assertEquals(0, bench.load(-1, 0, 1));
    bench.store(-1, 0x70, 1, 1);
    assertEquals(0, mmio.status());
    assertNull(bench.device.load(-1, 2, 4));
  }

  @Test
  void thereAreEightSlots() {
    BadInput refused = assertThrows(BadInput.class, () -> inSlot(9));
    assertEquals("scenario: virtio-blk: virtio-mmio slots are 1 to 8", refused.getMessage());
    inSlot(8);
  }

  private static void inSlot(int slot) {
    new VirtioBench(slot, new VirtioBlockModel(), "transport=mmio");
  }
}
