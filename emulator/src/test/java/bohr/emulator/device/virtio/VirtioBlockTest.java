package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The block device over PCI. A test with a number runs for each set of ring features.
class VirtioBlockTest {

  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int FLUSH = 4;
  private static final int GET_ID = 8;
  private static final int DISCARD = 11;
  private static final int WRITE_ZEROES = 13;

  private final VirtioBench bench = new VirtioBench(new VirtioBlockModel());
  private final PciGuest pci = PciGuest.of(bench);
  private final long header = bench.allot(16);
  private final long data = bench.allot(0x10000);
  private final long status = bench.allot(1);

  private GuestDriver driver(long features) {
    return new GuestDriver(bench, pci, features, 16);
  }

  private void prepare(int type, long sector) {
    bench.write(header, 4, type);
    bench.write(header + 8, 8, sector);
    bench.write(status, 1, 0xee);
  }

  private int status() {
    return bench.read(status, 1)[0] & 0xff;
  }

  private int request(
      GuestDriver driver, boolean indirect, int type, long sector, GuestQueue.Part... parts) {
    prepare(type, sector);
    GuestQueue.Part[] all = new GuestQueue.Part[parts.length + 2];
    all[0] = readable(header, 16);
    System.arraycopy(parts, 0, all, 1, parts.length);
    all[all.length - 1] = writable(status, 1);
    int id = driver.send(0, indirect, all);
    GuestQueue.Used used = driver.queue(0).poll();
    if (used == null) {
      return -1;
    }
    assertEquals(id, used.id());
    return used.written();
  }

  @Test
  void presentsItselfAsAModernVirtioDisk() {
    assertEquals(0x10421af4L, bench.function().readConfig(0, 4));
    assertEquals(0x01000001L, bench.function().readConfig(8, 4));
    assertEquals(0x11001af4L, bench.function().readConfig(0x2c, 4));
    assertEquals(0x7_3000_6244L, pci.offered());
    assertEquals(64, pci.config(0, 8));
    assertEquals(512, pci.config(20, 4));
    assertEquals(1, pci.get(0x12, 2));
    assertEquals(128, pci.queueSize(0));
    assertEquals(0, pci.queueSize(1));
  }

  @Test
  void whatIsOfferedIsASetting() {
    VirtioBench other =
        new VirtioBench(
            new VirtioBlockModel(),
            "packed=off",
            "event-idx=off",
            "indirect=off",
            "access-platform=off");
    assertEquals(0x1_0000_6244L, PciGuest.of(other).offered());
  }

