package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {

  @Test
  void aHintReachesTheGuestPortRetiresAndEndsTheSlice() {
    Guest guest = Guest.of("slti zero,a0,5", "slti zero,zero,2047", "nop").set("a0", 42);
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.LIMIT, guest.hart.stopped());
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(List.of("hint 5 42", "hint 2047 0"), guest.events);
    assertEquals(2, guest.hart.retired());
    assertEquals(0, guest.hart.x(0));
  }

  @Test
  void anySltiWithADestinationIsOrdinary() {
    Guest guest = Guest.of("slti a0,a1,5").run(1);
    assertEquals(1, guest.get("a0"));
    assertEquals(List.of(), guest.events);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"slti zero,a0,0", "slti zero,a0,-1", "addi zero,a0,5", "sltiu zero,a0,5",
        "lui zero,0x1", "fence 0,w", "fence w,w", ".half 0x0005", ".half 0x1006"})
  void otherHintsDoNothing(String hint) {
    Guest guest = Guest.of(hint, "nop").set("a0", 42);
    assertEquals(2, guest.hart.perform(2, Chooser.STRONGEST));
    assertEquals(List.of(), guest.events);
    assertEquals(0, guest.hart.x(0));
    assertEquals(2, guest.hart.retired());
  }

  @Test
  void pauseYields() {
    Guest guest = Guest.of("pause", "nop");
    assertEquals(1, guest.hart.perform(10, Chooser.STRONGEST));
    assertEquals(StopReason.YIELDED, guest.hart.stopped());
    assertEquals(1, guest.hart.retired());
    assertEquals(1, guest.hart.perform(1, Chooser.STRONGEST));
    assertEquals(StopReason.LIMIT, guest.hart.stopped());
  }

  @Test
  void fencesAreInstructionsLikeOthers() {
    Guest guest = Guest.of("fence", "fence rw,w", "fence.tso", "fence.i", "nop");
    assertEquals(5, guest.hart.perform(5, Chooser.STRONGEST));
    assertEquals(5, guest.hart.retired());
  }
}
