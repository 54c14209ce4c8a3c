package bohr.emulator.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Access;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DmaLifetimeOracleTest {

  private static final int LINK = 3;

  private static Monitor monitor() {
    return new Monitor(List.of(new DmaLifetimeOracle()), Long::toHexString);
  }

  private static void write(Monitor monitor, long address, int bytes) {
    monitor.reached("edu", LINK, Access.Kind.WRITE, address, new byte[bytes]);
  }

  @Test
  void dmaToABufferThatTheGuestHasTakenBackIsAFinding() {
    Monitor monitor = monitor();
    monitor.owned(0x1000, 64, true);
    write(monitor, 0x1030, 32);
    assertEquals("dma-lifetime", monitor.finding().oracle());
    assertEquals("edu's DMA write reached 16 bytes at 0x1030 that the guest had taken back",
        monitor.finding().message());
  }

  @Test
  void aReadIsAFindingToo() {
    Monitor monitor = monitor();
    monitor.owned(0x1000, 64, true);
    monitor.reached("edu", LINK, Access.Kind.READ, 0x1000, new byte[1]);
    assertEquals("edu DMA read", monitor.finding().place());
  }

  @Test
  void dmaToABufferThatIsTheDevicesAgainOrBesideOneIsNone() {
    Monitor monitor = monitor();
    monitor.owned(0x1000, 64, true);
    monitor.owned(0x1010, 16, false);
    write(monitor, 0x1010, 16);
    write(monitor, 0xff0, 16);
    write(monitor, 0x1040, 16);
    assertNull(monitor.finding());
  }

  @Test
  void whatCannotBeARangeIsIgnored() {
    Monitor monitor = monitor();
    monitor.owned(-1, 64, true);
    monitor.owned(0x1000, -1, true);
    monitor.owned(0x1000, Long.MAX_VALUE, true);
    write(monitor, 0x1000, 64);
    assertNull(monitor.finding());
  }

  @Test
  void whoHasTakenNothingBackAddsNothingToTheDigest() {
    Monitor monitor = monitor();
    DigestWalker digest = new DigestWalker().reset();
    monitor.walk(digest);
    assertEquals(new DigestWalker().digest(), digest.digest());
  }

  /// Against a bit a byte, and over a snapshot.
  @Property
  void theRangesAreThoseOfABitMap(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 0xffff) Integer> events) {
    Monitor monitor = monitor();
    BitSet bits = new BitSet();
    for (int event : events) {
      int first = event & 31;
      int bytes = (event >>> 5 & 15) + 1;
      boolean byHarts = event >>> 15 == 1;
      monitor.owned(first, bytes, byHarts);
      bits.set(first, first + bytes, byHarts);
    }
    Saver saver = new Saver();
    monitor.walk(saver);
    for (int address = 0; address < 64; address++) {
      Monitor after = monitor();
      after.walk(new Loader().from(saver.saved()));
      write(after, address, 1);
      assertEquals(bits.get(address), after.finding() != null);
    }
  }
}