  @Test
  void featuresThatWereNotOfferedAreNotConfirmed() {
    pci.setStatus(3);
    pci.accept(GuestDriver.VERSION_1 | 1L << 40);
    pci.setStatus(0xb);
    assertEquals(3, pci.status());
    pci.accept(GuestDriver.EVENT_IDX);
    pci.setStatus(0xb);
    assertEquals(3, pci.status(), "a driver without VERSION_1 is a legacy one");
    pci.accept(GuestDriver.VERSION_1 | GuestDriver.EVENT_IDX);
    pci.setStatus(0xb);
    assertEquals(0xb, pci.status());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x0_1000_0000L, 0x0_3000_0000L, 0x4_1000_0000L, 0x4_3000_0000L})
  void requestsGoRoundTheRingManyTimes(long features) {
    GuestDriver driver = driver(features);
    for (int round = 0; round < 100; round++) {
      boolean indirect = round % 3 == 0;
      int sector = round % 60;
      bench.write(data, VirtioBench.filled(1024, round));
      int written =
          request(driver, indirect, OUT, sector, readable(data, 100), readable(data + 100, 924));
      assertEquals(1, written);
      assertEquals(0, status());
      bench.write(data, new byte[1024]);
      written = request(driver, indirect, IN, sector, writable(data + 7, 1024));
      assertEquals(1025, written);
      assertEquals(0, status());
      assertArrayEquals(VirtioBench.filled(1024, round), bench.read(data + 7, 1024));
      assertNull(driver.queue(0).poll());
    }
    assertNull(bench.monitor.finding());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x0_0000_0000L, 0x0_2000_0000L, 0x4_0000_0000L, 0x4_2000_0000L})
  void theDriverHearsOfTheBufferThatItWaitsForAndOfNoOther(long features) {
    GuestDriver driver = driver(features);
    for (int round = 0; round < 40; round++) {
      driver.queue(0).interrupts(round % 3 != 0);
      request(driver, false, FLUSH, 0);
      assertEquals(round % 3 != 0, bench.wire, "round " + round);
      assertEquals(round % 3 != 0 ? 1 : 0, pci.takeInterrupts());
      assertFalse(bench.wire);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0x0_2000_0000L, 0x4_2000_0000L})
  void withEventIndexTheDeviceAsksForTheNextBufferOnlyWhenItSleeps(long features) {
    GuestDriver driver = driver(features);
    GuestQueue queue = driver.queue(0);
    prepare(FLUSH, 0);
    for (int round = 0; round < 40; round++) {
      var parts = List.of(readable(header, 16), writable(status, 1));
      queue.add(false, parts);
      assertTrue(queue.wantsKick());
      pci.kick(0);
      bench.settle(10);
      queue.add(false, parts);
      assertFalse(queue.wantsKick(), "it is awake and will look again");
      bench.settle();
      assertEquals(1, queue.poll().written());
      assertEquals(1, queue.poll().written());
      assertNull(queue.poll());
    }
  }

  @Test
  void messagesCarryTheVectorOfTheQueue() {
    GuestDriver driver = driver(0);
    long words = bench.allot(8);
    pci.useMessages(words, 1);
    request(driver, false, FLUSH, 0);
    assertEquals(101, bench.read32(words + 4));
    assertEquals(0, bench.read32(words));
    assertFalse(bench.wire);
    assertEquals(0, pci.takeInterrupts());
  }

  @Test
  void aVectorThatDoesNotExistIsNotAccepted() {
    pci.set(0x16, 2, 0);
    pci.set(0x1a, 2, 2);
    assertEquals(0xffff, pci.get(0x1a, 2));
    pci.set(0x1a, 2, 1);
    assertEquals(1, pci.get(0x1a, 2));
  }

  @Test
  void whatCannotBeReadOrWrittenFailsWithoutDamage() {
    GuestDriver driver = driver(0);
    for (long sector : new long[] {64, -1, Long.MAX_VALUE, 1L << 55}) {
      assertEquals(1, request(driver, false, IN, sector, writable(data, 512)));
      assertEquals(1, status());
    }
    request(driver, false, IN, 63, writable(data, 1024));
    assertEquals(1, status());
    request(driver, false, IN, 0, writable(data, 511));
    assertEquals(1, status());
    request(driver, false, OUT, 63, readable(data, 513));
    assertEquals(1, status());
    request(driver, false, 99, 0);
    assertEquals(2, status());
    assertEquals(0xf, pci.status());
  }

  @Test
  void aReadOnlyDiskRefusesWrites() {
    VirtioBench other = new VirtioBench(new VirtioBlockModel(), "read-only=on");
    PciGuest guest = PciGuest.of(other);
    GuestDriver driver = new GuestDriver(other, guest, 1L << Block.READ_ONLY, 16);
    long request = other.allot(16 + 512 + 1);
    other.write(request, 4, OUT);
    driver.send(0, false, readable(request, 16 + 512), writable(request + 528, 1));
    assertEquals(1, other.read(request + 528, 1)[0]);
  }

  @Test
  void theDeviceTellsItsName() {
    GuestDriver driver = driver(0);
    assertEquals(21, request(driver, false, GET_ID, 0, writable(data, 20)));
    String name = new String(bench.read(data, 20), StandardCharsets.US_ASCII);
    assertEquals("virtio-blk", name.substring(0, name.indexOf(0)));
  }

  @Test
  void discardedAndZeroedSectorsReadAsZeroes() {
    GuestDriver driver = driver(0);
    for (int type : new int[] {DISCARD, WRITE_ZEROES}) {
      int first = type == DISCARD ? 3 : 30;
      bench.write(data, 8, first);
      bench.write(data + 8, 8, 20);
      request(driver, false, type, 0, readable(data, 16));
      assertEquals(0, status());
      request(driver, false, IN, first - 1, writable(data, 22 * 512));
      byte[] read = bench.read(data, 22 * 512);
      assertEquals(first, read[511]);
      assertArrayEquals(new byte[20 * 512], Arrays.copyOfRange(read, 512, 21 * 512));
      assertEquals(first + 21, read[21 * 512]);
    }
  }

  @Test
  void aRangeWithUnknownFlagsIsUnsupportedAndOneBeyondTheEndFails() {
    GuestDriver driver = driver(0);
    bench.write(data + 8, 4, 1);
    bench.write(data + 12, 4, 1);
    request(driver, false, DISCARD, 0, readable(data, 16));
    assertEquals(2, status());
    bench.write(data, 8, 64);
    request(driver, false, WRITE_ZEROES, 0, readable(data, 16));
    assertEquals(1, status());
  }

  @Test
  void beforeDriverOkBuffersStayWhereTheyAre() {
    GuestDriver.negotiate(pci, 0);
    SplitGuest queue = new SplitGuest(bench, 8, false);
    pci.place(0, 8, queue.descriptors, queue.driver, queue.device);
    prepare(FLUSH, 0);
    queue.add(false, List.of(readable(header, 16), writable(status, 1)));
    pci.kick(0);
    bench.settle();
    assertNull(queue.poll());
    pci.setStatus(0xf);
    bench.settle();
    assertEquals(0, queue.poll().id());
  }

  @Test
  void aResetInTheMiddleOfARequestLeavesAFreshDevice() {
    for (int steps = 1; steps < 120; steps++) {
      GuestDriver driver = driver(0);
      prepare(OUT, 5);
      bench.write(data, VirtioBench.filled(1024, 0xab));
      driver.queue(0)
          .add(
              false,
              List.of(
                  readable(header, 16), readable(data, 1024), writable(status, 1)));
      pci.kick(0);
      bench.settle(steps);
      pci.setStatus(0);
      assertEquals(0, pci.status());
      bench.settle();
      GuestDriver again = driver(GuestDriver.PACKED);
      assertEquals(513, request(again, false, IN, 9, writable(data, 512)));
      assertArrayEquals(VirtioBench.filled(512, 10), bench.read(data, 512));
      bench.release();
    }
    assertNull(bench.monitor.finding());
  }

  @Test
  void withoutBusMasterEnableTheRequestIsBegunAnewLater() {
    GuestDriver driver = driver(0);
    prepare(IN, 5);
    driver.queue(0)
        .add(
            false,
            List.of(readable(header, 16), writable(data, 512), writable(status, 1)));
    bench.busMaster(false);
    pci.kick(0);
    bench.settle();
    assertNull(driver.queue(0).poll());
    bench.busMaster(true);
    pci.kick(0);
    bench.settle();
    assertEquals(513, driver.queue(0).poll().written());
    assertArrayEquals(VirtioBench.filled(512, 6), bench.read(data, 512));
    assertNull(bench.monitor.finding());
  }

  @Test
  void brokenDescriptorsMakeTheDeviceNeedAReset() {
    needsReset(queue -> queue.offer(16));
    needsReset(queue -> loop(queue));
    needsReset(
        queue -> {
          SplitGuest.describe(bench, queue.descriptors, writable(status, 1), 1, 1);
          SplitGuest.describe(bench, queue.descriptors + 16, readable(header, 16), 0, 0);
          queue.offer(0);
        });
    needsReset(
        queue -> {
          SplitGuest.describe(bench, queue.descriptors, readable(header, 15), 4, 0);
          queue.offer(0);
        });
    needsReset(
        queue -> {
          SplitGuest.describe(bench, queue.descriptors, readable(header, 16), 0, 0);
          queue.offer(0);
        });
    needsReset(queue -> bench.write(queue.driver + 2, 2, 17));
  }

  private void loop(SplitGuest queue) {
    SplitGuest.describe(bench, queue.descriptors, readable(header, 16), 1, 1);
    SplitGuest.describe(bench, queue.descriptors + 16, readable(header, 16), 1, 0);
    queue.offer(0);
  }

  private void needsReset(Consumer<SplitGuest> hostility) {
    GuestDriver driver = driver(GuestDriver.INDIRECT);
    hostility.accept((SplitGuest) driver.queue(0));
    pci.kick(0);
    bench.settle();
    assertEquals(0x4f, pci.status());
    assertTrue(bench.wire);
    assertEquals(2, pci.takeInterrupts());
    pci.setStatus(0);
    assertEquals(0, pci.status());
  }
}
