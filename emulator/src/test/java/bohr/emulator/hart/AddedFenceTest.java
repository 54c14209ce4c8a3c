package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.ordering.AddedFence;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fence that is added to the machine is as good as one in the program.
class AddedFenceTest {

  private static final int INSTRUCTION = 4;
  private static final int PROGRAM = 0x400;

  private static String[] code(String... lines) {
    return lines;
  }

  private static Set<String> outcomes(MemoryRules rules, String[]... programs) {
    return new WeakGuest(rules, "t0 t1", programs).outcomes().keySet();
  }

  /// In front of the second instruction of a hart's program.
  private static AddedFence behindTheFirst(int hart, int before, int behind) {
    return new AddedFence(Guest.RAM + hart * PROGRAM + INSTRUCTION, before, behind);
  }

  @Test
  void itIsWrittenAsInAssembly() {
    assertEquals("fence w,r", new AddedFence(0, 1, 2).toString());
    assertEquals("fence w,o", new AddedFence(0, 1, 4).toString());
    assertEquals("fence iorw,iorw", new AddedFence(0, 15, 15).toString());
  }

  @ParameterizedTest
  @EnumSource(value = MemoryModel.class, names = {"TSO", "RVWMO", "RVWMO_FULL"})
  void everyFenceBetweenTwoAccessesGivesTheOutcomesOfOneInTheProgram(MemoryModel model) {
    String[][][] pairs = {
      {code("sw a0,0(s0)", "lw t0,0(s1)"), code("sw a0,0(s1)", "lw t0,0(s0)")},
      {code("sw a0,0(s0)", "sw a0,0(s1)"), code("lw t0,0(s1)", "lw t1,0(s0)")},
      {code("lw t0,0(s0)", "sw a0,0(s1)"), code("lw t0,0(s1)", "sw a0,0(s0)")},
    };
    MemoryRules rules = MemoryRules.of(model);
    for (String[][] pair : pairs) {
      for (int before = 1; before <= 3; before++) {
        for (int behind = 1; behind <= 3; behind++) {
          AddedFence one = behindTheFirst(0, before, behind);
          AddedFence two = behindTheFirst(1, before, behind);
          assertEquals(
              outcomes(rules, with(pair[0], one), with(pair[1], two)),
              outcomes(rules.with(List.of(one, two)), pair),
              one.toString());
        }
      }
    }
  }

  private static String[] with(String[] program, AddedFence fence) {
    return code(program[0], fence.toString(), program[1]);
  }

  @Test
  void itHelpsOnlyWhereItIs() {
    String[] one = code("sw a0,0(s0)", "lw t0,0(s1)");
    String[] two = code("sw a0,0(s1)", "lw t0,0(s0)");
    MemoryRules rules = MemoryRules.of(MemoryModel.TSO);
    AddedFence left = behindTheFirst(0, 1, 2);
    AddedFence right = behindTheFirst(1, 1, 2);
    AddedFence tooEarly = new AddedFence(Guest.RAM, 1, 2);
    Set<String> all = Set.of("0 0 0 0", "0 0 1 0", "1 0 0 0", "1 0 1 0");
    assertEquals(all, outcomes(rules, one, two));
    assertEquals(all, outcomes(rules.with(List.of(left)), one, two));
    assertEquals(all, outcomes(rules.with(List.of(tooEarly, right)), one, two));
    assertEquals(
        Set.of("0 0 1 0", "1 0 0 0", "1 0 1 0"),
        outcomes(rules.with(List.of(left, right)), one, two));
  }
}
