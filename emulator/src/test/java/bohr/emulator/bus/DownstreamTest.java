package bohr.emulator.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.hart.GuestPort;
import bohr.emulator.hart.Hart;
import bohr.emulator.hart.HartBus.Reply;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Tlp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownstreamTest {

  private static final long BASE = 0x1000_1000L;
  private static final int HART = 0;
  private static final int LINK = 2;
  private static final int DOWNSTREAM = 3;

  private final List<String> seen = new ArrayList<>();
  private final Roster roster = new Roster();
  private final Clock clock = new Clock();
  private final Memory memory = new Memory(1 << 16, 256, 2);
  private final VisibleAccesses accesses = new VisibleAccesses();
  private final Lock lock = new Lock(roster);
  private final SystemBus bus = new SystemBus(memory, roster, accesses, 2);
  private final Hart hart = new Hart(HART, memory, bus, new Silent(), clock, roster);
  private final Downstream downstream;
  private final Link link;

  private static final class Silent implements GuestPort {

    @Override
    public void hint(Hart hart, int code, long value) {}

    @Override
    public void exception(Hart hart, int cause, long pc, long value) {}
  }

  /// Registers that tell what they are asked, each store in two phases.
  private final class Told implements RegisterBank {

    record Access(String what, boolean last) implements Phase {
      @Override
      public long fingerprint() {
        return what.hashCode();
      }
    }

    @Override
    public Lock lock() {
      return lock;
    }

    @Override
    public Phase load(int bar, long offset, int size) {
      return new Access("load " + offset, true);
    }

    @Override
    public Phase store(int bar, long offset, int size, long value) {
      return new Access("store " + offset + " " + value, false);
    }

    @Override
    public Phase handle(Phase phase) {
      Access access = (Access) phase;
      if (!access.last) {
        return new Access(access.what, true);
      }
      seen.add(access.what);
      return new Done(7);
    }
  }

  DownstreamTest() {
    Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
    link = new Link("dev", LINK, 0, bus, roster, clock, monitor);
    Ordering order = new Ordering(memory, MemoryRules.SC, 0);
    bus.add(BASE, 0x1000, new Told(), link, 0);
    downstream = new Downstream("dev", DOWNSTREAM, 0, link, roster, clock, accesses, order);
    bus.add(downstream);
    roster.enable(HART);
  }

  private Reply store(long value) {
    return bus.store(hart, BASE, 4, value);
  }

  @Test
  void aStoreIsDoneBeforeTheDeviceHasIt() {
    assertEquals(Reply.DONE, store(1));
    assertEquals(List.of(), seen);
    assertTrue(roster.isEnabled(DOWNSTREAM));
    assertEquals(2, downstream.perform(9, Chooser.STRONGEST));
    assertEquals(List.of("store 0 1"), seen);
    assertFalse(roster.isEnabled(DOWNSTREAM));
  }

  @Test
  void storesArriveInTheOrderInWhichTheyWerePosted() {
    store(1);
    store(2);
    downstream.perform(9, Chooser.STRONGEST);
    assertEquals(List.of("store 0 1", "store 0 2"), seen);
  }

  @Test
  void aLoadWaitsUntilTheStoresBeforeItHaveArrived() {
    store(1);
    assertEquals(Reply.PENDING, bus.load(hart, BASE + 4, 4));
    assertFalse(roster.isEnabled(HART));
    downstream.perform(2, Chooser.STRONGEST);
    assertTrue(roster.isEnabled(HART));
    assertEquals(Reply.DONE, bus.resume(hart));
    assertEquals(7, hart.busValue);
    assertEquals(List.of("store 0 1", "load 4"), seen);
  }

  @Test
  void theDataOfADmaReadStaysBehindTheStoresThatAreUnderWay() {
    link.deliverReadsTo((tag, data) -> seen.add("data"));
    store(1);
    link.send(new Tlp.Read(MemoryLayout.RAM, 4, 0));
    link.perform(1, Chooser.STRONGEST);
    assertFalse(roster.isEnabled(LINK));
    downstream.perform(9, Chooser.STRONGEST);
    link.perform(1, Chooser.STRONGEST);
    assertEquals(List.of("store 0 1", "data"), seen);
  }

  @Test
  void aDmaWritePassesAReadWhoseDataHasToWait() {
    link.deliverReadsTo((tag, data) -> seen.add("data"));
    store(1);
    link.send(new Tlp.Read(MemoryLayout.RAM, 4, 0));
    link.send(new Tlp.Write(MemoryLayout.RAM, new byte[] {5}, false));
    link.perform(1, Chooser.STRONGEST);
    assertEquals(5, memory.load8(0));
    assertEquals(List.of(), seen);
  }

  @Test
  void aLoadWithNothingBeforeItGoesAtOnce() {
    assertEquals(Reply.DONE, bus.load(hart, BASE + 4, 4));
  }

  @Test
  void aHartWaitsForRoomBehindSixteenStores() {
    for (int i = 0; i < 16; i++) {
      assertEquals(Reply.DONE, store(i));
    }
    assertEquals(Reply.PENDING, store(16));
    assertFalse(roster.isEnabled(HART));
    downstream.perform(2, Chooser.STRONGEST);
    assertTrue(roster.isEnabled(HART));
    assertEquals(Reply.DONE, bus.resume(hart));
    downstream.perform(99, Chooser.STRONGEST);
    assertEquals("store 0 16", seen.getLast());
    assertEquals(17, seen.size());
  }

  @Test
  void aStoreArrivesUnderTheDevicesLock() {
    store(1);
    lock.acquire(1);
    assertEquals(1, downstream.perform(9, Chooser.STRONGEST));
    assertFalse(roster.isEnabled(DOWNSTREAM));
    lock.release(1);
    assertEquals(2, downstream.perform(9, Chooser.STRONGEST));
    assertEquals(List.of("store 0 1"), seen);
  }
}
