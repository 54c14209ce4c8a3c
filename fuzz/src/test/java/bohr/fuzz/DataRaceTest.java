package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data-race oracle on whole guests: it fires where a guest races, and nowhere else.
class DataRaceTest {

  private static final Path PROGRAMS = Path.of("..", "benchmarks", "strategies");

  static List<String> names() {
    return Scenarios.names();
  }

  /// Signatures of what 300 executions show.
  private static String findings(Path folder, String variant, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("oracle=data-race");
    Target target =
        Target.of(ScenarioReader.read(folder, variant, settings, Oracles.names()));
    CampaignOptions options = CampaignOptions.standard()
        .withSchedules(300).withKeepGoing(true).withMinimise(false);
    return String.join("; ",
        Campaign.run(target, options, CampaignListener.SILENT).discoveries().stream()
            .map(discovery -> discovery.finding().signature()).sorted().toList());
  }

  /// Limits of the oracle. It takes the stores of Dekker's algorithm, which a fence `w,r` follows,
  /// for plain, because the branch that decides about the fence stands between them; it does not
  /// know that the flags of a virtqueue are a hint (virtio 1.2, §2.7.7), nor that an IOMMU reads an
  /// entry of its tables in one piece.
  private static final Map<String, String> TAKEN_FOR_PLAIN =
      Map.of(
          "dekker-notify-me",
          "data-race at guest.c:51 (hart_main+0x3e) and guest.c:61 (hart_main+0x9c)",
          "nvme-shadow-doorbell",
          "data-race at guest.c:74 (hart_main+0x274) and nvme.link",
          "send-vs-interrupt",
          "data-race at guest.c:35 (hart_main+0x1b8) and guest.c:51 (hart_main+0x21c)",
          "pv-registers-in-ram",
          "data-race at guest.c:39 (hart_main+0x1dc) and rng.link",
          "bm-clear-vs-vring",
          "data-race at disk.link and guest.c:39 (hart_main+0x1b0)",
          "iotlb-deferred-flush",
          "data-race at edu.link and guest.c:56 (hart_main+0x18c)");

  @ParameterizedTest
  @MethodSource("names")
  void theFixedScenariosAreFreeOfRaces(String name) {
    String expected = TAKEN_FOR_PLAIN.getOrDefault(name, "");
    assertEquals(expected, findings(Scenarios.folder(name), "fixed"));
  }

  @Test
  void aSleepOutsideTheLockIsARace() {
    assertEquals(
        "data-race at guest.c:49 (hart_main+0x132) and guest.c:90 (trap_handler+0xc0)",
        findings(Scenarios.folder("lost-wakeup"), "buggy"));
  }

  @Test
  void variablesWithoutALockRace() {
    assertEquals(
        "data-race at guest.c:18 (hart_main+0x4a) and guest.c:18 (hart_main+0x4a);"
            + " data-race at guest.c:18 (hart_main+0x4a) and guest.c:29 (hart_main+0x9e)",
        findings(PROGRAMS.resolve("reorder"), "buggy", "harts=3", "guest.threads=3"));
  }

  /// `second = first + 1` reads `first` under the wrong lock.
  @Test
  void aVariableReadUnderAnotherLockRaces() {
    assertEquals(
        "data-race at guest.c:17 (hart_main+0xac) and guest.c:22 (hart_main+0xde);"
            + " guest-assert at guest.c:39",
        findings(PROGRAMS.resolve("twostage"), "buggy", "harts=3", "guest.threads=3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reorder", "twostage"})
  void variablesUnderLocksDoNot(String name) {
    assertEquals(
        "", findings(PROGRAMS.resolve(name), "fixed", "harts=3", "guest.threads=3"));
  }
}
