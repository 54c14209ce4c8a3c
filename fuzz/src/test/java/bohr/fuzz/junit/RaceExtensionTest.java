package bohr.fuzz.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Oracles;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.jqwik.ScheduleProperties;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceWriter;
import bohr.replay.ReplayResult;
import bohr.replay.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/// Tests of tests: those in [Samples] are run, and what they say is compared to the letter.
class RaceExtensionTest {

  private static final String SCENARIO = "../traces/dma-vs-command-register";

  /// What a failing test prints; `-Dbohr.golden=write` writes it anew.
  private static final Path GOLDEN = Path.of("src/test/resources/bohr/fuzz/junit/buggy.txt");

  @TempDir static Path traces;

  /// What became of [Samples].
  private static Map<String, String> messages;

  @BeforeAll
  static void runSamples() throws IOException {
    writeOther();
    messages = messages("junit-jupiter", Samples.class);
  }

  /// What the platform says of each of the samples: the message, or "" of one that passed.
  private static Map<String, String> messages(String engine, Class<?> samples) {
    Map<String, String> messages = new TreeMap<>();
    EngineTestKit.Builder kit = EngineTestKit.engine(engine)
        .configurationParameter("bohr.traces", traces.toString())
        .configurationParameter("jqwik.database", traces.resolve("jqwik").toString())
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .selectors(selectClass(samples));
    for (Event event : kit.execute().testEvents().finished().list()) {
      TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
      messages.put(event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""),
          result.getThrowable().map(each -> each.getMessage().replace(traces.toString(), "DIR"))
              .orElse(""));
    }
    return messages;
  }

  /// Run by the tests below, and by nobody else.
  static class Samples {

    @RaceTest(scenario = SCENARIO, schedules = 1_000)
    void buggy() {}

    @RaceTest(scenario = SCENARIO, variant = "fixed", schedules = 1_000)
    void fixed(CampaignResult result) {
      assertEquals(1_000, result.statistics().schedules());
    }

    @RaceTest(scenario = SCENARIO, finds = "gate")
    void expected(CampaignResult result) {
      assertEquals(1, result.discoveries().size());
    }

    @RaceTest(scenario = SCENARIO, schedules = 50, finds = "asleep")
    void another() {}

    @RaceTest(scenario = SCENARIO, set = "edu.dma=per-beat", schedules = 50, finds = "gate")
    void missed() {}

    @RaceTest(scenario = SCENARIO, strategy = "luck")
    void unknownStrategy() {}

    @RaceTest(scenario = SCENARIO, finds = "eye")
    void unknownOracle() {}

    @RaceTest(scenario = SCENARIO, schedules = 0)
    void noSchedules() {}

    @RaceTest(scenario = "nowhere")
    void noScenario() {}

    @ReplayTest(SCENARIO + "/found.trace")
    void recorded(ReplayResult result) {
      assertInstanceOf(ReplayResult.Reproduced.class, result);
    }

    @ReplayTest(value = SCENARIO + "/found.trace", verify = 2)
    void verified() {}

    @ReplayTest("target/other.trace")
    void otherVerdict() {}

    @ReplayTest("nowhere.trace")
    void noTrace() {}
  }

  /// A trace whose last slice is missing, and whose verdict does not come about.
  private static void writeOther() throws IOException {
    Trace found = TraceReader.read(Path.of(SCENARIO, "found.trace"));
    Schedule.Builder shorter = Schedule.builder();
    shorter.add(found.schedule(), 0, found.schedule().slices() - 1);
    Trace other = new Trace(found.header(), found.image(), shorter.build(), found.inputs(),
        List.of(), found.window(), found.verdict(), found.truncatedAt());
    TraceWriter.write(Path.of("target/other.trace"), other);
  }

  @Test
  void aFailingTestShowsTheMinimisedScheduleAndTheCommandThatReplaysIt() throws IOException {
    String shown = messages.get("buggy");
    if ("write".equals(System.getProperty("bohr.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, shown);
    }
    assertEquals(Files.readString(GOLDEN), shown);
    assertTrue(shown.endsWith(
        "\nreplay: bohr replay DIR/bohr.fuzz.junit.RaceExtensionTest.Samples.buggy.trace\n"));
  }

  @Test
  void whatATestSaysIsTheSameToTheLetter() {
    assertEquals("", messages.get("fixed"));
    assertEquals("", messages.get("expected"));
    assertEquals("", messages.get("recorded"));
    assertEquals("", messages.get("verified"));
    assertEquals("dma-vs-command-register (buggy): finding in schedule 10 of portfolio, seed 1,"
        + " minimised from 35 steps and 4 switches to 25 and 3, not one of oracle asleep",
        messages.get("another").lines().findFirst().orElseThrow());
    assertEquals("dma-vs-command-register (buggy): nothing found in 50 schedules of portfolio,"
        + " seed 1; oracle gate should find something", messages.get("missed"));
    assertEquals("target/other.trace: not reproduced: 336 steps as recorded, but the trace says"
        + " gate: edu issued a DMA write while bus master enable is clear (edu DMA write); the"
        + " machine says nothing, and would go on\nreplay: bohr replay target/other.trace\n",
        messages.get("otherVerdict"));
    assertEquals(messages, messages("junit-jupiter", Samples.class));
  }

  @Test
  void whatCannotBeUsedIsSaidInALineThatListsWhatExists() {
    assertEquals("@RaceTest: strategy: no strategy \"luck\"; there are: portfolio, pct, pos,"
        + " random, random-slices, surw, urw, guided, delay-bounded, round-robin, dfs",
        messages.get("unknownStrategy"));
    assertEquals("@RaceTest: finds: no oracle \"eye\" watches; there are: "
        + String.join(", ", new TreeSet<>(Oracles.standard())), messages.get("unknownOracle"));
    assertEquals("@RaceTest: schedules: must be at least 1", messages.get("noSchedules"));
    assertEquals("nowhere: there is no such folder", messages.get("noScenario"));
    assertEquals("nowhere.trace: no such file", messages.get("noTrace"));
  }

  @Test
  void theTraceOfAFindingIsStoredAndReplays() {
    assertReplays(traces.resolve("bohr.fuzz.junit.RaceExtensionTest.Samples.buggy.trace"));
  }

  private static void assertReplays(Path file) {
    ReplayResult result = Replayer.of(TraceReader.read(file), file.toString()).replay();
    assertInstanceOf(ReplayResult.Reproduced.class, result, result.line());
  }

  /// Run by the test below, and by nobody else.
  static class Properties extends ScheduleProperties {

    Properties() {
      super(Path.of(SCENARIO), "buggy");
    }

    @Property(tries = 200, seed = "7", shrinking = ShrinkingMode.FULL)
    void nothingIsFound(@ForAll("schedules") Schedule schedule) {
      assertInstanceOf(Verdict.Done.class, run(schedule));
    }
  }

  @Test
  void aFailingPropertyShowsAndStoresTheSmallestScheduleToo() {
    String shown = messages("jqwik", Properties.class).get("nothingIsFound");
    String trace = "target/bohr/bohr.fuzz.junit.RaceExtensionTest.Properties.nothingIsFound.trace";
    assertTrue(shown.contains("\noracle    gate\n"), shown);
    assertTrue(shown.endsWith("\nreplay: bohr replay " + trace + "\n"), shown);
    assertReplays(Path.of(trace));
  }
}
