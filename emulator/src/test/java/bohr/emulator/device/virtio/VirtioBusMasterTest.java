package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Phase;
import org.junit.jupiter.api.Test;

/// What becomes of a request that is on its way when bus master enable is cleared.
class VirtioBusMasterTest {

  private static final int QUEUE = 0;
  private static final int NEEDS_RESET = 0x40;
  private static final int STATUS = 0x14;
  private static final int BAR = 4;

  private VirtioBench bench;
  private GuestDriver driver;
  private long memory;

  private void disk(String onClear) {
    bench = new VirtioBench(new VirtioBlockModel(), "on-bus-master-clear=" + onClear);
    driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
    memory = bench.allot(64);
    bench.write(memory, 4, 4); // a flush
  }

  private void offer() {
    driver.send(QUEUE, false, readable(memory, 16), writable(memory + 16, 1));
  }

  /// As a hart does it, with what the device does about it.
  private void busMaster(boolean enable) {
    bench.busMaster(enable);
    Phase first = bench.device.busMasterChanged(enable);
    if (first instanceof HandlerPhase) {
      bench.run(first);
    }
  }

  private long needsReset() {
    return bench.load(BAR, STATUS, 1) & NEEDS_RESET;
  }

  private void offerWhileClear() {
    offer();
    bench.settle();
    assertEquals(1, driver.queue(QUEUE).poll().written());
    busMaster(false);
    offer();
    bench.settle();
    busMaster(true);
    bench.settle();
  }

  @Test
  void aDeviceThatHoldsItsRequestsServesThemWhenTheBitIsSetAgain() {
    disk("hold");
    offerWhileClear();
    assertEquals(1, driver.queue(QUEUE).poll().written());
    assertEquals(0, needsReset());
  }

  @Test
  void aDeviceThatStopsWaitsForTheNextNotification() {
    disk("stop");
    offerWhileClear();
    assertNull(driver.queue(QUEUE).poll());
    assertEquals(0, needsReset());
    bench.run(new HandlerPhase.Kick(QUEUE));
    bench.settle();
    assertEquals(1, driver.queue(QUEUE).poll().written());
  }

  @Test
  void aDeviceThatDrainsItsQueuesThroughWhatIsGoneIsBroken() {
    disk("drain");
    offerWhileClear();
    assertNotEquals(0, needsReset());
  }

  @Test
  void aResetForgetsWhatIsHeld() {
    disk("hold");
    busMaster(false);
    offer();
    bench.settle();
    bench.store(BAR, STATUS, 1, 0);
    busMaster(true);
    bench.settle();
    assertNull(driver.queue(QUEUE).poll());
  }
}
