package bohr.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceWriter;
import bohr.replay.ReplayResult.Diverged;
import bohr.replay.ReplayResult.OtherVerdict;
import bohr.replay.ReplayResult.PrefixReproduced;
import bohr.replay.ReplayResult.Reproduced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayerTest {

  private static final Scenario SCENARIO = Recordings.scenario("dma-vs-command-register", "buggy");
  private static final Trace TRACE = Recordings.record(SCENARIO, 3, 50);

  private static ReplayResult replay(Trace trace) {
    return Replayer.of(trace, "test.trace").replay();
  }

  private static Trace with(List<Checkpoint> checkpoints, Optional<Verdict> verdict) {
    return new Trace(TRACE.header(), TRACE.image(), TRACE.schedule(), TRACE.inputs(), checkpoints,
        TRACE.window(), verdict, verdict.isEmpty() ? OptionalLong.of(1) : OptionalLong.empty());
  }

  private static Trace with(Verdict verdict) {
    return with(TRACE.checkpoints(), Optional.of(verdict));
  }

  private static Trace with(Schedule schedule) {
    return new Trace(TRACE.header(), TRACE.image(), schedule, List.of(), List.of(),
        OptionalLong.empty(), TRACE.verdict(), OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dma-vs-command-register", "msi-before-dma", "msi-before-dma-imsic",
      "reset-writes-sector-0", "lost-wakeup"})
  void everyRecordingOfAScenarioIsReproduced(String name) {
    allAreReproduced(name, 25);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"dma-vs-command-register", "msi-before-dma", "msi-before-dma-imsic",
      "reset-writes-sector-0", "lost-wakeup"})
  void tenThousandRecordingsOfAScenarioAreReproduced(String name) {
    allAreReproduced(name, 5_000);
  }

  private static void allAreReproduced(String name, int seeds) {
    for (String variant : List.of("buggy", "fixed")) {
      Scenario scenario = Recordings.scenario(name, variant);
      for (long seed = 0; seed < seeds; seed++) {
        Trace trace = Recordings.record(scenario, seed, 40);
        ReplayResult result = replay(trace);
        assertInstanceOf(Reproduced.class, result, result::line);
      }
    }
  }

  @Test
  void aTraceIsReproducedFromItsBytesAlone() {
    Trace read = TraceReader.read(TraceWriter.encode(TRACE), "test.trace");
    assertEquals(replay(TRACE), replay(read));
  }

  @Test
  void everyCheckpointAndTheEndAreCompared() {
    Reproduced result = assertInstanceOf(Reproduced.class, replay(TRACE));
    assertEquals(TRACE.checkpoints().size() + 1, result.digests());
    assertEquals(TRACE.schedule().steps(), result.steps());
    assertEquals(TRACE.verdict().orElseThrow(), result.verdict());
  }

  @Test
  void theFirstCheckpointThatDiffersIsNamed() {
    List<Checkpoint> checkpoints = new ArrayList<>(TRACE.checkpoints());
    Checkpoint second = checkpoints.get(1);
    checkpoints.set(1, new Checkpoint(second.step(), second.digest() + 1));
    Diverged result = assertInstanceOf(
        Diverged.class, replay(with(checkpoints, TRACE.verdict())));
    assertEquals(second.step(), result.step());
    assertEquals(
        "a state with the digest " + Replayer.hex(second.digest() + 1), result.expected());
    assertEquals(Replayer.hex(second.digest()), result.actual());
  }

  @Test
  void anotherStateAtTheEndIsADivergence() {
    Verdict verdict = TRACE.verdict().orElseThrow();
    Diverged result = assertInstanceOf(Diverged.class, replay(with(new Verdict(
        verdict.kind(), verdict.oracle(), verdict.clause(), verdict.message(), verdict.place(),
        verdict.agent(), verdict.step(), 5, verdict.consoleDigest()))));
    assertEquals(TRACE.schedule().steps(), result.step());
  }

  @Test
  void anotherFindingIsNotTheRecordedOne() {
    Verdict verdict = TRACE.verdict().orElseThrow();
    OtherVerdict result = assertInstanceOf(OtherVerdict.class, replay(with(new Verdict(
        verdict.kind(), "tea", verdict.clause(), verdict.message(), verdict.place(),
        verdict.agent(), verdict.step(), verdict.digest(), verdict.consoleDigest()))));
    assertEquals("tea", result.expected().oracle());
    assertEquals(verdict, result.actual());
  }

  @Test
  void aFindingThatDoesNotComeBackIsSaid() {
    Schedule shorter = Schedule.builder().add(TRACE.schedule(), 0, 2).build();
    OtherVerdict result = assertInstanceOf(OtherVerdict.class, replay(with(shorter)));
    assertEquals(null, result.actual());
    assertTrue(result.line().endsWith("the machine says nothing, and would go on"), result.line());
  }

  @Test
  void aScheduleThatCannotBeFollowedIsADivergenceAtItsStep() {
    Schedule impossible = Schedule.parse("0*5 2*1");
    assertEquals(
        "diverged at step 6: the trace says a step of edu.factorial; the machine says"
            + " edu.factorial cannot move: hart0, hart1 could",
        replay(with(impossible)).line());
  }

  @Test
  void theBetterWordingOfAClauseIsNoDifference() {
    Verdict verdict = TRACE.verdict().orElseThrow();
    assertInstanceOf(Reproduced.class, replay(with(new Verdict(
        verdict.kind(), verdict.oracle(), "older words", verdict.message(), verdict.place(),
        verdict.agent(), verdict.step(), verdict.digest(), verdict.consoleDigest()))));
  }

  @Test
  void aTraceThatWasCutOffIsReplayedAsFarAsItGoes() {
    Trace prefix = with(TRACE.checkpoints(), Optional.empty());
    PrefixReproduced result = assertInstanceOf(PrefixReproduced.class, replay(prefix));
    assertEquals(TRACE.schedule().steps(), result.steps());
    assertEquals(TRACE.checkpoints().size(), result.digests());
  }

  /// `docs/trace-format.md`, "A recording that was cut off": whatever can be read can be replayed.
  @Test
  void aFileCutAnywhereIsReplayedOrRefusedInOneLine() {
    byte[] bytes = TraceWriter.encode(TRACE);
    int replayed = 0;
    for (int length = 0; length < bytes.length; length += 7) {
      try {
        Trace prefix = TraceReader.read(Arrays.copyOf(bytes, length), "cut.trace");
        assertInstanceOf(PrefixReproduced.class, replay(prefix));
        replayed++;
      } catch (BadInput refused) {
        assertEquals(1, refused.getMessage().lines().count());
      }
    }
    assertTrue(replayed > 0);
  }

  @Test
  void aScenarioThatIsNotTheRecordedOneIsRefused() {
    Header header = TRACE.header();
    Header other = new Header(header.scenario(), header.scenarioYaml(), "fixed",
        header.overrides(), header.scenarioDigest(), header.memoryModel(), header.strategy(),
        header.seed(), header.scheduleIndex(), header.builtBy());
    Trace trace = new Trace(other, TRACE.image(), TRACE.schedule(), List.of(), List.of(),
        OptionalLong.empty(), TRACE.verdict(), OptionalLong.empty());
    BadInput refused = assertThrows(BadInput.class, () -> Replayer.of(trace, "test.trace"));
    assertTrue(refused.getMessage().startsWith(
        "test.trace: header: the scenario's digest is 0x"), refused.getMessage());
  }

  @Test
  void verificationComparesDigestsBetweenRunsToo() {
    Replayer replayer = Replayer.of(TRACE, "test.trace");
    long steps = TRACE.schedule().steps();
    Reproduced result = assertInstanceOf(Reproduced.class, replayer.verify(3, 10));
    // The first run is the measure; the two others compare every tenth step and the end with it.
    assertEquals(TRACE.checkpoints().size() + 1 + 2 * (steps / 10 + 1), result.digests());
  }

  @Test
  void verificationOfABadTraceIsTheSameAsItsReplay() {
    Trace bad = with(Schedule.parse("0*5 2*1"));
    assertEquals(replay(bad), Replayer.of(bad, "test.trace").verify(5, 10));
  }

  @Test
  void anExecutionThatReachesItsStepBoundIsReproduced() {
    Scenario scenario = Recordings.scenario(
        "dma-vs-command-register", "fixed", List.of("step-bound=60"));
    Trace trace = Recordings.record(scenario, 3, 50);
    assertEquals("step-bound", trace.verdict().orElseThrow().oracle());
    assertInstanceOf(Reproduced.class, replay(trace));
    assertEquals(trace.window().orElseThrow() + 60, trace.schedule().steps());
  }
}
