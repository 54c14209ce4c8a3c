package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Laws of weak memory that hold for every program: random ones, of two harts that share their data
/// and sometimes change their code, as in [HartPropertiesTest].
class WeakPropertiesTest {

  private static final int PROGRAM_WORDS = 512;
  private static final long TABLE = Guest.RAM + 0x7000;

  private final class Pair {

    private final Guest guest = Guest.harts(2);
    private final Ordering ordering;

    Pair(MemoryModel model, long seed) {
      ordering = new Ordering(guest.memory, MemoryRules.of(model), 2);
      Dice dice = new Dice(seed);
      for (int i = 0; i < PROGRAM_WORDS; i++) {
        guest.memory.store32(4 * i, Programs.word(dice), -1);
      }
      for (int register = 0; register < 32; register++) {
        guest.store(TABLE + 8 * register, dice.next(4) == 0 ? dice.corner() : address(dice));
      }
      guest.program(Guest.HANDLER, Programs.handler());
      for (Hart hart : guest.harts) {
        hart.attach(ordering);
        start(hart);
      }
    }

    /// Few words of data, so that they are met again.
    private long address(Dice dice) {
      return Guest.DATA + 4L * dice.next(8) + (dice.next(8) == 0 ? dice.next(4) : 0);
    }

    private void start(Hart hart) {
      hart.reset(Guest.RAM + 64 * hart.id(), 0);
      hart.csrs.mtvec = Guest.HANDLER;
      hart.csrs.writeMstatus(8 | 1 << 13);
    }

    void drive(Dice schedule, int steps, int longest, Chooser chooser) {
      for (int left = steps; left > 0; ) {
        Hart hart = guest.harts[schedule.next(2)];
        if (!guest.roster.isEnabled(hart.id())) {
          start(hart);
        }
        left -= hart.perform(Math.min(left, 1 + schedule.next(longest)), chooser);
      }
    }

    void walk(Walker walker) {
      guest.walk(walker);
      ordering.walk(walker);
    }

    long digest() {
      DigestWalker walker = new DigestWalker();
      walk(walker);
      walker.value(guest.memory.digest());
      return walker.digest();
    }

    /// What a program can see: registers, CSRs, memory, time.
    long architecture() {
      DigestWalker walker = new DigestWalker();
      guest.clock.walk(walker);
      for (Hart hart : guest.harts) {
        hart.walk(walker);
      }
      walker.value(guest.memory.digest());
      return walker.digest();
    }
  }

  /// The fast engine and the one that takes an instruction at a time are the same machine, unless
  /// somebody chooses an older value.
  @Property(tries = 150)
  void theNewestOfEverythingIsSequentialConsistency(
      @ForAll long seed,
      @ForAll MemoryModel model,
      @ForAll @IntRange(min = 1, max = 3000) int steps) {
    int most = model == MemoryModel.RVWMO_FULL ? steps / 10 + 1 : steps;
    Pair strong = new Pair(MemoryModel.SC, seed);
    Pair weak = new Pair(model, seed);
    strong.drive(new Dice(seed), most, 30, Chooser.STRONGEST);
    weak.drive(new Dice(seed), most, 30, Chooser.STRONGEST);
    assertEquals(strong.architecture(), weak.architecture());
    assertEquals(strong.guest.events, weak.guest.events);
  }

  @Property(tries = 80)
  void recordedChoicesLeadToTheSameStateAgain(
      @ForAll long seed,
      @ForAll MemoryModel model,
      @ForAll @IntRange(min = 1, max = 1500) int steps) {
    int most = model == MemoryModel.RVWMO_FULL ? steps / 10 + 1 : steps;
    List<Integer> recorded = new ArrayList<>();
    Dice dice = new Dice(seed + 1);
    Pair first = new Pair(model, seed);
    first.drive(
        new Dice(seed),
        most,
        20,
        (agent, count) -> {
          recorded.add(dice.next(count));
          return recorded.getLast();
        });
    Pair again = new Pair(model, seed);
    again.drive(new Dice(seed), most, 20, (agent, count) -> recorded.removeFirst());
    assertEquals(first.digest(), again.digest());
    assertEquals(List.of(), recorded);
  }

  @Property(tries = 80)
  void aRestoredStateGoesOnAsTheOriginalDid(
      @ForAll long seed,
      @ForAll MemoryModel model,
      @ForAll @IntRange(min = 1, max = 1200) int before,
      @ForAll @IntRange(min = 1, max = 600) int after) {
    int scale = model == MemoryModel.RVWMO_FULL ? 8 : 1;
    Pair pair = new Pair(model, seed);
    Dice values = new Dice(seed + 1);
    pair.drive(new Dice(seed), before / scale + 1, 20, (agent, count) -> values.next(count));
    Saver saver = new Saver();
    pair.walk(saver);
    Saved saved = saver.saved();
    Memory.Image image = pair.guest.memory.image();
    long middle = pair.digest();
    long end = goOn(pair, seed, after / scale + 1);
    for (Pair other : new Pair[] {pair, new Pair(model, seed + 1)}) {
      other.guest.memory.restore(image);
      other.walk(new Loader().from(saved));
      assertEquals(middle, other.digest());
      assertEquals(end, goOn(other, seed, after / scale + 1));
    }
  }

  private static long goOn(Pair pair, long seed, int steps) {
    Dice values = new Dice(seed + 3);
    pair.drive(new Dice(seed + 2), steps, 20, (agent, count) -> values.next(count));
    return pair.digest();
  }
}
