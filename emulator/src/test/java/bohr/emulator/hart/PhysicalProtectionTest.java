package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhysicalProtectionTest {

  private static final long DATA = Guest.DATA;
  private static final int OPEN = 0x1f;
  private static final int TOR = 1 << 3;
  private static final int NA4 = 2 << 3;
  private static final int NAPOT = 3 << 3;
  private static final int LOCKED = 1 << 7;

  /// A supervisor whose entries 0 to 2 are given, and all else is open to it.
  private static Supervisor supervisor(String line, long... entries) {
    Supervisor supervisor = Supervisor.of(line, "nop");
    protect(supervisor.guest, entries);
    supervisor.guest.hart.translation.select();
    return supervisor.set("a1", DATA);
  }

  private static void protect(Guest guest, long... entries) {
    PhysicalProtection protection = guest.hart.csrs.protection;
    long configuration = (long) OPEN << 24;
    protection.writeAddress(3, -1);
    for (int i = 0; i < entries.length; i += 2) {
      protection.writeAddress(i / 2, entries[i + 1]);
      configuration |= entries[i] << 4 * i;
    }
    protection.writeConfiguration(0, configuration);
  }

  @ParameterizedTest
  @CsvSource({
    "ld a0|0(a1), 1, none", "ld a0|0(a1), 4, load access fault", "sd a0|0(a1), 3, none",
    "sd a0|0(a1), 1, store/AMO access fault", "lr.w a0|(a1), 4, load access fault",
    "amoor.w a0|a0|(a1), 1, store/AMO access fault", "jr a1, 4, none",
    "jr a1, 3, instruction access fault"
  })
  void everyKindOfAccessNeedsItsRight(String line, int rights, String fault) {
    Supervisor supervisor =
        supervisor(line.replace('|', ','), NAPOT | rights, DATA >>> 2 | 0x1ff);
    supervisor.guest.program(DATA, "nop");
    assertEquals(fault.equals("none") ? fault : fault + " 80004000", supervisor.run(2).lastFault());
  }

  @Test
  void naturallyAlignedEntriesCoverExactlyTheirRange() {
    for (int log = 3; log < 13; log++) {
      long address = DATA >>> 2 | (1L << log - 3) - 1;
      assertEquals(1L << log, refused(NAPOT, address));
    }
    assertEquals(4, refused(NA4, DATA >>> 2));
  }

  /// How many bytes from [Guest#DATA] on an entry without rights refuses, and nothing before.
  private static long refused(int matching, long address) {
    Supervisor supervisor = supervisor("lb a0,0(a1)", matching, address);
    PhysicalProtection protection = supervisor.csrs().protection;
    assertTrue(protection.permits(DATA - 1, 1, Purpose.READ, Privilege.SUPERVISOR));
    long at = DATA;
    while (!protection.permits(at, 1, Purpose.READ, Privilege.SUPERVISOR)) {
      at++;
    }
    return at - DATA;
  }

  @Test
  void aTopOfRangeEntryBeginsWhereTheOneBelowIs() {
    for (long at = DATA; at < DATA + 16; at += 4) {
      Supervisor guest =
          supervisor("lw a0,0(a1)", 0, DATA + 4 >>> 2, TOR, DATA + 12 >>> 2).set("a1", at).run(1);
      boolean inside = at >= DATA + 4 && at < DATA + 12;
      String fault = "load access fault " + Long.toHexString(at);
      assertEquals(inside ? fault : "none", guest.lastFault());
    }
    Supervisor all = supervisor("lw a0,0(a1)", TOR, -1).run(1);
    assertEquals("instruction access fault 80000000", all.lastFault());
  }

  @Test
  void aTopBelowItsBottomMatchesNothing() {
    Supervisor guest = supervisor("lw a0,0(a1)", 0, DATA + 64 >>> 2, TOR, DATA >>> 2);
    assertEquals("none", guest.run(1).lastFault());
  }

  @Test
  void theFirstEntryThatMatchesDecides() {
    Supervisor open = supervisor("lw a0,0(a1)", NA4 | 1, DATA >>> 2, NAPOT, DATA >>> 2 | 0x1ff);
    assertEquals("none", open.run(1).lastFault());
    Supervisor closed = supervisor("lw a0,0(a1)", NA4, DATA >>> 2, NAPOT | 1, DATA >>> 2 | 0x1ff);
    assertEquals("load access fault 80004000", closed.run(1).lastFault());
  }

  @Test
  void anAccessThatAnEntryMatchesInPartFailsWhateverTheRights() {
    Supervisor guest = supervisor("ld a0,0(a1)", NA4 | 7, DATA + 4 >>> 2);
    assertEquals("load access fault 80004000", guest.run(1).lastFault());
  }

  @Test
  void everyWordOfAPageMayHaveItsOwnRights() {
    Supervisor guest = supervisor("lw a0,0(a1)", NA4, DATA + 8 >>> 2);
    guest.guest.program(Guest.RAM, "lw a0,0(a1)", "lw a0,12(a1)", "lw a0,8(a1)");
    guest.run(3);
    assertEquals("load access fault 80004008", guest.lastFault());
    assertEquals(2, guest.guest.hart.retired());
  }

  @Test
  void codeInAPageOfSeveralRightsRunsUpToTheWordThatForbidsIt() {
    Supervisor guest = supervisor("nop", NA4 | 3, Guest.RAM + 8 >>> 2);
    guest.guest.program(Guest.RAM, "nop", ".half 1", "nop");
    assertEquals("instruction access fault 80000008", guest.run(3).lastFault());
    assertEquals(2, guest.guest.hart.retired());
    assertEquals(Guest.RAM + 6, guest.csrs().mepc);
  }

  @Test
  void withoutAnyMatchMachineModeMayAndOthersMayNot() {
    Guest guest = Guest.of("ld a0,0(a1)", "csrw mepc,a2", "mret").withHandler("nop");
    guest.set("a1", DATA).set("a2", Guest.RAM);
    guest.hart.csrs.writeMstatus(0);
    guest.run(4);
    assertEquals("instruction access fault at 80000000: 80000000", guest.events.getFirst());
  }

  @Test
  void onlyALockedEntryBindsMachineMode() {
    Guest guest = Guest.of("ld a0,0(a1)", "ld a0,0(a1)").withHandler("nop").set("a1", DATA);
    protect(guest, NA4, DATA >>> 2);
    guest.hart.translation.select();
    guest.run(1);
    assertEquals(1, guest.hart.retired());
    protect(guest, NAPOT | LOCKED, DATA >>> 2 | 0x1ff);
    guest.hart.translation.select();
    guest.run(1);
    assertEquals("load access fault at 80000004: 80004000", guest.events.getFirst());
  }

  @Test
  void aLockedEntryCannotBeChangedNorTheBottomOfALockedRange() {
    Guest guest = Guest.of(
        "csrw pmpaddr0,a1", "csrw pmpaddr1,a1", "csrw pmpcfg0,a2", "csrw pmpaddr0,zero",
        "csrw pmpaddr1,zero", "csrw pmpcfg0,zero", "csrr a3,pmpaddr0", "csrr a4,pmpaddr1",
        "csrr a5,pmpcfg0");
    guest.set("a1", 0x1234).set("a2", (LOCKED | TOR | 7) << 8 | 0x1b).run(9);
    assertEquals(0x1234, guest.get("a3"));
    assertEquals(0x1234, guest.get("a4"));
    assertEquals((LOCKED | TOR | 7) << 8, guest.get("a5"));
  }

  @Test
  void writableWithoutReadableIsNotKept() {
    Guest guest = Guest.of("csrw pmpcfg2,a1", "csrr a0,pmpcfg2").set("a1", 0x0203_6277).run(2);
    assertEquals(0x0003_0017, guest.get("a0"));
  }

  @Test
  void aNewRuleHoldsForTheNextInstruction() {
    Guest guest = Guest.of("ld a0,0(a1)", "csrw pmpcfg0,a2", "ld a0,0(a1)").withHandler("nop");
    guest.set("a1", DATA).set("a2", NAPOT | LOCKED | 5);
    guest.hart.csrs.protection.writeAddress(0, -1);
    guest.run(3);
    assertEquals(3, guest.hart.retired());
    guest = Guest.of("ld a0,0(a1)", "csrw pmpcfg0,a2", "ld a0,0(a1)").withHandler("nop");
    guest.set("a1", DATA).set("a2", NAPOT | LOCKED | 4);
    guest.hart.csrs.protection.writeAddress(0, -1);
    guest.run(3);
    assertEquals("load access fault at 80000008: 80004000", guest.events.getFirst());
  }

  @Test
  void pageTablesNeedToBeReadableAndToBeUpdatedWritable() {
    for (int rights = 0; rights < 4; rights++) {
      if (rights != 2) {
        Supervisor guest = Supervisor.paged(Supervisor.SV39, "ld a0,0(a1)").set("a1", 0x5000);
        guest.map(0x5000, DATA, Supervisor.ALL & ~Supervisor.A);
        long table = guest.entryAddress(0x5000, 0) & -4096;
        protect(guest.guest, NAPOT | rights, table >>> 2 | 0x1ff);
        guest.guest.hart.translation.select();
        guest.run(2);
        assertEquals(rights == 3 ? "none" : "load access fault 5000", guest.lastFault());
      }
    }
  }

  @Property(tries = 500)
  void aRuleIsTheSameForAPageAndForItsBytesIfThePageIsUniform(@ForAll long seed) {
    Dice dice = new Dice(seed);
    Guest guest = Guest.of();
    PhysicalProtection protection = guest.hart.csrs.protection;
    protection.writeConfiguration(0, dice.next());
    protection.writeConfiguration(2, dice.next());
    for (int entry = 0; entry < PhysicalProtection.ENTRIES; entry++) {
      protection.writeAddress(entry, Guest.RAM >>> 2 | dice.next() & 0xfff);
    }
    for (long page = Guest.RAM; page < Guest.RAM + 0x4000; page += 4096) {
      if (protection.isUniform(page, 4096)) {
        boolean first = protection.permits(page, 4096, Purpose.READ, Privilege.USER);
        for (int at = 0; at < 4096; at += 4) {
          assertEquals(first, protection.permits(page + at, 4, Purpose.READ, Privilege.USER));
        }
      }
    }
  }
}
