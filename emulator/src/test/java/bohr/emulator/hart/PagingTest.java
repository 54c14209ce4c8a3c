package bohr.emulator.hart;

import static bohr.emulator.hart.Supervisor.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bohr.emulator.agent.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  private static final long RAM = Guest.RAM;
  private static final long DATA = Guest.DATA;

  /// An address that every scheme has, and that is not where it leads.
  private static final long PAGE = 0x12_3456_7000L;

  @ParameterizedTest
  @ValueSource(ints = {SV39, SV48, SV57})
  void loadsAndStoresGoWhereThePageTablesSay(int scheme) {
    Supervisor guest =
        Supervisor.paged(scheme, "ld a0,8(a1)", "sd a0,16(a1)", "amoadd.d a2,a0,(a1)");
    guest.map(PAGE, DATA, ALL).set("a1", PAGE);
    guest.guest.store(DATA + 8, 42).store(DATA, 1);
    guest.run(3);
    assertEquals(42, guest.guest.load(DATA + 16));
    assertEquals(43, guest.guest.load(DATA));
    assertEquals(1, guest.get("a2"));
    assertEquals(3, guest.guest.hart.retired());
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "9, 1", "9, 2", "9, 3", "10, 3", "10, 4"})
  void aLeafAtAHigherLevelIsALargePage(int scheme, int level) {
    Supervisor guest = Supervisor.paged(scheme, "ld a0,0(a1)");
    long address = (1L << 12 + 9 * level) + (DATA - RAM) + 0x238;
    long base = RAM >>> 12 + 9 * level << 12 + 9 * level;
    address += RAM - base;
    guest.entry(address, level, base >>> 12 << 10 | ALL);
    guest.guest.store(DATA + 0x238, 7);
    assertEquals(7, guest.set("a1", address).run(1).get("a0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aLargePageThatIsNotAlignedIsAPageFault(int level) {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)");
    guest.entry(PAGE, level, (RAM >>> 12) + 1 << 10 | ALL).set("a1", PAGE).run(1);
    assertEquals("load page fault 1234567000", guest.lastFault());
  }

  @Test
  void aNapotPageIsSixteenPages() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)", "ld a2,0(a3)");
    long encoding = 1L << 63 | (RAM >>> 12 | 8) << 10 | ALL;
    guest.entry(PAGE, 0, encoding).entry(PAGE - 0x1000, 0, encoding);
    guest.guest.store(RAM + 0x7010, 7).store(RAM + 0x6010, 6);
    guest.set("a1", PAGE + 0x10).set("a3", PAGE - 0xff0).run(2);
    assertEquals(7, guest.get("a0"));
    assertEquals(6, guest.get("a2"));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "0, 0", "0, 15", "1, 8"})
  void otherNapotEncodingsAreReserved(int level, int low) {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").set("a1", PAGE);
    guest.entry(PAGE, level, 1L << 63 | (RAM >>> 12 | low) << 10 | ALL).run(1);
    assertEquals("load page fault 1234567000", guest.lastFault());
  }

  @ParameterizedTest
  @ValueSource(ints = {54, 59, 60, 61, 62})
  void aReservedBitIsAPageFault(int bit) {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").set("a1", PAGE);
    guest.entry(PAGE, 0, 1L << bit | DATA >>> 12 << 10 | ALL).run(1);
    assertEquals("load page fault 1234567000", guest.lastFault());
  }

  @ParameterizedTest
  @ValueSource(ints = {U, A, D})
  void aPointerWithBitsOfALeafIsAPageFault(int flag) {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").set("a1", PAGE);
    guest.map(PAGE, DATA, ALL);
    long pointer = guest.entryAddress(PAGE, 1);
    guest.guest.store(pointer, guest.guest.load(pointer) | flag);
    assertEquals("load page fault 1234567000", guest.run(1).lastFault());
  }

  @ParameterizedTest
  @CsvSource({
    "ld a0|0(a1), 4f, none", "ld a0|0(a1), 49, load page fault", "ld a0|0(a1), 00, load page fault",
    "ld a0|0(a1), 4c, load page fault", "ld a0|0(a1), 5f, load page fault",
    "sd a0|0(a1), cf, none", "sd a0|0(a1), cb, store/AMO page fault",
    "lr.d a0|(a1), 43, none", "lr.d a0|(a1), 40, load page fault",
    "sc.d a0|a2|(a1), 43, store/AMO page fault", "amoor.d a0|a2|(a1), 43, store/AMO page fault",
    "jr a1, 49, none", "jr a1, 47, instruction page fault", "jr a1, 59, instruction page fault"
  })
  void everyKindOfAccessNeedsItsRight(String line, String flags, String fault) {
    Supervisor guest = Supervisor.paged(SV39, line.replace('|', ','), "nop");
    guest.map(PAGE, DATA, Long.parseLong(flags, 16)).set("a1", PAGE);
    guest.guest.program(DATA, "nop");
    guest.run(2);
    assertEquals(fault.equals("none") ? fault : fault + " 1234567000", guest.lastFault());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x40_0000_0000L, 0xffff_ffbf_ffff_fff8L, 0x8000_0000_0000_0000L})
  void anAddressThatTheSchemeDoesNotHaveIsAPageFault(long address) {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").set("a1", address).run(1);
    assertEquals("load page fault " + Long.toHexString(address), guest.lastFault());
  }

  @ParameterizedTest
  @CsvSource({"0, load page fault 1234567000", "40000, none"})
  void sumOpensPagesOfTheUserToTheSupervisor(String status, String fault) {
    Supervisor guest = Supervisor.paged(SV39, "csrs sstatus,a2", "ld a0,0(a1)");
    guest.map(PAGE, DATA, ALL | U).set("a1", PAGE).set("a2", Long.parseLong(status, 16));
    assertEquals(fault, guest.run(2).lastFault());
  }

  @Test
  void sumCanBeWithdrawn() {
    Supervisor guest = Supervisor.paged(
        SV39, "csrs sstatus,a2", "ld a0,0(a1)", "csrc sstatus,a2", "ld a0,0(a1)");
    guest.map(PAGE, DATA, ALL | U).set("a1", PAGE).set("a2", 1 << 18).run(3);
    assertEquals("none", guest.lastFault());
    assertEquals("load page fault 1234567000", guest.run(1).lastFault());
  }

  @Test
  void mxrMakesCodeReadableUntilItIsCleared() {
    Supervisor guest = Supervisor.paged(
        SV39, "csrs sstatus,a2", "ld a0,0(a1)", "csrc sstatus,a2", "ld a0,0(a1)");
    guest.map(PAGE, DATA, V | X | A).set("a1", PAGE).set("a2", 1 << 19).run(3);
    assertEquals("none", guest.lastFault());
    assertEquals("load page fault 1234567000", guest.run(1).lastFault());
  }

  @Test
  void userModeHasItsOwnPagesOnly() {
    for (int flags : new int[] {ALL, ALL | U}) {
      Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").map(RAM, RAM, ALL | U);
      guest.map(PAGE, DATA, flags).set("a1", PAGE).enter(Privilege.USER).run(1);
      boolean own = (flags & U) != 0;
      assertEquals(own ? "none" : "load page fault 1234567000", guest.lastFault());
    }
  }

  @Test
  void mprvLoadsWithTheRightsOfThePreviousModeAndFetchesWithoutTranslation() {
    Supervisor guest = Supervisor.paged(SV39, "nop").map(PAGE, DATA, ALL);
    guest.guest.store(DATA, 11);
    guest.guest.program(
        Guest.HANDLER, "csrs mstatus,a2", "ld a0,0(a1)", "csrc mstatus,a2", "ld a0,0(a1)");
    guest.guest.hart.exception(Cause.BREAKPOINT, 0);
    guest.guest.events.clear();
    guest.set("a1", PAGE).set("a2", 1 << 17).run(3);
    assertEquals(11, guest.get("a0"));
    guest.guest.bus.value = 5;
    assertEquals(5, guest.run(1).get("a0"), "without MPRV the address is a physical one");
    assertEquals("load8 1234567000", guest.guest.bus.log.getLast());
  }

  @ParameterizedTest
  @CsvSource({"ld a0|0(a1), f, 4f", "sd a0|0(a1), f, cf", "sd a0|0(a1), 4f, cf", "jr a1, 9, 49"})
  void accessedAndDirtyBitsAreSetInAStepOfTheirOwn(String line, String before, String after) {
    Supervisor guest = Supervisor.paged(SV39, line.replace('|', ',')).set("a1", PAGE);
    guest.map(PAGE, DATA, Long.parseLong(before, 16));
    guest.guest.program(DATA, "nop");
    boolean jump = line.startsWith("jr");
    guest.run(jump ? 2 : 1);
    long entry = DATA >>> 12 << 10 | Long.parseLong(after, 16);
    assertEquals(entry, guest.guest.load(guest.entryAddress(PAGE, 0)));
    assertEquals(jump ? 1 : 0, guest.guest.hart.retired());
    guest.run(1);
    assertEquals(jump ? 2 : 1, guest.guest.hart.retired());
  }

  @ParameterizedTest
  @CsvSource({"ld a0|0(a1), f", "sd a0|0(a1), 4f"})
  void withoutUpdatesAClearBitIsAPageFault(String line, String flags) {
    Supervisor guest = Supervisor.paged(SV39, PteUpdate.FAULT, line.replace('|', ','));
    guest.map(PAGE, DATA, Long.parseLong(flags, 16)).set("a1", PAGE).run(1);
    String kind = line.startsWith("ld") ? "load" : "store/AMO";
    assertEquals(kind + " page fault 1234567000", guest.lastFault());
  }

  @Test
  void updatesCanBeSwitchedOffInMenvcfg() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").map(PAGE, DATA, ALL & ~A);
    guest.csrs().writeMenvcfg(0);
    assertEquals("load page fault 1234567000", guest.set("a1", PAGE).run(1).lastFault());
  }

  @Test
  void aPlainUpdateOverwritesWhatAnotherHartDidInBetween() {
    Supervisor guest = Supervisor.paged(SV39, PteUpdate.PLAIN, "sd a0,0(a1)").set("a1", PAGE);
    guest.map(PAGE, DATA, ALL & ~D);
    long entry = guest.entryAddress(PAGE, 0);
    Access access = new Access();
    guest.guest.hart.pending(access);
    assertEquals(Access.Kind.READ, access.kind);
    assertEquals(entry, access.address);
    guest.run(1);
    guest.guest.hart.pending(access);
    assertEquals(Access.Kind.WRITE, access.kind);
    assertEquals(entry, access.address);
    assertEquals("page-table entry update (pending)", guest.guest.hart.describe());
    guest.guest.store(entry, 0);
    guest.run(1);
    assertEquals(DATA >>> 12 << 10 | ALL, guest.guest.load(entry), "the mapping is back");
    assertEquals(1, guest.run(1).guest.hart.retired());
  }

  @Test
  void anAtomicUpdateNeverDoes() {
    Supervisor guest = Supervisor.paged(SV39, "sd a0,0(a1)").set("a1", PAGE);
    guest.map(PAGE, DATA, ALL & ~D);
    Access access = new Access();
    guest.guest.hart.pending(access);
    assertEquals(Access.Kind.UPDATE, access.kind);
    guest.run(1);
    guest.guest.store(guest.entryAddress(PAGE, 0), 0);
    assertEquals("store/AMO page fault 1234567000", guest.run(1).lastFault());
    assertEquals(0, guest.guest.load(guest.entryAddress(PAGE, 0)));
  }

  @Test
  void aChangedEntryCountsAtOnceWhoeverChangedIt() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)", "sd a2,0(a3)", "ld a0,0(a1)");
    guest.map(PAGE, DATA, ALL);
    long entry = guest.entryAddress(PAGE, 0);
    guest.map(0x5000, entry & -4096, ALL).set("a1", PAGE);
    guest.guest.store(DATA, 1).store(RAM + 0x5000, 2);
    guest.set("a3", 0x5000 + (entry & 4095)).set("a2", (RAM + 0x5000) >>> 12 << 10 | ALL);
    assertEquals(1, guest.run(1).get("a0"));
    assertEquals(2, guest.run(2).get("a0"));
    guest = Supervisor.paged(SV39, "ld a0,0(a1)", "ld a0,0(a1)").map(PAGE, DATA, ALL);
    guest.set("a1", PAGE).run(1);
    guest.guest.store(guest.entryAddress(PAGE, 2), 0);
    assertEquals("load page fault 1234567000", guest.run(1).lastFault());
  }

  @Test
  void aHartThatUnmapsItsOwnCodeFaultsAtTheNextInstruction() {
    Supervisor guest = Supervisor.paged(SV39, "sd zero,0(a3)", "nop");
    long entry = guest.entryAddress(RAM, 0);
    guest.map(0x5000, entry & -4096, ALL).set("a3", 0x5000 + (entry & 4095));
    guest.run(2);
    assertEquals("instruction page fault 80000004", guest.lastFault());
  }

  @Test
  void switchingSatpSwitchesTheAddressSpace() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)", "csrw satp,zero", "ld a2,0(a3)");
    guest.map(PAGE, DATA, ALL).set("a1", PAGE).set("a3", DATA);
    guest.guest.store(DATA, 3);
    guest.run(3);
    assertEquals(3, guest.get("a0"));
    assertEquals(3, guest.get("a2"));
  }

  @Test
  void anAccessMayLieInTwoPagesThatAreNotNeighbours() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)", "sd a2,0(a1)", "lw a3,2(a1)");
    guest.map(PAGE, DATA, ALL).map(PAGE + 0x1000, RAM + 0x6000, ALL);
    guest.guest.store(DATA + 0xff8, 0x1122_3344_0000_0000L).store(RAM + 0x6000, 0x5566_7788L);
    guest.set("a1", PAGE + 0xffc).set("a2", 0x0102_0304_8586_8788L).run(3);
    assertEquals(0x5566_7788_1122_3344L, guest.get("a0"));
    assertEquals(0x8586_8788_0000_0000L, guest.guest.load(DATA + 0xff8));
    assertEquals(0x0102_0304L, guest.guest.load(RAM + 0x6000));
    assertEquals(0x0304_8586, guest.get("a3"));
  }

  @Test
  void aFaultInTheSecondPageIsAtItsFirstByteAndNothingIsStored() {
    Supervisor guest = Supervisor.paged(SV39, "sd a2,0(a1)").map(PAGE, DATA, ALL);
    guest.set("a1", PAGE + 0xffc).set("a2", -1).run(1);
    assertEquals("store/AMO page fault 1234568000", guest.lastFault());
    assertEquals(0, guest.guest.load(DATA + 0xff8));
  }

  @Test
  void anInstructionMayLieInTwoPagesThatAreNotNeighbours() {
    Supervisor guest = Supervisor.paged(SV39, "jr a1");
    guest.map(PAGE, DATA, ALL).map(PAGE + 0x1000, RAM + 0x6000, ALL);
    int word = Assembler.word(0, "addi a0,a0,5");
    guest.guest.memory.store16(0x4ffe, (short) word, -1);
    guest.guest.memory.store16(0x6000, (short) (word >>> 16), -1);
    guest.set("a1", PAGE + 0xffe).run(2);
    assertEquals(5, guest.get("a0"));
    assertEquals(PAGE + 0x1002, guest.guest.hart.pc());
    guest.guest.hart.pc = PAGE + 0xffe;
    guest.guest.memory.store16(0x6000, (short) (Assembler.word(0, "addi a0,a0,7") >>> 16), -1);
    assertEquals(12, guest.run(1).get("a0"));
  }

  @Test
  void aMissingSecondHalfOfAnInstructionFaultsThere() {
    Supervisor guest = Supervisor.paged(SV39, "jr a1").map(PAGE, DATA, ALL);
    guest.guest.memory.store16(0x4ffe, (short) 0x0513, -1);
    guest.set("a1", PAGE + 0xffe).run(2);
    assertEquals("instruction page fault 1234568000", guest.lastFault());
    assertEquals(PAGE + 0xffe, guest.csrs().mepc);
  }

  @Test
  void misalignedAtomicsTrapBeforeTheirPageIsLookedAt() {
    Supervisor guest = Supervisor.paged(SV39, "amoor.d a0,a2,(a1)").set("a1", PAGE + 4).run(1);
    assertEquals("store/AMO address misaligned 1234567004", guest.lastFault());
  }

  @Test
  void devicesAreReachedThroughPageTables() {
    Supervisor guest = Supervisor.paged(SV39, "lw a0,4(a1)", "lw a0,2(a1)", "amoor.w a0,a0,(a1)");
    guest.map(PAGE, 0x4000_0000L, ALL).set("a1", PAGE);
    guest.guest.bus.value = 9;
    Access access = new Access();
    guest.guest.hart.pending(access);
    assertEquals(4, access.object);
    assertEquals(9, guest.run(1).get("a0"));
    assertEquals("load4 40000004", guest.guest.bus.log.getLast());
    assertEquals("load address misaligned 1234567002", guest.run(1).lastFault());
    guest.enter(Privilege.SUPERVISOR).guest.hart.pc = RAM + 8;
    assertEquals("store/AMO access fault 1234567000", guest.run(1).lastFault());
  }

  @Test
  void pageTablesOutsideRamAreAccessFaults() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)", "nop").set("a1", PAGE);
    guest.entry(PAGE, 1, 0x4000_0000L >>> 12 << 10 | V);
    assertEquals("load access fault 1234567000", guest.run(1).lastFault());
    guest = Supervisor.paged(SV39, "csrw satp,a0", "nop").set("a0", 8L << 60);
    assertEquals("instruction access fault 80000004", guest.run(2).lastFault());
  }

  @Test
  void lookingAheadGivesPhysicalAddressesAndChangesNothing() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,8(a1)").map(PAGE, DATA, ALL).set("a1", PAGE);
    long before = guest.guest.digest();
    Access access = new Access();
    guest.guest.hart.pending(access);
    assertEquals(Access.Kind.READ, access.kind);
    assertEquals(DATA + 8, access.address);
    assertEquals(8, access.length);
    assertEquals("ld a0,8(a1)", guest.guest.hart.describe());
    assertEquals(before, guest.guest.digest());
    guest = Supervisor.paged(SV39, "ld a0,8(a1)").set("a1", PAGE);
    guest.guest.hart.pending(access);
    assertFalse(access.visible());
  }

  @Test
  void aPageFaultCanBeDelegated() {
    Supervisor guest = Supervisor.paged(SV39, "ld a0,0(a1)").delegate(Cause.LOAD_PAGE_FAULT);
    guest.set("a1", PAGE).run(1);
    assertEquals(HANDLER, guest.guest.hart.pc());
    assertEquals(Cause.LOAD_PAGE_FAULT, guest.csrs().scause);
    assertEquals(PAGE, guest.csrs().stval);
  }

  @Test
  void aHintSpeaksOfAddressesAsTheHartSeesThem() {
    Supervisor guest = Supervisor.paged(SV39, "nop").map(PAGE, DATA, ALL & ~A);
    assertEquals(DATA + 5, guest.guest.hart.firmware().physical(PAGE + 5));
    assertEquals(-1, guest.guest.hart.firmware().physical(PAGE - 5));
  }
}
