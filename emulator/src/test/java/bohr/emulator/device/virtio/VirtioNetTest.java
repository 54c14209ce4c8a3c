package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtioNetTest {

  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;
  private static final int HEADER = 12;

  private final VirtioBench bench = new VirtioBench(new VirtioNetModel());
  private final PciGuest pci = PciGuest.of(bench);
  private final List<Frame> heard = new ArrayList<>();
  private final int listener = bench.hub.connect(new Listener());

  private final class Listener implements Hub.Port {
    @Override
    public void arrived(Frame frame) {
      heard.add(frame);
    }

    @Override
    public int object() {
      return 1;
    }
  }

  private GuestDriver driver(long features) {
    return new GuestDriver(bench, pci, features | 1 << Ethernet.MAC, 8);
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed + i);
    }
    return bytes;
  }

  @Test
  void theCardHasAnAddressAfterItsSlotAndALinkThatIsUp() {
    assertEquals(0x10411af4L, bench.function().readConfig(0, 4));
    assertEquals(0x1200_5452L, pci.config(0, 4));
    assertEquals(0x5134L, pci.config(4, 2));
    assertEquals(1, pci.config(6, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x4_3000_0000L})
  void framesGoOut(long features) {
    GuestDriver driver = driver(features);
    long at = bench.allot(1600);
    for (int length : new int[] {60, 61, 1514}) {
      byte[] frame = bytes(length, length);
      bench.write(at + HEADER, frame);
      driver.send(TRANSMIT, false, readable(at, HEADER), readable(at + HEADER, length));
      assertEquals(0, driver.queue(TRANSMIT).poll().written());
      assertArrayEquals(frame, heard.removeFirst().bytes());
    }
  }

  @Test
  void whatIsNoFrameIsNotSent() {
    GuestDriver driver = driver(0);
    long at = bench.allot(2000);
    for (int length : new int[] {1, HEADER, HEADER + 13, HEADER + 1519}) {
      driver.send(TRANSMIT, false, readable(at, length));
      assertEquals(0, driver.queue(TRANSMIT).poll().written());
    }
    assertEquals(List.of(), heard);
  }

  /// A frame that does not fit comes before one that does.
  private static VirtioBench receiving(String mapping, int count) {
    VirtioBench bench =
        new VirtioBench(
            new VirtioNetModel(), "receive-mapping=" + mapping, "mappings=" + count);
    int sender = bench.hub.connect(new Silent());
    GuestDriver driver = new GuestDriver(bench, PciGuest.of(bench), 0, 8);
    bench.hub.send(sender, new Frame(bytes(1000, 1)));
    bench.hub.send(sender, new Frame(bytes(60, 2)));
    bench.settle();
    long at = bench.allot(200);
    driver.send(RECEIVE, false, writable(at, 200));
    GuestQueue.Used used = driver.queue(RECEIVE).poll();
    if (used != null) {
      assertEquals(HEADER + 60, used.written());
      assertEquals(1, bench.read16(at + 10));
      assertArrayEquals(bytes(60, 2), bench.read(at + HEADER, 60));
    } else {
      assertEquals(0x40, bench.load(4, 0x14, 1) & 0x40);
    }
    return bench;
  }

  private static final class Silent implements Hub.Port {
    @Override
    public void arrived(Frame frame) {}

    @Override
    public int object() {
      return 1;
    }
  }

  private static boolean broken(VirtioBench bench) {
    return (bench.load(4, 0x14, 1) & 0x40) != 0;
  }

  @Test
  void aBufferThatIsUnmappedLastIsReceivedIntoWithoutAFinding() {
    VirtioBench bench = receiving("unmap-last", 1);
    assertFalse(broken(bench));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aNumberThatIsWrittenThroughWhatIsUnmappedIsAFinding() {
    VirtioBench bench = receiving("unmap-first", 1);
    assertEquals("stale-handle at virtio-net mapping", bench.monitor.finding().signature());
  }

  @Test
  void aMappingThatIsLeakedIsMissedByTheNextFrameWhereThereIsNoOther() {
    assertTrue(broken(receiving("leak-on-error", 1)));
    assertFalse(broken(receiving("leak-on-error", 2)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x4_3000_0000L})
  void framesComeInInOrder(long features) {
    GuestDriver driver = driver(features);
    long[] buffers = new long[6];
    for (int i = 0; i < 6; i++) {
      buffers[i] = bench.allot(1526);
      driver.send(RECEIVE, false, writable(buffers[i], 1526));
    }
    for (int i = 0; i < 6; i++) {
      bench.hub.send(listener, new Frame(bytes(100 + i, i)));
    }
    bench.settle();
    for (int i = 0; i < 6; i++) {
      assertEquals(HEADER + 100 + i, driver.queue(RECEIVE).poll().written());
      byte[] header = new byte[HEADER];
      header[10] = 1;
      assertArrayEquals(header, bench.read(buffers[i], HEADER));
      assertArrayEquals(bytes(100 + i, i), bench.read(buffers[i] + HEADER, 100 + i));
    }
    assertNull(bench.monitor.finding());
  }

  @Test
  void framesWaitForBuffersAndOneThatDoesNotFitIsLost() {
    GuestDriver driver = driver(0);
    bench.hub.send(listener, new Frame(bytes(1000, 1)));
    bench.hub.send(listener, new Frame(bytes(60, 2)));
    bench.settle();
    long at = bench.allot(200);
    driver.send(RECEIVE, false, writable(at, 200));
    assertEquals(HEADER + 60, driver.queue(RECEIVE).poll().written());
    assertArrayEquals(bytes(60, 2), bench.read(at + HEADER, 60));
    assertNull(driver.queue(RECEIVE).poll());
  }

  @Test
  void theResponderAnswersTheCard() {
    GuestDriver driver = driver(0);
    long at = bench.allot(1526);
    driver.send(RECEIVE, false, writable(at, 1526));
    byte[] request = new byte[42];
    for (int i = 0; i < 6; i++) {
      request[i] = -1;
    }
    byte[] arp = {8, 6, 0, 1, 8, 0, 6, 4, 0, 1};
    System.arraycopy(arp, 0, request, 12, arp.length);
    request[38] = 10;
    request[40] = 2;
    request[41] = 2;
    long out = bench.allot(HEADER + 42);
    bench.write(out + HEADER, request);
    driver.send(TRANSMIT, false, readable(out, HEADER + 42));
    assertEquals(HEADER + 42, driver.queue(RECEIVE).poll().written());
    assertArrayEquals(new byte[] {0, 2}, bench.read(at + HEADER + 20, 2));
    assertArrayEquals(
        new byte[] {0x52, 0x55, 0x0a, 0, 2, 2}, bench.read(at + HEADER + 22, 6));
  }
}
