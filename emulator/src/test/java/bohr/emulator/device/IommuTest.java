package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.device.iommu.IommuModel;
import bohr.emulator.input.BadInput;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Tlp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The IOMMU, with a link of another function in front of it; and the oracle `stale-translation`.
class IommuTest {

  private static final int DDTP = 0x10;
  private static final int CQB = 0x18;
  private static final int CQH = 0x20;
  private static final int CQT = 0x24;
  private static final int FQB = 0x28;
  private static final int FQT = 0x34;
  private static final int CQCSR = 0x48;
  private static final int FQCSR = 0x4c;
  private static final int ON = 1 | 1 << 16;

  private static final int LINK = 20;
  private static final int REQUESTER = 2 << 3;
  private static final int DIRECTORY = 0x1000;
  private static final int COMMANDS = 0x2000;
  private static final int FAULTS = 0x3000;
  private static final int ROOT = 0x4000;
  private static final int MIDDLE = 0x5000;
  private static final int LEAVES = 0x6000;
  private static final int PAGE = 0x8000;
  private static final int OTHER_PAGE = 0x9000;
  private static final long ADDRESS = 0x10_0000;
  private static final int LEAF = 0xd7;
  private static final long IOTINVAL = 1;
  private static final long IOFENCE = 2;
  private static final long IODIR = 3;
  private static final long BY_ADDRESS = 1 << 10;
  private static final long BY_SPACE = 1L << 32;

  private final List<byte[]> answers = new ArrayList<>();
  private DeviceBench bench;
  private Link link;

  private void build(String invalidation) {
    bench = new DeviceBench(new IommuModel(), "invalidation=" + invalidation);
    bench.device.plugInto(bench.bus);
    link = link(REQUESTER);
  }

  private Link link(int requester) {
    Link made = new Link("edu", LINK, 1, bench.bus, bench.roster, bench.clock, bench.monitor);
    made.requestAs(requester);
    made.deliverReadsTo((_, data) -> answers.add(data));
    return made;
  }

  private static long pte(int table, int flags) {
    return DeviceBench.RAM + table >>> 12 << 10 | flags;
  }

  private void put(int offset, long value) {
    bench.memory.store64(offset, value, -1);
  }

  private void map(long address, int page, int flags) {
    put(LEAVES + 8 * (int) (address >>> 12 & 0x1ff), pte(page, flags));
  }

  /// Tables that map ADDRESS to PAGE, and both queues.
  private void translate(String invalidation) {
    build(invalidation);
    context(1, 0, 8L << 60 | DeviceBench.RAM + ROOT >>> 12);
    put(ROOT, pte(MIDDLE, 1));
    put(MIDDLE, pte(LEAVES, 1));
    map(ADDRESS, PAGE, LEAF);
    bench.store64(CQB, pte(COMMANDS, 2)); // 8 commands
    bench.store64(FQB, pte(FAULTS, 1)); // 4 records
    bench.store(CQCSR, 1);
    bench.store(FQCSR, 1);
    bench.store64(DDTP, pte(DIRECTORY, 2));
  }

  private void context(long control, long attributes, long firstStage) {
    int at = DIRECTORY + 32 * REQUESTER;
    put(at, control);
    put(at + 8, 0);
    put(at + 16, attributes);
    put(at + 24, firstStage);
  }

  private void forgetContext() {
    command(IODIR | 1L << 33 | (long) REQUESTER << 40, 0);
    bench.settle();
  }

  /// Sends, and counts the steps until nothing is on the link.
  private int send(Tlp tlp) {
    link.send(tlp);
    int steps = 0;
    while (bench.roster.isEnabled(LINK)) {
      steps += link.perform(1, Chooser.STRONGEST);
    }
    return steps;
  }

  private int write(long address, int value) {
    return send(new Tlp.Write(address, DeviceBench.bytes(8, value), false));
  }

  private void command(long first, long second) {
    int tail = (int) bench.load(CQT);
    put(COMMANDS + 16 * tail, first);
    put(COMMANDS + 16 * tail + 8, second);
    bench.store(CQT, tail + 1 & 7);
  }

  private void fault(int number, int cause, boolean store, long address) {
    int at = FAULTS + 32 * number;
    long type = store ? 3 : 2;
    assertEquals(cause | type << 34 | (long) REQUESTER << 40, bench.memory.load64(at));
    assertEquals(address, bench.memory.load64(at + 16));
  }

  @Test
  void atPowerOnRequestsGoWhereTheySay() {
    build("at-once");
    assertEquals(1, bench.load(DDTP, 8), "bare");
    assertEquals(1, write(DeviceBench.RAM + PAGE, 5));
    assertArrayEquals(DeviceBench.bytes(8, 5), bench.ram(PAGE, 8));
  }

