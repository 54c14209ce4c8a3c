package bohr.emulator.device.e1000e;

import static bohr.emulator.device.e1000e.E1000eBench.BUFFERS;
import static bohr.emulator.device.e1000e.E1000eBench.ENTRIES;
import static bohr.emulator.device.e1000e.E1000eBench.RAM;
import static bohr.emulator.device.e1000e.E1000eBench.RECEIVE_RING;
import static bohr.emulator.device.e1000e.E1000eBench.TRANSMIT_RING;
import static bohr.emulator.device.e1000e.E1000eBench.broadcast;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class E1000eDataTest {

  /// 10.0.2.15 to 10.0.2.2, TCP, 12 bytes of data; both checksums right.
  private static final byte[] TCP = tcp(12);

  private static byte[] tcp(int data) {
    byte[] frame = new byte[54 + data];
    byte[] headers = HexFormat.of().parseHex(
        "52550a000202" + "525400123451" + "0800"
            + "4500000012344000400600000a00020f0a000202"
            + "04d20007" + "000003e8" + "00000001" + "5019ffff" + "00000000");
    System.arraycopy(headers, 0, frame, 0, 54);
    for (int i = 0; i < data; i++) {
      frame[54 + i] = (byte) (7 * i + 1);
    }
    put(frame, 16, 40 + data);
    return checked(frame);
  }

  private static void put(byte[] frame, int at, int value) {
    frame[at] = (byte) (value >>> 8);
    frame[at + 1] = (byte) value;
  }

  private static int get(byte[] frame, int at) {
    return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  /// Sums as the textbook has it, apart from the card's own code.
  private static int sum(byte[] frame, int from, long seed) {
    long sum = seed;
    for (int i = from; i < frame.length; i += 2) {
      sum += i + 1 < frame.length ? get(frame, i) : (frame[i] & 0xff) << 8;
    }
    while (sum > 0xffff) {
      sum = (sum >> 16) + (sum & 0xffff);
    }
    return (int) sum;
  }

  private static long pseudoHeader(byte[] frame, int length) {
    return get(frame, 26) + get(frame, 28) + get(frame, 30) + get(frame, 32) + 6L + length;
  }

  private static byte[] checked(byte[] frame) {
    byte[] right = frame.clone();
    put(right, 24, 0);
    put(right, 24, ~sum(Arrays.copyOf(right, 34), 14, 0));
    put(right, 50, 0);
    put(right, 50, ~sum(right, 34, pseudoHeader(right, right.length - 34)));
    return right;
  }

  private static final int RXCSUM_BOTH = 0x300;

  private static E1000eBench up(String... settings) {
    return new E1000eBench(settings).up();
  }

  // Transmission.

  @Test
  void aFrameGoesOutAndItsDescriptorIsDone() {
    E1000eBench bench = up();
    bench.send(broadcast(1514));
    bench.settle();
    assertEquals(1, bench.sent.size());
    assertArrayEquals(broadcast(1514), bench.sent.getFirst());
    assertEquals(1, bench.word(TRANSMIT_RING, 0, 1) >>> 32);
    assertEquals(1, bench.load(Reg.TDH));
  }

  @Test
  void whatDoesNotAskForItsStatusIsNotWrittenBack() {
    E1000eBench bench = up();
    bench.data(broadcast(60), BUFFERS, 1, 0);
    bench.ring();
    bench.settle();
    assertEquals(1, bench.sent.size());
    assertEquals(0, bench.word(TRANSMIT_RING, 0, 1) >>> 32);
  }

  @Test
  void aFrameMayComeInPiecesOfAnySizeAndBeat() {
    for (String payload : new String[] {"8", "64", "4096"}) {
      E1000eBench bench = up("max-payload=" + payload);
      byte[] frame = broadcast(300);
      bench.data(Arrays.copyOf(frame, 13), BUFFERS + 3, 0, 0);
      bench.data(Arrays.copyOfRange(frame, 13, 14), BUFFERS + 0x101, 0, 0);
      bench.data(Arrays.copyOfRange(frame, 14, 300), BUFFERS + 0xff5, 9, 0);
      bench.ring();
      bench.settle();
      assertEquals(1, bench.sent.size());
      assertArrayEquals(frame, bench.sent.getFirst());
      assertEquals(3, bench.load(Reg.TDH));
    }
  }

  @Test
  void aLegacyDescriptorSumsFromItsStart() {
    E1000eBench bench = up();
    byte[] frame = broadcast(64);
    frame[40] = 0;
    frame[41] = 0;
    bench.memory.write(BUFFERS, frame, 0, 64, -1);
    bench.descriptor(RAM + BUFFERS, 64 | 40L << 16 | 0xdL << 24 | 14L << 40);
    bench.ring();
    bench.settle();
    byte[] expected = frame.clone();
    put(expected, 40, ~sum(frame, 14, 0));
    assertArrayEquals(expected, bench.sent.getFirst());
  }

  private static long context(int headerBytes, int segmentBytes, int payload, int command) {
    return payload | (long) (command | 0x20) << 24 | (long) headerBytes << 40
        | (long) segmentBytes << 48;
  }

  private static final long PLACES = 14 | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40;

  @Test
  void checksumsArePutWhereTheContextSays() {
    E1000eBench bench = up();
    byte[] frame = TCP.clone();
    put(frame, 24, 0);
    put(frame, 50, sum(new byte[0], 0, pseudoHeader(frame, frame.length - 34)));
    bench.descriptor(PLACES, context(0, 0, 0, 3));
    bench.data(frame, BUFFERS, 9, 3);
    bench.ring();
    bench.settle();
    assertArrayEquals(TCP, bench.sent.getFirst());
  }

  @Test
  void checksumsThatAreNotAskedForAreLeftAlone() {
    E1000eBench bench = up();
    byte[] frame = TCP.clone();
    put(frame, 24, 0);
    bench.descriptor(PLACES, context(0, 0, 0, 3));
    bench.data(frame, BUFFERS, 9, 0);
    bench.ring();
    bench.settle();
    assertArrayEquals(frame, bench.sent.getFirst());
  }

  @Test
  void aLargePacketGoesOutInSegmentsThatAnyHostTakes() {
    E1000eBench bench = up();
    byte[] whole = tcp(2500);
    byte[] frame = whole.clone();
    put(frame, 16, 0);
    put(frame, 24, 0);
    put(frame, 50, sum(new byte[0], 0, pseudoHeader(frame, 0)));
    bench.descriptor(PLACES, context(54, 1000, 2500, 7));
    bench.data(Arrays.copyOf(frame, 54), BUFFERS, 4, 3);
    bench.data(Arrays.copyOfRange(frame, 54, frame.length), BUFFERS + 0x1001, 13, 3);
    bench.ring();
    bench.settle();
    assertEquals(3, bench.sent.size());
    int[] lengths = {1000, 1000, 500};
    for (int i = 0; i < 3; i++) {
      byte[] segment = bench.sent.get(i);
      assertEquals(54 + lengths[i], segment.length);
      assertEquals(40 + lengths[i], get(segment, 16));
      assertEquals(0x1234 + i, get(segment, 18));
      assertEquals(1000 + 1000 * i, get(segment, 40));
      assertEquals(i == 2 ? 0x19 : 0x10, segment[47]);
      assertArrayEquals(checked(segment), segment);
      int from = 54 + 1000 * i;
      assertArrayEquals(
          Arrays.copyOfRange(whole, from, from + lengths[i]),
          Arrays.copyOfRange(segment, 54, segment.length));
    }
    assertEquals(1, bench.load(Statistic.SEGMENTED));
    assertEquals(3, bench.load(Statistic.GOOD_SENT));
  }

  @Test
  void aFrameThatNoEthernetCarriesIsNotSent() {
    E1000eBench bench = up();
    bench.send(broadcast(1519));
    bench.send(broadcast(13));
    bench.settle();
    assertEquals(0, bench.sent.size());
    assertEquals(2, bench.load(Reg.TDH));
  }

  @Test
  void withoutBusMasterEnableNothingIsFetchedAndTheNextDoorbellBeginsAnew() {
    E1000eBench bench = up();
    bench.busMaster(false);
    bench.send(broadcast(60));
    bench.settle();
    assertEquals(0, bench.sent.size());
    bench.busMaster(true);
    bench.ring();
    bench.settle();
    assertEquals(1, bench.sent.size());
  }

  // Reception.

  @Test
  void aFrameArrivesWithItsLengthAndTheDriverKeepsTheRestOfTheBuffer() {
    E1000eBench bench = up();
    bench.receive(broadcast(100));
    bench.settle();
    assertArrayEquals(broadcast(100), bench.ram(BUFFERS, 100));
    assertArrayEquals(new byte[28], bench.ram(BUFFERS + 100, 28));
    assertEquals(100 | 3L << 32, bench.word(RECEIVE_RING, 0, 1));
    assertEquals(RAM + BUFFERS, bench.word(RECEIVE_RING, 0, 0));
    assertEquals(1, bench.load(Reg.RDH));
  }

  @Test
  void anExtendedDescriptorHasStatusBeforeLength() {
    E1000eBench bench = up();
    bench.store(Reg.RFCTL, Reg.RFCTL_EXTENDED);
    bench.receive(broadcast(100));
    bench.settle();
    assertEquals(0, bench.word(RECEIVE_RING, 0, 0));
    assertEquals(3 | 100L << 32, bench.word(RECEIVE_RING, 0, 1));
  }

  @Test
  void theCheckSequenceIsThereUnlessItIsStripped() {
    E1000eBench bench = up();
    bench.store(Reg.RCTL, Reg.RCTL_ENABLE | Reg.RCTL_BROADCAST);
    bench.receive(broadcast(61));
    bench.settle();
    CRC32 crc = new CRC32();
    crc.update(broadcast(61));
    assertEquals(65 | 3L << 32, bench.word(RECEIVE_RING, 0, 1));
    assertArrayEquals(Bytes.of((int) crc.getValue()), bench.ram(BUFFERS + 61, 4));
  }

  @Test
  void aShortFrameIsFilledUp() {
    E1000eBench bench = up();
    bench.receive(broadcast(42));
    bench.settle();
    assertEquals(60 | 3L << 32, bench.word(RECEIVE_RING, 0, 1));
  }

  @Test
  void aFrameThatIsLargerThanABufferTakesSeveral() {
    E1000eBench bench = up();
    int buffersOf256 = 3 << 16;
    bench.store(
        Reg.RCTL,
        Reg.RCTL_ENABLE | Reg.RCTL_BROADCAST | Reg.RCTL_STRIP_CRC | buffersOf256);
    bench.receive(broadcast(600));
    bench.settle();
    assertEquals(256 | 1L << 32, bench.word(RECEIVE_RING, 0, 1));
    assertEquals(256 | 1L << 32, bench.word(RECEIVE_RING, 1, 1));
    assertEquals(88 | 3L << 32, bench.word(RECEIVE_RING, 2, 1));
    byte[] third = Arrays.copyOfRange(broadcast(600), 512, 600);
    assertArrayEquals(third, bench.ram(BUFFERS + 2 * 2048, 88));
  }

  private static long statusOf(byte[] frame) {
    E1000eBench bench = up();
    bench.store(Reg.RFCTL, Reg.RFCTL_EXTENDED);
    bench.store(Reg.RCTL, Reg.RCTL_ENABLE | Reg.RCTL_STRIP_CRC | Reg.RCTL_UNICAST_PROMISCUOUS);
    bench.store(Reg.RXCSUM, RXCSUM_BOTH);
    bench.receive(frame);
    bench.settle();
    return bench.word(RECEIVE_RING, 0, 1) & 0xffff_ffffL;
  }

  @Test
  void checksumsAreLookedAt() {
    assertEquals(0x63, statusOf(TCP));
    byte[] badData = TCP.clone();
    badData[60]++;
    assertEquals(0x63 | 1 << 29, statusOf(badData));
    byte[] badHeader = TCP.clone();
    badHeader[24]++;
    assertEquals(0x63 | 1 << 30, statusOf(badHeader));
    byte[] fragment = TCP.clone();
    put(fragment, 20, 0x2000);
    put(fragment, 24, 0);
    put(fragment, 24, ~sum(Arrays.copyOf(fragment, 34), 14, 0));
    assertEquals(0x43, statusOf(fragment));
  }

  @Test
  void aFrameWaitsForADescriptorAndIsCounted() {
    E1000eBench bench = up();
    for (int i = 0; i < ENTRIES; i++) {
      bench.receive(broadcast(60 + i));
    }
    bench.settle();
    assertEquals(ENTRIES - 1, bench.load(Reg.RDH));
    assertEquals(1, bench.load(Statistic.NO_BUFFERS));
    bench.store(Reg.RDT, 0);
    bench.settle();
    assertEquals(67 | 3L << 32, bench.word(RECEIVE_RING, ENTRIES - 1, 1));
    assertEquals(0, bench.load(Reg.RDH));
  }

  @Test
  void framesThatFindThePacketBufferFullAreMissedAndSaidToBe() {
    E1000eBench bench = up();
    for (int i = 0; i < ENTRIES - 1 + 1 + 64 + 5; i++) {
      bench.receive(broadcast(60));
      bench.settle();
    }
    bench.store(Reg.RDT, ENTRIES - 2);
    bench.settle();
    assertEquals(5, bench.load(Statistic.MISSED));
    assertEquals(0, bench.load(Statistic.MISSED));
    assertTrue((bench.load(Reg.ICR) & Cause.RECEIVE_OVERRUN) != 0);
  }

  @Test
  void theDriverIsToldWhenHalfOfTheRingIsLeft() {
    E1000eBench bench = up();
    for (int i = 0; i < 2; i++) {
      bench.receive(broadcast(60));
    }
    bench.settle();
    assertEquals(0, bench.load(Reg.ICR) & Cause.RECEIVE_FEW_DESCRIPTORS);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(
        Cause.RECEIVE_FEW_DESCRIPTORS, bench.load(Reg.ICR) & Cause.RECEIVE_FEW_DESCRIPTORS);
  }

  @Test
  void countersCountAndReadingClearsThem() {
    E1000eBench bench = up();
    bench.receive(broadcast(60));
    bench.receive(broadcast(61));
    bench.settle();
    assertEquals(2, bench.load(Statistic.GOOD_RECEIVED));
    assertEquals(0, bench.load(Statistic.GOOD_RECEIVED));
    assertEquals(1, bench.load(Statistic.RECEIVED_BY_SIZE));
    assertEquals(1, bench.load(Statistic.RECEIVED_BY_SIZE + 4));
    assertEquals(129, bench.load(Statistic.GOOD_OCTETS_RECEIVED));
    assertEquals(129, bench.load(Statistic.GOOD_OCTETS_RECEIVED));
    assertEquals(0, bench.load(Statistic.GOOD_OCTETS_RECEIVED + 4));
    assertEquals(0, bench.load(Statistic.GOOD_OCTETS_RECEIVED));
  }
}
