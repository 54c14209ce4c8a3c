package bohr.fuzz.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.Board;
import bohr.emulator.Verdict;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.AddedFence;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignListener;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.explore.ExploreListener;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.replay.OrderingAdvice;
import bohr.replay.OrderingAdvice.Fence;
import bohr.replay.Rerecording;
import bohr.scheduler.DefaultOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is said of the scenarios with weak memory. Whether it is true can be read in their sources.
class FenceAdvisorTest {

  private static final CampaignOptions OPTIONS = CampaignOptions.standard().withSchedules(5_000);

  private static Optional<OrderingAdvice> advice(
      String name, String variant, String... settings) {
    return advice(Scenarios.read(name, variant, List.of(settings)), OPTIONS);
  }

  private static Optional<OrderingAdvice> advice(Scenario scenario, CampaignOptions options) {
    CampaignResult result =
        Campaign.run(Target.of(scenario), options, CampaignListener.SILENT);
    return FenceAdvisor.advise(
        scenario, trace(scenario, result.discoveries().getFirst().best()));
  }

  private static Trace trace(Scenario scenario, Schedule schedule) {
    return Rerecording.of(scenario, schedule, Rerecording.header(scenario, "", 0, 0, "test"));
  }

  private static void assertSays(
      Optional<OrderingAdvice> advice, String survives, String verdict, String... fences) {
    assertEquals(survives, advice.orElseThrow().survives());
    assertEquals(
        List.of(fences), advice.get().fences().stream().map(Fence::toString).toList());
    assertEquals(verdict, advice.get().verdict());
  }

  @Test
  void aMissingDoorbellFenceIsOneFromStoresToDeviceOutput() {
    assertSays(
        advice("doorbell-without-fence", "buggy"),
        "sc no, tso yes, rvwmo yes",
        "with it: complete, 124 states, no finding",
        "fence w,o between guest.c:39 and guest.c:43 on hart0");
  }

  @Test
  void aMissingDmaReadBarrierIsAFenceBetweenTwoLoads() {
    assertSays(
        advice("flag-without-dma-rmb", "buggy"),
        "sc no, tso no, rvwmo yes",
        "with it: complete, 73 states, no finding",
        "fence r,r between guest.c:32 and guest.c:38 on hart0");
    assertSays(
        advice("nvme-cqe-torn", "no-barrier"),
        "sc no, tso no, rvwmo yes",
        "with it: complete, 91 states, no finding",
        "fence r,r between guest.c:45 and guest.c:49 on hart0");
  }

  @Test
  void dekkerNeedsAFenceOnBothSides() {
    assertSays(
        advice("dekker-notify-me", "buggy"),
        "sc no, tso yes, rvwmo yes",
        "with them: complete, 104 states, no finding",
        "fence w,r between guest.c:60 and guest.c:61 on hart1",
        "fence w,r between guest.c:51 and guest.c:52 on hart0");
  }

  @Test
  void dekkerWithAFenceOnOneSideNeedsTheOther() {
    assertSays(
        advice("dekker-notify-me", "one-sided"),
        "sc no, tso yes, rvwmo yes",
        "with it: complete, 104 states, no finding",
        "fence w,r between guest.c:60 and guest.c:61 on hart1");
  }

  @Tag("slow")
  @Test
  void aShadowDoorbellNeedsAFenceBehindItAndNotBehindAnEarlierStore() {
    assertSays(
        advice("nvme-shadow-doorbell", "buggy"),
        "sc no, tso yes, rvwmo yes",
        "with it: complete, 7,704 states, no finding",
        "fence w,r between guest.c:74 and guest.c:78 on hart0");
  }

  @Tag("slow")
  @Test
  void anEventIndexNeedsAFenceInFrontOfIt() {
    assertSays(
        advice("virtio-event-idx", "buggy"),
        "sc no, tso yes, rvwmo yes",
        "with it: complete, 146,809 states, no finding",
        "fence w,r between virtio.h:124 and guest.c:44 on hart0");
  }

  /// The store of the flag was promised, and the sender never came to it.
  @Test
  void aStoreThatIsSeenTooEarlyNeedsAFenceInFrontOfIt() {
    Scenario scenario = ScenarioReader.read(
        Path.of("..", "guests", "message-passing"), "buggy", List.of(), Oracles.names());
    assertSays(
        advice(scenario, OPTIONS),
        "sc no, tso no, rvwmo no, rvwmo-full yes",
        "with it: complete, 141 states, no finding",
        "fence w,w between guest.c:17 and guest.c:21 on hart0");
  }

  /// The earlier of two loads is too old, and a fence cannot make it younger.
  @Test
  void whereNoFenceHelpsNoneIsProposed() {
    assertSays(
        advice("nvme-cqe-torn", "buggy"),
        "sc with another schedule, tso yes, rvwmo yes",
        "none found: no fence in front of an access of a hart rules this execution out");
  }

  /// The disk's writes may pass each other besides.
  @Test
  void whereTheFenceIsNotEnoughItIsSaid() {
    assertSays(
        advice("flag-without-dma-rmb", "buggy", "disk.relaxed-ordering=on"),
        "sc with another schedule, tso with another schedule, rvwmo yes",
        "with it: this execution is impossible; found otherwise too: guest-assert at guest.c:49",
        "fence r,r before guest.c:38 on hart0");
  }

  @Test
  void aRaceThatNeedsNoWeakMemoryNeedsNoFence() {
    assertSays(
        advice("reset-writes-sector-0", "buggy", "memory-model=rvwmo"),
        "sc yes, tso yes, rvwmo yes",
        "");
  }

  @Test
  void underScNothingIsSaid() {
    assertEquals(Optional.empty(), advice("reset-writes-sector-0", "buggy"));
  }

  @Test
  void ofAnExecutionWithoutFindingNothingIsSaid() {
    Scenario scenario = Scenarios.read("flag-without-dma-rmb", "fixed");
    Target target = Target.of(scenario).fromReset();
    Schedule.Builder passed = Schedule.builder();
    Verdict verdict = target.player(target.stage())
        .play(new RecordingScheduler(new DefaultOrder(), passed));
    assertEquals(new Verdict.Done(0), verdict);
    assertEquals(
        Optional.empty(), FenceAdvisor.advise(scenario, trace(scenario, passed.build())));
  }

  /// The fence of the doorbell's advice, put there by hand, and one that is not enough.
  @Test
  void theFenceThatIsProposedIsNeededAsItIs() {
    Scenario scenario = Scenarios.read("doorbell-without-fence", "buggy");
    Target weak = Target.of(scenario);
    Schedule found = Campaign.run(weak, OPTIONS, CampaignListener.SILENT)
        .discoveries().getFirst().best();
    Journal.Entry doorbell = Journal.of(weak, weak.window(found)).entries().stream()
        .filter(entry -> entry.place().startsWith("guest.c:43"))
        .findFirst().orElseThrow();
    for (int before = 1; before < 16; before <<= 1) {
      for (int behind = 1; behind < 16; behind <<= 1) {
        boolean orders = before == 1 && behind == 4;
        AddedFence fence = new AddedFence(doorbell.pc(), before, behind);
        assertEquals(orders, holds(scenario, fence), fence.toString());
      }
    }
  }

  private static boolean holds(Scenario scenario, AddedFence fence) {
    MemoryRules rules = MemoryRules.of(scenario.memoryModel()).with(List.of(fence));
    Target target = Target.of(Board.of(scenario).with(rules), scenario.stepBound());
    return Explorer.explore(target, ExploreOptions.STANDARD, ExploreListener.SILENT).complete();
  }
}
