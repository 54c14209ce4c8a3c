package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtioConsoleTest {

  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;

  private final VirtioBench bench = new VirtioBench(new VirtioConsoleModel());
  private final GuestDriver driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);

  private void type(String text) {
    for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
      assertTrue(bench.device.receive(b));
    }
  }

  @Test
  void whatIsTransmittedIsInTheTranscript() {
    byte[] text = "The quick brown fox. ".repeat(40).getBytes(StandardCharsets.US_ASCII);
    long at = bench.allot(text.length);
    bench.write(at, text);
    driver.send(TRANSMIT, false, readable(at, 100), readable(at + 100, text.length - 100));
    assertEquals(0, driver.queue(TRANSMIT).poll().written());
    assertEquals(
        new String(text, StandardCharsets.US_ASCII),
        new String(bench.console.since(0), StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsTypedWaitsForABuffer() {
    type("hello");
    bench.settle();
    long at = bench.allot(8);
    driver.send(RECEIVE, false, writable(at, 3));
    assertEquals(3, driver.queue(RECEIVE).poll().written());
    driver.send(RECEIVE, false, writable(at + 3, 5));
    assertEquals(2, driver.queue(RECEIVE).poll().written());
    assertEquals("hello", new String(bench.read(at, 5), StandardCharsets.US_ASCII));
  }

  @Test
  void aBufferWaitsForWhatIsTyped() {
    long at = bench.allot(8);
    driver.queue(RECEIVE).add(false, List.of(writable(at, 8)));
    driver.transport.kick(RECEIVE);
    bench.settle();
    assertNull(driver.queue(RECEIVE).poll());
    type("x");
    bench.settle();
    assertEquals(1, driver.queue(RECEIVE).poll().written());
    assertTrue(bench.wire);
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    type("x".repeat(1024));
    assertFalse(bench.device.receive((byte) 'y'));
  }
}
