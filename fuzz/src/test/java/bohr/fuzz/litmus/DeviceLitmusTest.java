package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Snapshot;
import bohr.emulator.input.BadInput;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.scheduler.SplitMix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The tests in `litmus/device/`. Their outcomes were derived from the clauses that their comments
/// cite, and not taken from a run.
class DeviceLitmusTest {

  private static final Path FOLDER = Path.of("../litmus/device");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static List<LitmusTest> tests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".litmus")).sorted()
          .map(file -> LitmusReader.read(file, file.toString())).toList();
    }
  }

  private static Set<String> outcomes(LitmusTest test, MemoryModel model) {
    Exploration exploration = new LitmusSearch(MemoryRules.of(model), LIMIT).explore(test);
    assertTrue(exploration.complete(), test.name());
    return exploration.outcomes().set();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TSO")
  void eachTestHasTheOutcomesThatItsCommentDerives(MemoryModel model) throws IOException {
    ExpectedOutcomes expected =
        ExpectedOutcomes.read(FOLDER.resolve("expected-" + model + ".log"), "log");
    for (LitmusTest test : tests(FOLDER)) {
      assertEquals(
          expected.of(test.name()).orElseThrow(), outcomes(test, model), test.name());
    }
  }

  @Test
  void aStrongerModelShowsNothingThatAWeakerOneDoesNot() throws IOException {
    for (LitmusTest test : tests(FOLDER)) {
      Set<String> known = Set.of();
      for (MemoryModel model : MemoryModel.values()) {
        Set<String> outcomes = outcomes(test, model);
        assertTrue(outcomes.containsAll(known), test.name() + " under " + model);
        known = outcomes;
      }
    }
  }

  /// Tests without devices, on the machine and with the search of those with devices.
  @ParameterizedTest
  @EnumSource(names = {"TSO", "RVWMO"})
  void aWholeMachineHasTheOutcomesOfHartsAlone(MemoryModel model) throws IOException {
    compareMachineWithHarts(model);
  }

  @Test
  @Tag("slow")
  void aWholeMachineHasTheOutcomesOfHartsAloneWithPromises() throws IOException {
    compareMachineWithHarts(MemoryModel.RVWMO_FULL);
  }

  private static void compareMachineWithHarts(MemoryModel model) throws IOException {
    for (LitmusTest test : tests(FOLDER.getParent())) {
      DeviceSearch search = new DeviceSearch(test, MemoryRules.of(model), new Budget(LIMIT));
      assertEquals(outcomes(test, model), search.run().outcomes().set(), test.name());
    }
  }

  /// From the middle of an execution, twice the same way.
  @ParameterizedTest
  @EnumSource
  void aRestoredMachineGoesOnAsBefore(MemoryModel model) throws IOException {
    for (LitmusTest test : tests(FOLDER)) {
      DeviceMachine machine = new DeviceMachine(test, MemoryRules.of(model));
      walk(machine, new SplitMix(1), 7);
      Snapshot middle = machine.machine().snapshot();
      List<Long> first = walk(machine, new SplitMix(2), Integer.MAX_VALUE);
      machine.machine().restore(middle);
      assertEquals(first, walk(machine, new SplitMix(2), Integer.MAX_VALUE), test.name());
    }
  }

  private static List<Long> walk(DeviceMachine machine, SplitMix random, int most) {
    List<Long> digests = new ArrayList<>();
    while (machine.movable() != 0 && digests.size() < most) {
      int agent = random.member(machine.movable());
      machine.step(agent, (who, count) -> random.below(count));
      digests.add(machine.machine().digest());
    }
    return digests;
  }

  private static String test(String init, String cell, String condition) {
    return "RISCV t\n{\n" + init + "\n}\n P0 | D0 ;\n nop | " + cell + " ;\n" + condition + "\n";
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', value = {
      "D0.msi=never;! dma.w x,1!exists (x=1)!'line 3: ''never'' is not ordered or bypass'",
      "D0.colour=red;! dma.w x,1!exists (x=1)!'line 3: a device has no setting ''colour'''",
      "D1.msi=bypass;! dma.w x,1!exists (x=1)!'line 1: there is no device D1'",
      "0:x6=D0.bell;! dma.w x,1!exists (x=1)!"
          + "'line 3: ''D0.bell'' is neither a number nor a location'",
      "int y;! dma.w x!exists (x=1)!'line 6: ''dma.w x'' is nothing that a device can do'",
      "int y;! dma.w x,r8!exists (x=1)!'line 6: ''r8'' is neither a number nor r0 to r7'",
      "int y;! msi P1!exists (x=1)!"
          + "'line 6: a message goes to a thread, or to a location with data'",
      "int y;! wait bell!exists (x=1)!'line 6: a device has no register ''bell'''",
      "int y;! msi x,r1!exists (x=1)!'line 6: the data of a message is a number'",
      "int y;! dma.r r0,x!exists (D1:r0=1)!'line 7: there is no device D1'",
      "int y;! dma.r r0,x!exists (D0:q=1)!"
          + "'line 7: there is ''q'' where r0 to r7, or ram0 to ram7 is expected'"
  })
  void whatIsNoDeviceTestIsRefusedInOneLine(
      String init, String cell, String condition, String reason) {
    String text = test(init, cell, condition);
    BadInput refused =
        assertThrows(BadInput.class, () -> LitmusReader.parse("t.litmus", text));
    assertEquals("t.litmus: " + reason, refused.getMessage());
  }

  @Test
  void aHartThatNobodyInterruptsIsRefused() {
    LitmusTest test = LitmusReader.parse("t.litmus",
        "RISCV t\n{\n}\n P0 | D0 ;\n wfi | dma.w x,1 ;\nexists (x=1)\n");
    BadInput refused = assertThrows(BadInput.class, () -> outcomes(test, MemoryModel.SC));
    assertEquals("t.litmus: thread 0: 'wfi' waits for ever", refused.getMessage());
  }

  @Test
  void waitingForAnInterruptHasNoPlaceInATestWithoutDevices() {
    assertThrows(BadInput.class, () -> LitmusReader.parse("t.litmus",
        "RISCV t\n{\n}\n P0 ;\n wfi ;\nexists (x=1)\n"));
  }
}
