package bohr.emulator.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.boot.TestElf;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.ordering.MemoryModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {

  private static final String SHORT = """
      title: Short.
      harts: 1
      memory: 64K
      guest: guest.elf
      step-bound: 1
      variants: { buggy: {}, fixed: {} }
      """;

  @Test
  void everythingInADescriptionHasItsPlaceInTheScenario() {
    Scenario scenario = TestScenario.read(TestScenario.GOOD, null);
    assertEquals("race", scenario.name());
    assertEquals("One hart clears bus master enable while the device writes.", scenario.title());
    assertEquals(2, scenario.harts());
    assertEquals(1 << 20, scenario.memoryBytes());
    assertEquals(MemoryModel.SC, scenario.memoryModel());
    assertEquals(20_000, scenario.stepBound());
    assertEquals(List.of("gate", "guest-assert"), scenario.oracles());
    assertEquals("buggy", scenario.variant());
    assertEquals(List.of("buggy", "fixed"), scenario.variants());
    assertEquals(List.of(new EndState("disk", 0, 512)), scenario.endState());
    assertEquals(Optional.of(new Expectation("gate", OptionalInt.of(3))), scenario.expectation());
    assertEquals("Two lines of text.", scenario.reference());
    assertEquals(Map.of("ack_first", 0L), scenario.guestParameters());
    assertEquals(0x8000_0000L, scenario.guest().entry());
    assertEquals(TestScenario.GOOD, scenario.source());
    assertArrayEquals(TestElf.guest(), scenario.guestImage());
    assertEquals(List.of(), scenario.overrides());
  }

  @Test
  void devicesHaveAValueForEverySetting() {
    Scenario scenario = TestScenario.read(TestScenario.GOOD, null);
    DeviceSpec edu = scenario.devices().get(0);
    assertEquals("edu", edu.name());
    assertEquals("edu", edu.model().name());
    assertEquals(1, edu.slot());
    assertEquals(Map.of("locking", "bql", "dma", "mapped", "max-payload", "128"),
        edu.settings().values());
    DeviceSpec disk = scenario.devices().get(1);
    assertEquals(Map.of("reset-order", "cancel-first", "sectors", "64"),
        disk.settings().values());
    assertEquals(2, scenario.devices().size());
  }

  @Test
  void whatMayBeLeftOutHasStandards() {
    Scenario scenario = TestScenario.read(SHORT, null);
    assertEquals(MemoryModel.SC, scenario.memoryModel());
    assertEquals(List.of(), scenario.devices());
    assertEquals(Map.of(), scenario.guestParameters());
    assertEquals(List.of("end-state", "gate", "guest-assert", "step-bound"), scenario.oracles());
    assertEquals(List.of(), scenario.endState());
    assertEquals(Optional.empty(), scenario.expectation());
    assertEquals("", scenario.reference());
    assertEquals(64 << 10, scenario.memoryBytes());
  }

  @Test
  void aVariantChangesSettingsAndParameters() {
    Scenario fixed = TestScenario.read(TestScenario.GOOD, "fixed");
    assertEquals("fixed", fixed.variant());
    assertEquals("per-beat", fixed.devices().get(0).settings().get("dma"));
    assertEquals(Map.of("ack_first", 16L), fixed.guestParameters());
  }

  @Test
  void aVariantChangesTheMachineAndTheCommandLineCountsMore() {
    String text = TestScenario.GOOD.replace("edu.dma: per-beat", "pte-update: plain, harts: 3");
    Scenario fixed = TestScenario.read(text, "fixed");
    assertEquals(PteUpdate.PLAIN, fixed.pteUpdate());
    assertEquals(3, fixed.harts());
    assertEquals(PteUpdate.ATOMIC, TestScenario.read(text, "buggy").pteUpdate());
    assertEquals(4, TestScenario.read(text, "fixed", "harts=4").harts());
  }

  @Test
  void anOverrideCountsMoreThanTheVariantAndTheLastOneMost() {
    Scenario scenario = TestScenario.read(TestScenario.GOOD, "fixed", "edu.dma=mapped",
        "edu.max-payload=8", "edu.max-payload=0x10", "guest.ack_first=-1", "harts=8", "harts=1",
        "memory=2M", "step-bound=7", "memory-model=sc");
    assertEquals(Map.of("locking", "bql", "dma", "mapped", "max-payload", "0x10"),
        scenario.devices().get(0).settings().values());
    assertEquals(16, scenario.devices().get(0).settings().number("max-payload"));
    assertEquals(Map.of("ack_first", -1L), scenario.guestParameters());
    assertEquals(1, scenario.harts());
    assertEquals(2 << 20, scenario.memoryBytes());
    assertEquals(7, scenario.stepBound());
    assertEquals(9, scenario.overrides().size());
  }

  @Test
  void theControllerAndTheWayToUpdateEntriesAreNamed() {
    Scenario standard = TestScenario.read(TestScenario.GOOD, null);
    assertEquals(Aia.NONE, standard.aia());
    assertEquals(PteUpdate.ATOMIC, standard.pteUpdate());
    String named = TestScenario.GOOD.replace(
        "memory-model: sc", "aia: aplic-imsic\npte-update: plain");
    assertEquals(Aia.APLIC_IMSIC, TestScenario.read(named, null).aia());
    assertEquals(PteUpdate.PLAIN, TestScenario.read(named, null).pteUpdate());
    Scenario overridden = TestScenario.read(named, null, "aia=none", "pte-update=fault");
    assertEquals(Aia.NONE, overridden.aia());
    assertEquals(PteUpdate.FAULT, overridden.pteUpdate());
  }

  @Test
  void aParameterMayBeSignedOrUnsigned() {
    String wide = SHORT.replace("variants", "guest-parameters: { pattern: 1 }\nvariants");
    for (String number : List.of("0xffffffffffffffff", "18446744073709551615", "-1")) {
      assertEquals(Map.of("pattern", -1L),
          TestScenario.read(wide, null, "guest.pattern=" + number).guestParameters());
    }
    assertEquals(Map.of("pattern", Long.MIN_VALUE),
        TestScenario.read(wide, null, "guest.pattern=-0x8000000000000000").guestParameters());
  }

  @Test
  void aScenarioIsReadAgainFromWhatATraceEmbeds() {
    Scenario first = TestScenario.read(TestScenario.GOOD, "fixed", "harts=1");
    Scenario again = ScenarioReader.of(first.name(), first.source(), first.guestImage(),
        first.variant(), first.overrides(), TestScenario.ORACLES, TestScenario.models());
    assertEquals(first.digest(), again.digest());
    assertEquals(first.guestParameters(), again.guestParameters());
    assertEquals(1, again.harts());
  }

  @Test
  void theDigestDependsOnEverythingThatAScenarioIsReadFrom() {
    Set<Long> digests = new HashSet<>();
    digests.add(TestScenario.read(TestScenario.GOOD, "buggy").digest());
    digests.add(TestScenario.read(TestScenario.GOOD, "fixed").digest());
    digests.add(TestScenario.read(TestScenario.GOOD, "buggy", "harts=2").digest());
    digests.add(TestScenario.read(TestScenario.GOOD, "buggy", "harts=2", "harts=2").digest());
    digests.add(TestScenario.read(TestScenario.GOOD + " ", "buggy").digest());
    byte[] guest = TestElf.guest();
    guest[0x1c0]++;
    digests.add(ScenarioReader.of("race", TestScenario.GOOD, guest, "buggy", List.of(),
        TestScenario.ORACLES, TestScenario.models()).digest());
    assertEquals(6, digests.size());
    assertNotEquals(0, TestScenario.read(SHORT, null).digest());
  }

  @Test
  void aScenarioCannotBeChanged() {
    Scenario scenario = TestScenario.read(TestScenario.GOOD, null);
    assertThrows(UnsupportedOperationException.class,
        () -> scenario.guestParameters().put("x", 1L));
    assertThrows(UnsupportedOperationException.class, () -> scenario.oracles().clear());
    scenario.guestImage()[0] = 0;
    assertArrayEquals(TestElf.guest(), scenario.guestImage());
  }

  @Test
  void aFolderIsReadWithItsGuest(@TempDir Path folder) throws Exception {
    Path race = Files.createDirectories(folder.resolve("lost-update/bin")).getParent();
    Files.writeString(race.resolve("scenario.yaml"), SHORT.replace("guest.elf", "bin/a.elf"));
    Files.write(race.resolve("bin/a.elf"), TestElf.guest());
    Scenario scenario = ScenarioReader.read(race, null, List.of("harts=3"), Set.of());
    assertEquals("lost-update", scenario.name());
    assertEquals(3, scenario.harts());
    assertArrayEquals(TestElf.guest(), scenario.guestImage());
    assertEquals(scenario.digest(), ScenarioReader.of("any", scenario.source(),
        scenario.guestImage(), null, scenario.overrides(), Set.of()).digest());
  }

  @Test
  void aFolderIsKnownByItsOwnNameHoweverItIsReached(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("scenario.yaml"), SHORT);
    Files.write(folder.resolve("guest.elf"), TestElf.guest());
    Path around = folder.resolve(".");
    assertEquals(folder.getFileName().toString(),
        ScenarioReader.read(around, null, List.of(), Set.of()).name());
  }
}
