package bohr.emulator.device.e1000e;

import static bohr.emulator.device.e1000e.E1000eBench.BUFFERS;
import static bohr.emulator.device.e1000e.E1000eBench.RECEIVE;
import static bohr.emulator.device.e1000e.E1000eBench.RECEIVE_RING;
import static bohr.emulator.device.e1000e.E1000eBench.TRANSMIT;
import static bohr.emulator.device.e1000e.E1000eBench.broadcast;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class E1000eSetupTest {

  private static int nvm(E1000eBench bench, int word) {
    bench.store(Reg.EERD, word << 2 | 1);
    int result = bench.load(Reg.EERD);
    assertEquals(2, result & 3);
    return result >>> 16;
  }

  private static int phy(E1000eBench bench, int register) {
    bench.store(Reg.MDIC, 2 << 26 | 1 << 21 | register << 16);
    return bench.load(Reg.MDIC);
  }

  private static void phy(E1000eBench bench, int register, int value) {
    bench.store(Reg.MDIC, 1 << 26 | 1 << 21 | register << 16 | value);
  }

  @Test
  void theNvmHoldsTheAddressAndItsSumIsRight() {
    E1000eBench bench = new E1000eBench("mac=0x0123456789ab");
    assertEquals(0x2301, nvm(bench, 0));
    assertEquals(0x6745, nvm(bench, 1));
    assertEquals(0xab89, nvm(bench, 2));
    assertEquals(0x67452301, bench.load(Reg.RAL));
    assertEquals(0x8000ab89, bench.load(Reg.RAL + 4));
    int sum = 0;
    for (int word = 0; word < 64; word++) {
      sum += nvm(bench, word);
    }
    assertEquals(0xbaba, sum & 0xffff);
    assertEquals(0, nvm(bench, 64));
  }

  @Test
  void whatIsWrittenToTheNvmStaysOverAReset() {
    E1000eBench bench = new E1000eBench();
    bench.store(Reg.EEWR, 0x5aa5 << 16 | 1);
    bench.store(Reg.CTRL, Reg.CTRL_RESET);
    assertEquals(0x5aa5, nvm(bench, 0));
    assertEquals(0x5aa5, bench.load(Reg.RAL) & 0xffff);
  }

  @Test
  void thePhyIsFoundAndTheLinkIsUp() {
    E1000eBench bench = new E1000eBench();
    assertEquals(0x0141, phy(bench, 2) & 0xffff);
    assertEquals(0x0cb1, phy(bench, 3) & 0xffff);
    assertEquals(0x24, phy(bench, 1) & 0x24);
    assertEquals(0x82, bench.load(Reg.STATUS) & 0x82);
    bench.store(Reg.MDIC, 2 << 26 | 2 << 21);
    assertEquals(5 << 28, bench.load(Reg.MDIC) & 7 << 28);
  }

  @Test
  void aPhyWithoutPowerHasNoLinkAndOnlyPowerBringsItBack() {
    E1000eBench bench = new E1000eBench().up();
    phy(bench, 0, 0x0800);
    assertEquals(0, bench.load(Reg.STATUS) & 2);
    assertEquals(0, phy(bench, 1) & 4);
    bench.send(broadcast(60));
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(0, bench.sent.size());
    assertEquals(0, bench.load(Reg.RDH));
    bench.load(Reg.ICR);
    phy(bench, 0, 0x1140);
    assertEquals(Cause.LINK_STATUS_CHANGE, bench.load(Reg.ICR) & Cause.LINK_STATUS_CHANGE);
    assertEquals(2, bench.load(Reg.STATUS) & 2);
  }

  @Test
  void pagesOfThePhyAreApart() {
    E1000eBench bench = new E1000eBench();
    phy(bench, 20, 0x1111);
    phy(bench, 22, 2);
    phy(bench, 20, 0x2222);
    assertEquals(0x2222, phy(bench, 20) & 0xffff);
    phy(bench, 22, 0xffff);
    assertEquals(0, phy(bench, 20) & 0xffff);
    phy(bench, 22, 0);
    assertEquals(0x1111, phy(bench, 20) & 0xffff);
  }

  // Filters.

  private static boolean takes(E1000eBench bench, int... address) {
    byte[] frame = broadcast(60);
    for (int i = 0; i < 6; i++) {
      frame[i] = (byte) address[i];
    }
    int before = bench.load(Reg.RDH);
    bench.receive(frame);
    bench.settle();
    return bench.load(Reg.RDH) != before;
  }

  @Test
  void aCardTakesWhatIsForIt() {
    E1000eBench bench = new E1000eBench().up();
    assertTrue(takes(bench, 0x52, 0x54, 0, 0x12, 0x34, 0x51));
    assertTrue(!takes(bench, 0x52, 0x54, 0, 0x12, 0x34, 0x52));
    assertTrue(!takes(bench, 0x01, 0, 0x5e, 0, 0, 1));
    bench.store(Reg.RCTL, Reg.RCTL_ENABLE);
    assertTrue(!takes(bench, 255, 255, 255, 255, 255, 255));
    bench.store(Reg.RCTL, Reg.RCTL_ENABLE | Reg.RCTL_UNICAST_PROMISCUOUS);
    assertTrue(takes(bench, 0x52, 0x54, 0, 0x12, 0x34, 0x52));
  }

  @Test
  void theMulticastTableIsIndexedByTheUpperBitsOfTheAddress() {
    E1000eBench bench = new E1000eBench().up();
    int hash = (0x00 | 0x01 << 8) >>> 4;
    bench.store(Reg.MTA + 4 * (hash >>> 5), 1 << (hash & 31));
    assertTrue(takes(bench, 0x01, 0, 0x5e, 0, 0, 1));
    assertTrue(!takes(bench, 0x01, 0, 0x5e, 0, 0, 2));
  }

  private static byte[] tagged(int id) {
    byte[] frame = broadcast(68);
    frame[12] = (byte) 0x81;
    frame[13] = 0;
    frame[14] = (byte) (id >>> 8);
    frame[15] = (byte) id;
    return frame;
  }

  @Test
  void aTagIsStrippedIntoTheDescriptor() {
    E1000eBench bench = new E1000eBench().up();
    bench.store(Reg.CTRL, bench.load(Reg.CTRL) | Reg.CTRL_VLAN_MODE);
    bench.receive(tagged(0x123));
    bench.settle();
    assertEquals(64 | 0xbL << 32 | 0x123L << 48, bench.word(RECEIVE_RING, 0, 1));
    byte[] stored = bench.ram(BUFFERS, 64);
    assertEquals(16, stored[12]);
  }

  @Test
  void onlyTagsInTheTablePassWhileTheyAreFiltered() {
    E1000eBench bench = new E1000eBench().up();
    bench.store(
        Reg.RCTL, Reg.RCTL_ENABLE | Reg.RCTL_BROADCAST | Reg.RCTL_VLAN_FILTER);
    bench.receive(tagged(0x123));
    bench.settle();
    assertEquals(0, bench.load(Reg.RDH));
    bench.store(Reg.VFTA + 4 * (0x123 >>> 5), 1 << (0x123 & 31));
    bench.receive(tagged(0x123));
    bench.settle();
    assertEquals(1, bench.load(Reg.RDH));
  }

  // Reset, and what nobody should do.

  @Test
  void aResetEndsWhatIsUnderWayAndAnAnswerThatComesLateIsDropped() {
    E1000eBench bench = new E1000eBench().up();
    bench.send(broadcast(60));
    while (!bench.describe(TRANSMIT).startsWith("AwaitDescriptor")) {
      bench.step(TRANSMIT);
    }
    bench.store(Reg.IMS, -1);
    bench.store(Reg.CTRL, Reg.CTRL_RESET);
    bench.settle();
    assertEquals(0, bench.sent.size());
    assertEquals(0, bench.load(Reg.IMS));
    assertEquals(0, bench.load(Reg.TDT));
    assertEquals("Idle", bench.describe(TRANSMIT));
    bench.up();
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(1, bench.load(Reg.RDH));
  }

  @Test
  void aFunctionLevelResetTakesThePhyBackToo() {
    E1000eBench bench = new E1000eBench();
    phy(bench, 0, 0x0800);
    bench.store(Reg.CTRL, Reg.CTRL_RESET);
    assertEquals(0, bench.load(Reg.STATUS) & 2);
    bench.device.function().writeConfig(0x48, 2, 0x8000);
    bench.busMaster(true);
    assertEquals(2, bench.load(Reg.STATUS) & 2);
  }

  @Test
  void registersAreFourBytesWide() {
    E1000eBench bench = new E1000eBench();
    assertNull(bench.device.load(0, 8, 8));
    assertNull(bench.device.load(0, 2, 2));
    assertNull(bench.device.store(0, 8, 1, 0));
  }

  @Test
  void whatIsNoRegisterReadsAsZero() {
    E1000eBench bench = new E1000eBench();
    bench.store(0x1fffc, -1);
    assertEquals(0, bench.load(0x1fffc));
  }

  @Property(tries = 60)
  void garbageInEveryRegisterBreaksNothingAndIsRepeatable(@ForAll long seed) {
    assertEquals(garbage(seed), garbage(seed));
  }

  private static final int[] PLACES = {
    Reg.CTRL, Reg.RCTL, Reg.TCTL, Reg.RDBAL, Reg.RDLEN, Reg.RDH, Reg.RDT, Reg.TDBAL, Reg.TDLEN,
    Reg.TDH, Reg.TDT, Reg.TDT + 0x100, Reg.TDLEN + 0x100, Reg.IMS, Reg.ICS, Reg.IVAR, Reg.EIAC,
    Reg.IAM, Reg.CTRL_EXT, Reg.MDIC, Reg.EERD, Reg.EEWR, Reg.RFCTL, Reg.RXCSUM
  };

  private static long garbage(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    E1000eBench bench = new E1000eBench("max-payload=" + (8 << random.nextInt(10))).up();
    byte[] memory = new byte[E1000eBench.RAM_BYTES / 4];
    random.nextBytes(memory);
    bench.memory.write(0, memory, 0, memory.length, -1);
    if (random.nextBoolean()) {
      bench.withMsiX();
    }
    for (int i = 0; i < 300; i++) {
      int place = random.nextInt(3) == 0
          ? 4 * random.nextInt(0x8000) : PLACES[random.nextInt(PLACES.length)];
      if (random.nextInt(4) == 0) {
        bench.load(place);
      } else {
        int value = random.nextInt() >>> random.nextInt(32);
        bench.store(place, place == Reg.CTRL ? value & ~Reg.CTRL_RESET : value);
      }
      if (random.nextInt(5) == 0) {
        byte[] frame = broadcast(14 + random.nextInt(1505));
        bench.receive(frame);
      }
      bench.settle(random, 100);
    }
    return bench.digest();
  }

  @Property(tries = 30)
  void whatAnyOrderOfThingsDeliversIsTheSame(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    E1000eBench bench = new E1000eBench().up();
    for (int i = 0; i < 5; i++) {
      bench.send(broadcast(60 + i));
      bench.receive(broadcast(200 + i));
      bench.settle(random, 40);
    }
    bench.settle();
    assertEquals(5, bench.sent.size());
    for (int i = 0; i < 5; i++) {
      assertEquals(200 + i, bench.word(RECEIVE_RING, i, 1) & 0xffff);
      assertArrayEquals(broadcast(200 + i), bench.ram(BUFFERS + 2048 * i, 200 + i));
    }
    assertEquals("Idle", bench.describe(RECEIVE));
  }
}
