package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Laws that hold for every program. The programs are random instructions of the table with random
/// operands; whenever one traps, the handler loads all registers anew and enters the program at a
/// place that depends on the time, so that execution goes on and reaches most of it. The bus takes
/// several steps for some accesses and drives the timer's wire.
class HartPropertiesTest {

  private static final int PROGRAM_WORDS = 512;
  private static final long TABLE = Guest.RAM + 0x7000;
  private static final long ALL = 1 << Hart.SOFTWARE | 1 << Hart.TIMER | 1 << Hart.EXTERNAL;

  @Property(tries = 250)
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
        assertTrue(!single.hart.describe().isEmpty());
      }
      drive(single, 1, 1);
    }
    assertEquals(whole.digest(), single.digest());
    assertEquals(whole.digest(), mixed.digest());
    assertEquals(whole.events, single.events);
    assertEquals(whole.bus.log, single.bus.log);
    assertEquals(steps, whole.clock.steps());
  }

  @Property(tries = 250)
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
    for (Guest other : new Guest[] {guest, random(seed + 1)}) {
      other.memory.restore(image);
      other.walk(new Loader().from(saved));
      assertEquals(middle, other.digest());
      drive(other, after, 13);
      assertEquals(end, other.digest());
    }
  }

  @Property(tries = 200)
  void noMemoryContentsMakeTheHartThrow(@ForAll long seed) {
    Guest guest = Guest.of();
    Dice dice = new Dice(seed);
    for (int offset = 0; offset < Guest.RAM_BYTES; offset += 8) {
      guest.memory.store64(offset, dice.next(), -1);
    }
    guest.hart.csrs.mtvec = Guest.RAM + 4L * dice.next(Guest.RAM_BYTES / 4);
    drive(guest, 3000, 50);
    assertEquals(3000, guest.clock.steps());
  }

  @Property(tries = 1000)
  void everyWordCanBeDisassembled(@ForAll int word, @ForAll long pc) {
    String text = Disassembler.disassemble(pc, word);
    assertTrue(text.matches("[.a-z0-9]+( [-a-z0-9,()]+)?"), text);
  }

  /// Takes `steps` steps in slices of at most `limit`. A hart that waits for ever is reset.
  private static void drive(Guest guest, int steps, int limit) {
    for (int left = steps; left > 0; ) {
      if (!guest.roster.isEnabled(0)) {
        start(guest);
      }
      left -= guest.hart.perform(Math.min(left, limit), Chooser.STRONGEST);
    }
  }

  private static void start(Guest guest) {
    guest.hart.reset(Guest.RAM, 0);
    guest.hart.csrs.mtvec = Guest.HANDLER;
    guest.hart.csrs.interrupts.mie = ALL;
    guest.hart.csrs.writeMstatus(8 | 1 << 13);
  }

  private static Guest random(long seed) {
    Guest guest = Guest.of();
    Dice dice = new Dice(seed);
    for (int i = 0; i < PROGRAM_WORDS; i++) {
      guest.memory.store32(4 * i, Programs.word(dice), -1);
    }
    for (int register = 0; register < 32; register++) {
      guest.store(TABLE + 8 * register, dice.next(4) == 0 ? dice.corner() : address(dice));
    }
    guest.program(Guest.HANDLER, Programs.handler());
    guest.bus.whenCalled =
        () -> {
          guest.bus.delay = (int) guest.clock.steps() & 3;
          guest.bus.value = guest.clock.steps() * 0x9e3779b97f4a7c15L;
          guest.hart.setInterrupt(Hart.TIMER, guest.bus.value >>> 61 == 0);
        };
    start(guest);
    return guest;
  }

  /// Data, code, a device, or nobody.
  private static long address(Dice dice) {
    long base = dice.oneOf(Guest.DATA, Guest.DATA, Guest.RAM, 0x4000_0000L, StubBus.NOBODY);
    return base + 4L * dice.next(64) + (dice.next(8) == 0 ? dice.next(4) : 0);
  }
}
