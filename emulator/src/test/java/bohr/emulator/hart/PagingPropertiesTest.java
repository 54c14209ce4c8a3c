package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Laws that hold for every program in supervisor and user mode with page tables, which it may
/// overwrite. As in [HartPropertiesTest], a handler in machine mode keeps it going; some traps are
/// delegated and go wherever stvec says.
class PagingPropertiesTest {

  private static final int PROGRAM_WORDS = 1024;
  private static final long REGISTERS = Guest.RAM + 0x7000;
  private static final long ROOT = Guest.RAM + 0xa000;
  private static final long SUPERVISOR_PREVIOUS = 1 << 11;
  private static final long USER_PAGE = 1 << 4;

  @Property(tries = 150)
  void oneLongSliceAndManyShortOnesLeadToTheSameState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int steps) {
    Guest whole = random(seed);
    Guest single = random(seed);
    Guest mixed = random(seed);
    drive(whole, steps, steps);
    drive(mixed, steps, 7);
    Access into = new Access();
    for (int i = 0; i < steps; i++) {
      if (single.roster.isEnabled(0)) {
        single.hart.pending(into);
        assertFalse(single.hart.describe().isEmpty());
      }
      drive(single, 1, 1);
    }
    assertEquals(whole.digest(), single.digest());
    assertEquals(whole.digest(), mixed.digest());
    assertEquals(whole.events, single.events);
    assertEquals(whole.bus.log, single.bus.log);
  }

  @Property(tries = 150)
  void theTranslationBufferChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int steps) {
    Guest buffered = random(seed);
    Guest flushed = random(seed);
    drive(buffered, steps, steps);
    for (int i = 0; i < steps; i++) {
      flushed.hart.translation.flush();
      drive(flushed, 1, 1);
    }
    assertEquals(buffered.digest(), flushed.digest());
    assertEquals(buffered.events, flushed.events);
  }

  @Property(tries = 150)
  void aRestoredStateGoesOnAsTheOriginalDid(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2000) int before,
      @ForAll @IntRange(min = 1, max = 2000) int after) {
    Guest guest = random(seed);
    drive(guest, before, 100);
    Saver saver = new Saver();
    guest.walk(saver);
    Saved saved = saver.saved();
    Memory.Image image = guest.memory.image();
    long middle = guest.digest();
    drive(guest, after, 100);
    long end = guest.digest();
    Guest stranger = Guest.with((seed & 1) == 0 ? PteUpdate.ATOMIC : PteUpdate.PLAIN);
    fill(stranger, new Dice(seed + 1));
    drive(stranger, before, 100);
    for (Guest other : new Guest[] {guest, stranger}) {
      other.memory.restore(image);
      other.walk(new Loader().from(saved));
      assertEquals(middle, other.digest());
      drive(other, after, 13);
      assertEquals(end, other.digest());
    }
  }

  /// Takes `steps` steps in slices of at most `limit`. A hart that waits for ever is started anew.
  private static void drive(Guest guest, int steps, int limit) {
    for (int left = steps; left > 0; ) {
      if (!guest.roster.isEnabled(0)) {
        start(guest);
      }
      left -= guest.hart.perform(Math.min(left, limit), Chooser.STRONGEST);
    }
  }

  private static Guest random(long seed) {
    Guest guest = Guest.with((seed & 1) == 0 ? PteUpdate.ATOMIC : PteUpdate.PLAIN);
    fill(guest, new Dice(seed));
    return guest;
  }

  private static void fill(Guest guest, Dice dice) {
    for (int i = 0; i < PROGRAM_WORDS; i++) {
      guest.memory.store32(4 * i, Programs.word(dice), -1);
    }
    for (int register = 0; register < 32; register++) {
      guest.store(REGISTERS + 8 * register, dice.next(4) == 0 ? dice.corner() : address(dice));
    }
    guest.store(ROOT + 8 * 2, entry(0xb, 1));
    guest.store(ROOT + 0x1000, entry(0xc, 1));
    boolean user = dice.next(3) == 0;
    for (int page = 0; page < 16; page++) {
      guest.store(ROOT + 0x2000 + 8 * page, leaf(dice, page, user));
    }
    guest.program(Guest.HANDLER, Programs.handler());
    guest.bus.whenCalled =
        () -> {
          guest.bus.delay = (int) guest.clock.steps() & 3;
          guest.bus.value = guest.clock.steps() * 0x9e3779b97f4a7c15L;
          guest.hart.setInterrupt(Hart.TIMER, guest.bus.value >>> 61 == 0);
          guest.hart.setInterrupt(Hart.SUPERVISOR_EXTERNAL, guest.bus.value >>> 62 == 0);
        };
    start(guest);
    guest.hart.csrs.medeleg = dice.next() & dice.next() & ControlAndStatus.DELEGABLE;
    guest.hart.csrs.stvec = Guest.RAM + 4L * dice.next(PROGRAM_WORDS);
  }

  /// Mostly RAM, mostly everything allowed; sometimes a device; the handler's page seldom.
  private static long leaf(Dice dice, int page, boolean user) {
    long flags = dice.next(8) == 0 ? dice.next() & 0xff : 0xcf & ~(dice.next() & 0xc0);
    flags |= dice.next(page == 0 ? 1000 : 4) == 0 != user ? USER_PAGE : 0;
    int target = dice.next(3) == 0 ? dice.oneOf(0, 1, 2, 3, 4, 5, 10, 11, 12) : page;
    long number = dice.next(16) == 0 ? 0x4000_0000L >>> 12 : (Guest.RAM >>> 12) + target;
    return number << 10 | flags;
  }

  private static long entry(int page, long flags) {
    return (Guest.RAM >>> 12) + page << 10 | flags;
  }

  private static void start(Guest guest) {
    ControlAndStatus csrs = guest.hart.csrs;
    guest.hart.reset(Guest.RAM, 0);
    csrs.mtvec = Guest.HANDLER;
    csrs.interrupts.mie = -1;
    csrs.interrupts.mideleg = 1 << Hart.SUPERVISOR_EXTERNAL;
    csrs.satp = 8L << 60 | ROOT >>> 12;
    csrs.protection.writeAddress(0, -1);
    csrs.protection.writeConfiguration(0, 0x1f);
    csrs.mepc = Guest.RAM;
    boolean user = (guest.load(ROOT + 0x2000) & USER_PAGE) != 0;
    csrs.writeMstatus(user ? 0 : SUPERVISOR_PREVIOUS);
    guest.hart.leaveMachine();
  }

  private static long address(Dice dice) {
    long base = dice.oneOf(Guest.DATA, Guest.DATA, Guest.RAM, ROOT + 0x2000, Guest.DATA + 0xfc0);
    return base + 4L * dice.next(64) + (dice.next(8) == 0 ? dice.next(4) : 0);
  }
}