  @Test
  void aTranslationTakesAStepForEachTableAndIsKept() {
    translate("at-once");
    assertEquals(5, write(ADDRESS + 16, 5), "context, three levels, and the write");
    assertArrayEquals(DeviceBench.bytes(8, 5), bench.ram(PAGE + 16, 8));
    assertEquals(1, write(ADDRESS, 6));
    send(new Tlp.Read(ADDRESS, 8, 0));
    assertArrayEquals(DeviceBench.bytes(8, 6), answers.getFirst());
  }

  @Test
  void aContextMayLeaveADeviceAlone() {
    translate("at-once");
    context(1, 0, 0);
    assertEquals(2, write(DeviceBench.RAM + PAGE, 5));
    assertArrayEquals(DeviceBench.bytes(8, 5), bench.ram(PAGE, 8));
  }

  @Test
  void whatNoPageTableMapsIsRefusedAndRecorded() {
    translate("at-once");
    write(ADDRESS + 0x1000, 5);
    map(ADDRESS + 0x2000, PAGE, LEAF & ~4);
    write(ADDRESS + 0x2000, 5);
    send(new Tlp.Read(ADDRESS + 0x3000, 8, 0));
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(8, 0), bench.ram(PAGE, 8));
    assertArrayEquals(DeviceBench.bytes(8, -1), answers.getFirst());
    assertEquals(3, bench.load(FQT));
    fault(0, 15, true, ADDRESS + 0x1000);
    fault(1, 15, true, ADDRESS + 0x2000);
    fault(2, 13, false, ADDRESS + 0x3000);
    write(ADDRESS + 0x1000, 5);
    bench.settle();
    assertEquals(ON | 1 << 9, bench.load(FQCSR), "the queue is full");
    assertEquals(3, bench.load(FQT));
  }

  @Test
  void pagesOfTheSupervisorAndAddressesBeyondSv39AreRefused() {
    translate("at-once");
    map(ADDRESS, PAGE, LEAF & ~0x10);
    write(ADDRESS, 5);
    map(ADDRESS, PAGE, LEAF & ~0x40);
    write(ADDRESS, 5);
    map(ADDRESS, PAGE, LEAF);
    write(ADDRESS | 1L << 39, 5);
    assertArrayEquals(DeviceBench.bytes(8, 0), bench.ram(PAGE, 8));
    bench.settle();
    assertEquals(3, bench.load(FQT));
  }

  @Test
  void contextsAndModesThatAreWrongHaveCausesOfTheirOwn() {
    translate("at-once");
    context(0, 0, 0);
    write(ADDRESS, 5);
    context(1 | 2, 0, 0); // ATS
    write(ADDRESS, 5);
    bench.settle();
    fault(0, 258, true, ADDRESS);
    fault(1, 259, true, ADDRESS);
    bench.store64(DDTP, 0);
    write(ADDRESS, 5);
    bench.settle();
    fault(2, 256, true, ADDRESS);
    bench.store64(DDTP, 5);
    assertEquals(0, bench.load(DDTP, 8), "there is no such mode");
  }

  @Test
  void devicesBehindTheDirectoryAreDisallowed() {
    translate("at-once");
    link = link(16 << 3);
    write(ADDRESS, 5);
    bench.settle();
    assertEquals(260, bench.memory.load64(FAULTS) & 0xfff);
  }

  @Test
  void aContextMaySayThatItsFaultsAreNotRecorded() {
    translate("at-once");
    context(1 | 1 << 4, 0, 8L << 60 | DeviceBench.RAM + ROOT >>> 12);
    write(ADDRESS + 0x1000, 5);
    bench.settle();
    assertEquals(0, bench.load(FQT));
  }

  @Test
  void anEntryIsUsedUntilItIsInvalidated() {
    translate("at-once");
    write(ADDRESS, 5);
    map(ADDRESS, OTHER_PAGE, LEAF);
    write(ADDRESS, 6);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(PAGE, 8), "the old page");
    command(IOTINVAL | BY_ADDRESS, ADDRESS + 0x1000 >>> 12 << 10);
    command(IOTINVAL | BY_SPACE | 1 << 12, 0);
    bench.settle();
    write(ADDRESS, 7);
    assertArrayEquals(DeviceBench.bytes(8, 7), bench.ram(PAGE, 8), "another address and space");
    command(IOTINVAL | BY_ADDRESS | BY_SPACE, ADDRESS >>> 12 << 10);
    bench.settle();
    write(ADDRESS, 8);
    assertArrayEquals(DeviceBench.bytes(8, 8), bench.ram(OTHER_PAGE, 8));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aLargePageIsOneEntryAndGoesAsAWhole() {
    translate("at-once");
    put(MIDDLE, DeviceBench.RAM >>> 12 << 10 | LEAF);
    assertEquals(4, write(PAGE, 5));
    assertEquals(1, write(OTHER_PAGE, 6));
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(OTHER_PAGE, 8));
    put(MIDDLE, 0);
    command(IOTINVAL | BY_ADDRESS, 0);
    bench.settle();
    write(OTHER_PAGE, 7);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(OTHER_PAGE, 8));
  }

  @Test
  void aContextIsUsedUntilItIsForgotten() {
    translate("at-once");
    write(ADDRESS, 5);
    context(0, 0, 0);
    write(ADDRESS, 6);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(PAGE, 8));
    forgetContext();
    write(ADDRESS, 7);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(PAGE, 8));
  }

  @Test
  void anInvalidationRestartsWalksThatAreUnderWay() {
    translate("at-once");
    link.send(new Tlp.Write(ADDRESS, DeviceBench.bytes(8, 5), false));
    link.perform(3, Chooser.STRONGEST); // has read that the leaves are in LEAVES
    put(MIDDLE, 0);
    command(IOTINVAL, 0);
    bench.settle();
    while (bench.roster.isEnabled(LINK)) {
      link.perform(1, Chooser.STRONGEST);
    }
    assertArrayEquals(DeviceBench.bytes(8, 0), bench.ram(PAGE, 8));
  }

  @Test
  void aFenceMayWriteAndAnIllegalCommandStopsTheQueue() {
    translate("at-once");
    command(IOFENCE | BY_ADDRESS | 0x1234L << 32, DeviceBench.RAM + OTHER_PAGE >>> 2);
    bench.settle();
    assertEquals(0x1234, bench.memory.load64(OTHER_PAGE));
    command(0x7f, 0);
    command(IOFENCE, 0);
    bench.settle();
    assertEquals(1, bench.load(CQH));
    assertEquals(ON | 1 << 10, bench.load(CQCSR));
    put(COMMANDS + 16, IOFENCE);
    bench.store(CQCSR, 1 | 1 << 10);
    bench.settle();
    assertEquals(3, bench.load(CQH));
    assertEquals(ON, bench.load(CQCSR));
  }

  @Test
  void withoutBusMasterEnableCommandsCannotBeFetched() {
    translate("at-once");
    bench.busMaster(false);
    command(IOFENCE, 0);
    bench.settle();
    assertEquals(ON | 1 << 8, bench.load(CQCSR));
  }

  /// The page is taken away; the invalidation is executed, and the entry still there.
  private void invalidateWithoutSweep(String invalidation) {
    translate(invalidation);
    write(ADDRESS, 5);
    map(ADDRESS, PAGE, 0);
    command(IOTINVAL | BY_ADDRESS, ADDRESS >>> 12 << 10);
    command(IOFENCE, 0);
    for (int step = 0; step < 20; step++) {
      if (bench.roster.isEnabled(DeviceBench.FIRST_AGENT)) {
        bench.stepThread(0);
      } else if (bench.roster.isEnabled(DeviceBench.FIRST_AGENT + 3)) {
        bench.device.function().link().perform(1, Chooser.STRONGEST);
      }
    }
  }

  @Test
  void aFenceThatDoesNotWaitLetsDmaThroughAnEntryThatWasReportedGone() {
    invalidateWithoutSweep("unawaited");
    assertEquals(2, bench.load(CQH));
    write(ADDRESS, 6);
    assertEquals("stale-translation", bench.monitor.finding().oracle());
  }

  @Test
  void aFenceThatWaitsIsNotCompleteBeforeTheEntryHasGone() {
    invalidateWithoutSweep("awaited");
    assertEquals(1, bench.load(CQH));
    write(ADDRESS, 6);
    assertNull(bench.monitor.finding(), "nobody was told that it had gone");
    bench.settle();
    assertEquals(2, bench.load(CQH));
    write(ADDRESS, 7);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(PAGE, 8));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aFunctionLevelResetLeavesNothing() {
    translate("at-once");
    write(ADDRESS, 5);
    bench.device.function().writeConfig(0x48, 2, 1 << 15);
    bench.device.function().writeConfig(4, 2, 6);
    write(DeviceBench.RAM + OTHER_PAGE, 6);
    assertArrayEquals(DeviceBench.bytes(8, 6), bench.ram(OTHER_PAGE, 8));
    assertEquals(0, bench.load(CQT));
  }

  @Test
  void thereIsOneIommu() {
    build("at-once");
    BadInput refused = Assertions.assertThrows(
        BadInput.class, () -> bench.device.plugInto(bench.bus));
    assertTrue(refused.getMessage().contains("one IOMMU"), refused.getMessage());
  }
}
