package bohr.fuzz.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.target.Scenarios;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.NearestPass;
import bohr.replay.NearestPass.Change;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.replay.Timeline;
import bohr.replay.Verdicts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is said of the found traces. Whether it is true can be read in their sources, and is tried.
class NearestPassingTest {

  /// Races in guests, with devices, of TLPs, and of weak memory.
  private static final List<String> NAMES = List.of("cross-hart-code-patch", "dekker-notify-me",
      "dma-vs-command-register", "doorbell-without-fence", "flag-without-dma-rmb",
      "idle-vs-wakeup", "imsic-nonatomic-msi", "lost-wakeup", "msi-before-dma", "nvme-cqe-torn",
      "nvme-shadow-doorbell", "plic-completion-ignored", "pte-ad-overwrite", "reset-is-posted",
      "reset-writes-sector-0", "tx-doorbell-before-index", "virtio-event-idx");

  private static final Map<String, NearestPass> PASSES = new TreeMap<>();

  private static Replayer replayer(String name) {
    var file = Scenarios.folder(name).resolve("found.trace");
    return Replayer.of(TraceReader.read(file), file.toString());
  }

  private static Optional<NearestPass> find(Replayer replayer) {
    return NearestPassing.find(replayer.scenario(), replayer.trace(),
        Timeline.of(replayer, Timeline.STEPS_MAX));
  }

  @BeforeAll
  static void findAll() {
    for (String name : NAMES) {
      PASSES.put(name, find(replayer(name)).orElseThrow());
    }
  }

  private static Trace trace(Scenario scenario, Schedule schedule) {
    return Rerecording.of(scenario, schedule, Rerecording.header(scenario, "", 0, 0, "test"));
  }

  @Test
  void oneOfTheTwoEndsWithTheRecordedFindingAndTheOtherOneWithNone() {
    PASSES.forEach((name, pass) -> {
      Replayer replayer = replayer(name);
      var failing = trace(replayer.scenario(), pass.failing()).verdict().orElseThrow();
      var passing = trace(replayer.scenario(), pass.passing()).verdict().orElseThrow();
      assertEquals(replayer.trace().verdict().orElseThrow().oracle(), failing.oracle(), name);
      assertEquals(replayer.trace().verdict().orElseThrow().place(), failing.place(), name);
      assertNotEquals(Verdicts.FINDING, passing.kind(), name);
    });
  }

  @Test
  void theTwoAreTheSameUpToTwoNeighboursOrUpToAChoice() {
    PASSES.forEach((name, pass) -> {
      Word failing = Word.of(pass.failing());
      Word passing = Word.of(pass.passing());
      int at = failing.firstDifference(passing);
      switch (pass.change()) {
        case ORDER -> {
          assertTrue(at + 1 < failing.length(), name);
          assertEquals(failing.agent(at + 1), passing.agent(at), name);
          assertNotEquals(failing.agent(at), passing.agent(at), name);
        }
        case CHOICE -> assertEquals(pass.failing().values() - 1, pass.passing().values(), name);
      }
    });
  }

  private static void assertSays(String name, String sentence) {
    assertEquals("there is no finding if " + sentence, PASSES.get(name).sentence());
  }

  @Test
  void racesInTheGuestAreTheirTwoLines() {
    assertSays("lost-wakeup",
        "hart0 at guest.c:49 (sw a0,0(a6)) comes before hart1 at guest.c:90 (lw a5,0(a7))");
    assertSays("tx-doorbell-before-index",
        "hart0 at guest.c:39 (sw a5,-1980(gp)) comes before hart1 at guest.c:45 (lw a4,-1980(gp))");
    assertSays("idle-vs-wakeup",
        "hart0 at guest.c:37 (wfi) comes before hart1 at guest.c:52 (sw a5,0(a4))");
  }

  @Test
  void racesWithADeviceAreALineAndAPhase() {
    assertSays("dma-vs-command-register",
        "hart1 at guest.c:41 (sh a4,0(a5)) comes before edu.dma"
            + " (Open[address=0x80000740, inner=0x0, count=64])");
    assertSays("reset-writes-sector-0",
        "hart0 at guest.c:35 (sw s1,0(a5)) comes before disk.io (Open[write lba 5])");
  }

  @Test
  void ofAWeakChoiceTheStoreIsNamedThatWasNotSeen() {
    assertSays("doorbell-without-fence",
        "edu.link (DMA read of 8 bytes from 0x80000640) sees hart0 at guest.c:39 (sd a5,0(s0))");
    assertEquals(Change.CHOICE, PASSES.get("dekker-notify-me").change());
  }

  @Test
  void ofAnOrderOfTlpsBothAreNamed() {
    assertSays("cross-hart-code-patch", "hart1 (li a0,2) chooses what is newest");
    assertSays("msi-before-dma", "edu.link (MSI 0x5a to 0x80000800) is this instead:"
        + " DMA write of 16 bytes to 0x800007c0");
  }

  @Test
  void thePairIsFoundInTheRecordedTimeline() {
    PASSES.forEach((name, pass) -> pass.pair().ifPresent(pair -> {
      var steps = Timeline.of(replayer(name), Timeline.STEPS_MAX).steps();
      assertEquals(pass.first().orElseThrow().place(), steps.get(pair.first()).place(), name);
      assertTrue(pair.first() < pair.second(), name);
    }));
    assertTrue(PASSES.get("lost-wakeup").pair().isPresent());
    assertTrue(PASSES.get("msi-before-dma").pair().isEmpty());
  }

  @Test
  void anExecutionWithoutFindingHasNothingToTell() {
    NearestPass pass = PASSES.get("lost-wakeup");
    Scenario scenario = replayer("lost-wakeup").scenario();
    Trace passing = trace(scenario, pass.passing());
    assertEquals(Optional.empty(), find(Replayer.of(passing, "test")));
  }
}
