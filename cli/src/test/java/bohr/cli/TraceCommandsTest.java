package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `replay`, `show` and `minimize` of one found trace, and of what somebody has done to it.
class TraceCommandsTest {

  @TempDir static Path shared;
  private static Trace trace;

  @TempDir Path folder;

  @BeforeAll
  static void findOnce() {
    Bohr.in(shared).run("fuzz", "reset-writes-sector-0", "--no-minimize", "--out", "found.trace");
    trace = TraceReader.read(shared.resolve("found.trace"));
  }

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private String write(String name, Trace changed) throws IOException {
    TraceWriter.write(folder.resolve(name), changed);
    return name;
  }

  private static Trace with(Schedule schedule) {
    return new Trace(trace.header(), trace.image(), schedule, List.of(), List.of(),
        OptionalLong.empty(), trace.verdict(), OptionalLong.empty());
  }

  private static Trace withOracle(String oracle) {
    Verdict verdict = trace.verdict().orElseThrow();
    Verdict other = new Verdict(verdict.kind(), oracle, verdict.clause(), verdict.message(),
        verdict.place(), verdict.agent(), verdict.step(), verdict.digest(),
        verdict.consoleDigest());
    return new Trace(trace.header(), trace.image(), trace.schedule(), List.of(),
        trace.checkpoints(), trace.window(), Optional.of(other), OptionalLong.empty());
  }

  @Test
  void aReplayThatReproducesSaysSoInALine() throws IOException {
    Run run = run("replay", write("found.trace", trace));
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals(List.of("found.trace: reproduced: " + trace.schedule().steps()
        + " steps, " + (trace.checkpoints().size() + 1) + " digests; end-state: byte 0 of disk was"
        + " changed from 0x01 to 0xa5 (disk contents 0–511)"), run.outLines());
  }

  @Test
  void aVerifiedReplayComparesMore() throws IOException {
    write("found.trace", trace);
    Run run = run("replay", "--verify", "3", "found.trace");
    assertEquals(ExitStatus.FINE, run.status());
    long digests = trace.checkpoints().size() + 1 + 2 * (trace.schedule().steps() + 1);
    assertTrue(run.out().contains(", " + digests + " digests; "), run.out());
  }

