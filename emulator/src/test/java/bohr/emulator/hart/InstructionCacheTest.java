package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Code that one hart changes and another executes, without coherent instruction fetches.
class InstructionCacheTest {

  private static final long PATCHED = Guest.RAM + 0x400;
  private static final Chooser OLDEST = (agent, alternatives) -> alternatives - 1;

  /// Calls the function at a1 twice, so that the second call finds it in the cache; hart 1 stands
  /// by with code that puts t2 into its first word.
  private static Guest guest(MemoryModel model, String between) {
    Guest guest = Guest.harts(2);
    MemoryRules rules = MemoryRules.of(model).with(MemoryRules.Fetch.INCOHERENT);
    Ordering ordering = new Ordering(guest.memory, rules, 2);
    guest.program(Guest.RAM, "jalr ra,a1", "mv t0,a0", between, "jalr ra,a1", "mv t1,a0");
    guest.program(Guest.RAM + 0x200, "sw t2,0(a1)", "fence.i", "nop");
    guest.program(PATCHED, "li a0,1", "ret");
    for (Hart hart : guest.harts) {
      hart.attach(ordering);
      hart.reset(Guest.RAM + 0x200 * hart.id(), PATCHED);
      hart.x[Assembler.register("t2")] = Assembler.word(PATCHED, "li a0,2");
    }
    return guest;
  }

  private static void run(Guest guest, int hart, int steps, Chooser chooser) {
    for (int left = steps; left > 0; ) {
      left -= guest.harts[hart].perform(left, chooser);
    }
  }

  private static long second(MemoryModel model, String between, Chooser chooser) {
    Guest guest = guest(model, between);
    run(guest, 0, 4, chooser);
    run(guest, 1, 2, chooser);
    run(guest, 0, 5, chooser);
    assertEquals(1, guest.get("t0"));
    return guest.get("t1");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RVWMO_FULL")
  void theOtherHartsFenceDoesNotHelp(MemoryModel model) {
    assertEquals(1, second(model, "nop", OLDEST));
    assertEquals(2, second(model, "nop", Chooser.STRONGEST));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RVWMO_FULL")
  void aFenceOfOnesOwnDoes(MemoryModel model) {
    assertEquals(2, second(model, "fence.i", OLDEST));
  }

  @ParameterizedTest
  @EnumSource
  void whatACacheHoldsIsState(MemoryModel model) {
    Guest guest = guest(model, "nop");
    run(guest, 0, 4, OLDEST);
    Saver saver = new Saver();
    guest.walk(saver);
    Memory.Image image = guest.memory.image();
    List<Long> ends = new ArrayList<>();
    for (Guest each : new Guest[] {guest, guest(model, "fence.i")}) {
      each.memory.restore(image);
      each.walk(new Loader().from(saver.saved()));
      run(each, 1, 2, Chooser.STRONGEST);
      run(each, 0, 5, OLDEST);
      ends.add(each.get("t1"));
    }
    assertEquals(List.of(1L, 1L), ends);
  }
}
