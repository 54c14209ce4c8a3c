package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dma-vs-command-register", "msi-before-dma", "msi-before-dma-imsic",
      "reset-writes-sector-0", "lost-wakeup"})
  void everyRaceIsFoundWithDefaultOptionsAndItsTraceReplays(String scenario) throws IOException {
    Run run = run("fuzz", scenario);
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals("", run.err());
    Path file = files().getFirst();
    assertEquals(1, files().size());
    String launcher = Bohr.HOME.toAbsolutePath().normalize().resolve("bohr").toString();
    assertEquals(
        "replay: " + launcher + " replay " + file.getFileName(), run.outLines().getLast());
    Run replay = run("replay", file.getFileName().toString());
    assertEquals(ExitStatus.FINE, replay.status());
    assertTrue(replay.out().startsWith(file.getFileName() + ": reproduced: "), replay.out());
  }

  @Test
  void aFixedVariantSurvives() throws IOException {
    Run run = run("fuzz", "dma-vs-command-register", "--variant", "fixed", "--schedules", "2000");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("nothing found", run.outLines().getLast());
    assertEquals(List.of(), files());
  }

  @Test
  void aPolicyOnTheCommandLineMakesTheDifference() {
    Run run = run("fuzz", "dma-vs-command-register", "--set", "edu.dma=per-beat",
        "--schedules", "2,000", "--jobs", "1");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("fuzzing dma-vs-command-register (buggy, edu.dma=per-beat) with portfolio,"
        + " seed 1, at most 2,000 schedules", run.outLines().getFirst());
  }

  @Test
  void theSameSeedWritesTheSameTraceWhateverTheNumberOfJobs() throws IOException {
    run("fuzz", "lost-wakeup", "--seed", "5", "--jobs", "1", "--out", "one.trace");
    run("fuzz", "lost-wakeup", "--seed", "5", "--jobs", "2", "--out", "two.trace");
    assertArrayEquals(Files.readAllBytes(folder.resolve("one.trace")),
        Files.readAllBytes(folder.resolve("two.trace")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"portfolio", "pct", "pos", "random", "random-slices", "round-robin", "dfs"})
  void everyStrategySearches(String strategy) {
    Run run = run("fuzz", "msi-before-dma", "--variant", "fixed", "--strategy", strategy,
        "--schedules", "50");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.outLines().getFirst().contains(" with " + strategy + ", "), run.out());
  }

  @Test
  void aTimeLimitEndsTheSearch() {
    Run run = run("fuzz", "msi-before-dma", "--variant", "fixed", "--time", "50ms");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("nothing found; the time is up", run.outLines().getLast());
  }

  @Test
  void tracesGoWhereTheyAreWanted() throws IOException {
    Files.createDirectory(folder.resolve("here"));
    run("fuzz", "msi-before-dma", "--out", "here");
    run("fuzz", "msi-before-dma", "--out", "there.trace");
    assertTrue(Files.exists(folder.resolve("there.trace")));
    try (Stream<Path> here = Files.list(folder.resolve("here"))) {
      String name = here.findFirst().orElseThrow().getFileName().toString();
      assertTrue(
          name.matches("msi-before-dma-buggy-msi-before-dma-[0-9a-f]{4}\\.trace"), name);
    }
  }

  @Test
  void goingOnFindsEveryKindAndWritesATraceForEach() throws IOException {
    Run run = run("fuzz", "msi-before-dma", "--keep-going", "--schedules", "300", "--out",
        "found.trace");
    assertEquals(ExitStatus.FINDING, run.status());
    long findings = run.outLines().stream().filter(line -> line.startsWith("replay: ")).count();
    assertEquals(findings, files().size());
    assertTrue(Files.exists(folder.resolve("found.trace")));
  }

  @Test
  void jsonIsOneObjectAndNothingElse() {
    Run run = run("fuzz", "msi-before-dma", "--format", "json", "--out", "found.trace");
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("{\n  \"scenario\": \"msi-before-dma\",\n"), run.out());
    assertTrue(run.out().endsWith("\n}\n"), run.out());
    assertTrue(run.out().contains("\n      \"trace\": \"found.trace\",\n"), run.out());
  }

  @Test
  void progressIsShownOnATerminalAndTakenAway() {
    Run run = Bohr.in(folder).onATerminal().run("fuzz", "msi-before-dma", "--time", "700ms",
        "--variant", "fixed");
    assertTrue(run.err().contains(" interleavings, 0 findings, "), run.err());
    assertTrue(run.err().endsWith("\r\u001b[K"), run.err());
  }

  @Test
  void thereIsNoProgressInAPipe() {
    Run run = run("fuzz", "msi-before-dma", "--time", "700ms", "--variant", "fixed");
    assertEquals("", run.err());
    assertFalse(run.out().contains("\u001b"), run.out());
  }

  @Test
  void aTerminalWithoutUnicodeGetsAscii() {
    Run run = Bohr.in(folder).inAscii().run("fuzz", "dma-vs-command-register");
    assertEquals(ExitStatus.FINDING, run.status());
    assertFalse(run.out().contains("?"), run.out());
    assertTrue(run.out().contains("\n>1 ") || run.out().contains("\n >1 "), run.out());
  }
}