  @Test
  void aFindingThatDoesNotComeBackIsStatus1() throws IOException {
    Run run = run("replay", write("other.trace", withOracle("tea")));
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().startsWith("other.trace: not reproduced: "), run.out());
  }

  @Test
  void aDivergenceIsStatus4WithStepExpectedAndActual() throws IOException {
    Run run = run("replay", write("bad.trace", with(Schedule.parse("0*5 2*1"))));
    assertEquals(ExitStatus.DIVERGENCE, run.status());
    assertEquals(List.of("bad.trace: diverged at step 6: the trace says a step of disk.link;"
        + " the machine says disk.link cannot move: hart0 could"), run.outLines());
  }

  @Test
  void ofSeveralTracesTheWorstStatusCounts() throws IOException {
    write("found.trace", trace);
    write("other.trace", withOracle("tea"));
    write("bad.trace", with(Schedule.parse("0*5 2*1")));
    assertEquals(1, run("replay", "found.trace", "other.trace", "found.trace").status());
    assertEquals(3, run("replay", "missing.trace", "other.trace").status());
    Run all = run("replay", "bad.trace", "missing.trace", "found.trace", "other.trace");
    assertEquals(ExitStatus.DIVERGENCE, all.status());
    assertEquals(3, all.outLines().size());
    assertEquals(1, all.errLines().size());
  }

  @Test
  void aReplayInJsonIsAList() throws IOException {
    write("found.trace", trace);
    Run run = run("replay", "--format", "json", "found.trace", "missing.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.out().startsWith("[\n  {\n    \"trace\": \"found.trace\",\n    \"status\": 0,"),
        run.out());
    assertTrue(run.out().contains("\"status\": 3"), run.out());
  }

  @Test
  void aTraceThatWasCutOffIsReplayedAsFarAsItGoes() throws IOException {
    byte[] bytes = TraceWriter.encode(trace);
    Files.write(folder.resolve("cut.trace"), Arrays.copyOf(bytes, bytes.length - 1));
    Run run = run("replay", "cut.trace");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().startsWith("cut.trace: prefix reproduced: "), run.out());
    Run show = run("show", "cut.trace");
    assertEquals(ExitStatus.FINE, show.status());
    assertTrue(show.out().contains("The recording was cut off here"), show.out());
  }

  @Test
  void aTraceIsShownInTheWidthThatIsAskedFor() throws IOException {
    write("found.trace", trace);
    Run run = run("show", "--width", "90", "found.trace");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.outLines().contains("─".repeat(90)), run.out());
    assertTrue(run.out().contains("\nfinding   byte 0 of disk was changed"), run.out());
  }

  @Test
  void everyStepIsShownIfAskedFor() throws IOException {
    write("found.trace", trace);
    Run run = run("show", "--every-step", "found.trace");
    long window = trace.schedule().steps() - trace.window().orElseThrow();
    long rows = run.outLines().stream().filter(line -> line.matches(".{3,8} \\d+  .*")).count();
    assertEquals(window, rows);
  }

  @Test
  void aTraceIsShownInJson() throws IOException {
    write("found.trace", trace);
    Run run = run("show", "--format", "json", "found.trace");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("\n    \"oracle\": \"end-state\",\n"), run.out());
  }

  @Test
  void aTraceIsShownAsAPageForABrowser() throws IOException {
    write("found.trace", trace);
    Run run = run("show", "--html", "found.html", "found.trace");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().matches("found\\.html: \\d+ steps\n"), run.out());
    assertTrue(Files.readString(folder.resolve("found.html")).startsWith("<!DOCTYPE html>"));
    assertEquals(run.status(), run("show", "--html", "found.html", "found.trace").status());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of("found.html", "found.trace"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aPageThatCannotBeWrittenIsRefusedInALine() throws IOException {
    write("found.trace", trace);
    Run run = run("show", "--html", "nowhere/found.html", "found.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().startsWith("bohr: nowhere/found.html: cannot be written: "), run.err());
  }

  @Test
  void ofATraceThatCannotBeUsedNoPageIsWritten() throws IOException {
    Files.writeString(folder.resolve("bad.trace"), "tea");
    Run run = run("show", "--html", "bad.html", "bad.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertFalse(Files.exists(folder.resolve("bad.html")));
  }

  @Test
  void showingATraceThatCannotBeFollowedIsADivergence() throws IOException {
    write("bad.trace", with(Schedule.parse("0*5 2*1")));
    Run run = run("show", "bad.trace");
    assertEquals(ExitStatus.DIVERGENCE, run.status());
    assertEquals(List.of("bohr: divergence: step 6: the trace says a step of disk.link;"
        + " the machine says disk.link cannot move: hart0 could"), run.errLines());
  }

  @Test
  void minimisingWritesATraceBesideTheOther() throws IOException {
    write("found.trace", trace);
    Run run = run("minimize", "found.trace");
    assertEquals(ExitStatus.FINE, run.status());
    Trace shorter = TraceReader.read(folder.resolve("found-minimized.trace"));
    assertTrue(shorter.schedule().slices() <= trace.schedule().slices());
    assertEquals(trace.header(), shorter.header());
    assertEquals(ExitStatus.FINE, run("replay", "found-minimized.trace").status());
    assertTrue(run.outLines().getFirst().startsWith("minimised from "), run.out());
  }

  @Test
  void minimisingATraceThatDoesNotReplayFails() throws IOException {
    write("bad.trace", with(Schedule.parse("0*5 2*1")));
    write("other.trace", withOracle("tea"));
    assertEquals(ExitStatus.DIVERGENCE, run("minimize", "bad.trace").status());
    assertEquals(ExitStatus.FINDING, run("minimize", "other.trace").status());
  }

  private static String found(String scenario) {
    return Bohr.HOME.resolve("traces").resolve(scenario).resolve("found.trace")
        .toAbsolutePath().normalize().toString();
  }

  @Test
  void showNamesTheFenceThatIsMissing() {
    List<String> lines = run("show", found("doorbell-without-fence")).outLines();
    int survives = lines.indexOf("survives  sc no, tso yes, rvwmo yes");
    assertEquals(
        List.of(
            "fence     fence w,o between guest.c:39 and guest.c:43 on hart0",
            "          with it: complete, 124 states, no finding"),
        lines.subList(survives + 1, survives + 3));
  }

  @Test
  void showPrintsTheValuesOfTheScheduleInItsTextForm() {
    List<String> lines = run("show", found("flag-without-dma-rmb")).outLines();
    assertTrue(
        lines.contains("schedule  hart0*12 disk.io*8 disk.link*2 hart0*21; hart0#1=1"),
        lines.toString());
  }

  @Test
  void aFindingUnderScSaysNothingOfFences() throws IOException {
    String text = run("show", write("found.trace", trace)).out();
    assertTrue(text.lines().noneMatch(line -> line.startsWith("survives")), text);
    assertTrue(text.lines().noneMatch(line -> line.startsWith("fence")), text);
  }

  @Test
  void replaySaysUnderWhichModelsTheFindingIsOne() {
    String path = found("flag-without-dma-rmb");
    Run run = run("replay", path);
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("survives: sc no, tso no, rvwmo yes", run.outLines().getLast());
    assertEquals(2, run.outLines().size());
    String json = run("replay", "--format", "json", path).out();
    assertTrue(json.contains("\"sc\": \"no\",\n"), json);
    assertTrue(json.contains("\"rvwmo\": \"yes\"\n"), json);
  }
}
