package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.hart.PageWalk.Outcome;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Random page tables in the upper half of RAM, of entries that mostly make sense.
class PageWalkPropertiesTest {

  private static final int TABLE_PAGES = 8;
  private static final Purpose[] PURPOSES = Purpose.values();

  @Property(tries = 2000)
  void aWalkEndsWhereTheSpecificationSays(@ForAll long seed) {
    compare(seed, new TreeMap<>());
  }

  @Test
  void randomTablesReachEveryOutcome() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (long seed = 0; seed < 500; seed++) {
      compare(seed, outcomes);
    }
    assertEquals(
        "{ACCESS_FAULT=1515, DONE=2819, PAGE_FAULT=20452, UPDATE=214}", outcomes.toString());
  }

  private static void compare(long seed, Map<String, Integer> outcomes) {
    Dice dice = new Dice(seed);
    boolean updates = dice.next(2) == 0;
    boolean user = dice.next(2) == 0;
    Guest guest = Guest.with(updates ? PteUpdate.ATOMIC : PteUpdate.FAULT);
    for (int at = 0; at < TABLE_PAGES * 4096; at += 8) {
      if (dice.next(8) == 0 || at % 4096 < 64) {
        guest.store(Guest.RAM + TABLE_PAGES * 4096 + at, entry(dice, user));
      }
    }
    ControlAndStatus csrs = guest.hart.csrs;
    int levels = 3 + dice.next(3);
    csrs.writeSatp(levels + 5L << 60 | tablePage(dice));
    csrs.protection.writeAddress(0, -1);
    csrs.protection.writeConfiguration(0, 0x1f);
    boolean sum = dice.next(2) == 0;
    boolean mxr = dice.next(2) == 0;
    csrs.mepc = 0;
    csrs.writeMstatus((user ? 0 : 1 << 11) | (sum ? 1 << 18 : 0) | (mxr ? 1 << 19 : 0));
    guest.hart.leaveMachine();
    ReferenceWalk reference = new ReferenceWalk(guest.memory, csrs.satp, sum, mxr, updates);
    for (int i = 0; i < 50; i++) {
      long address = address(dice, levels);
      Purpose purpose = dice.oneOf(PURPOSES);
      Outcome outcome = guest.hart.translation.locate(address, 1, purpose);
      char kind = purpose == Purpose.FETCH ? 'X' : purpose.name().charAt(0);
      assertEquals(reference.translate(address, kind, user), text(guest, outcome));
      outcomes.merge(outcome.name(), 1, Integer::sum);
    }
  }

  private static String text(Guest guest, Outcome outcome) {
    Translation translation = guest.hart.translation;
    return switch (outcome) {
      case DONE -> "%x".formatted(translation.physical);
      case PAGE_FAULT -> "page fault";
      case ACCESS_FAULT -> "access fault";
      case UPDATE ->
          "%x becomes %x".formatted(Guest.RAM + translation.entry(), translation.updatedEntry());
    };
  }

  private static long tablePage(Dice dice) {
    return (Guest.RAM >>> 12) + TABLE_PAGES + dice.next(TABLE_PAGES);
  }

  /// A pointer, a leaf aligned for some level, or anything at all.
  private static long entry(Dice dice, boolean user) {
    return switch (dice.next(16)) {
      case 0 -> dice.next();
      case 1 -> page(dice, 0) | dice.oneOf(0, 0, 0xff) & dice.next() | 1;
      case 2 -> tablePage(dice) << 10 | dice.next() & 0xf1 | 1;
      case 3 -> 1L << 63 | page(dice, 4) | dice.next(8) / 7 << 10 | 1 << 13 | flags(dice, user);
      case 4, 5 -> page(dice, 0) | flags(dice, user);
      case 6, 7 -> page(dice, 9) | flags(dice, user);
      case 8 -> page(dice, 18) | flags(dice, user);
      case 9 -> page(dice, 27) | flags(dice, user);
      default -> tablePage(dice) << 10 | 1;
    };
  }

  private static long page(Dice dice, int alignment) {
    return dice.next() >>> 10 & -1L << 10 + alignment;
  }

  private static long flags(Dice dice, boolean user) {
    long missing = dice.next(3) == 0 ? 1 << dice.oneOf(0, 1, 2, 3, 6, 6, 7, 7, 7) : 0;
    return 0xcf & ~missing | (user != (dice.next(8) == 0) ? 0x10 : 0);
  }

  /// Where the entries are: low indices at most levels, and the upper end of the address space.
  private static long address(Dice dice, int levels) {
    long address = 0;
    for (int level = 0; level < 5; level++) {
      address = address << 9 | (dice.next(16) == 0 ? dice.next(512) : dice.next(8));
    }
    address = address << 12 | dice.next(4096);
    int used = dice.next(16) == 0 ? 64 : 12 + 9 * levels;
    return address << 64 - used >> 64 - used;
  }
}
