package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.fuzz.explore.ExploreListener.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  @Test
  void aRepairedScenarioIsCompleteWithoutAFinding() {
    Run run = run("explore", "reset-writes-sector-0", "--variant", "fixed");
    assertEquals(ExitStatus.FINE, run.status());
    List<String> lines = run.outLines();
    assertEquals(
        "exploring reset-writes-sector-0 (fixed), at most 10,000,000 states", lines.getFirst());
    assertEquals("complete: 6 executions, 72 states, no finding", lines.get(1));
    assertEquals("", run.err());
  }

  @Test
  void aBoundThatIsReachedIsNoProof() {
    Run run = run("explore", "lost-wakeup", "--variant", "fixed", "--states", "100");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("not complete: bound reached (states); no finding in 0 executions, 100 states",
        run.outLines().get(1));
  }

  @Test
  void aBoundOfPreemptionsIsPartOfTheVerdict() {
    Run run = run("explore", "dma-vs-command-register", "--preemptions", "0");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.outLines().get(1).startsWith("complete within 0 preemptions: "));
  }

  @Test
  void aFindingIsMinimisedShownAndWritten() {
    Run run = run("explore", "dma-vs-command-register", "--out", "race.trace");
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.outLines().get(1).startsWith("a finding after "));
    assertTrue(run.out().contains("oracle    gate"), run.out());
    assertTrue(Files.exists(folder.resolve("race.trace")));
    assertEquals(ExitStatus.FINE, run("replay", "race.trace").status());
  }

  @Test
  void aNegativeBoundIsAMistakeOfTheCommandLine() {
    assertEquals(ExitStatus.USAGE, run("explore", "lost-wakeup", "--preemptions", "-1").status());
  }

  @Test
  void theSameExecutionsAreFollowedOneByOne() {
    Run run = run("explore", "reset-writes-sector-0", "--variant", "fixed",
        "--reduction", "source-dpor");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("exploring reset-writes-sector-0 (fixed), reduction source-dpor, at most"
        + " 10,000,000 states", run.outLines().getFirst());
    assertEquals("given up half-way, because all that could go on was asleep: 0",
        run.outLines().get(1));
    assertEquals("complete: 67 executions, 413 states, no finding", run.outLines().get(2));
  }

  @Test
  void aBoundOfStepsIsNoProof() {
    Run run = run("explore", "reset-writes-sector-0", "--variant", "fixed", "--steps", "5");
    assertTrue(run.outLines().get(1)
        .startsWith("not complete: bound reached (steps of an execution); no finding in "));
  }

  @Test
  void reductionsThatNeedEveryOrderRefuseABoundOfPreemptions() {
    Run run = run("explore", "lost-wakeup", "--reduction", "source-dpor", "--preemptions", "1");
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("--preemptions do not go together"), run.err());
  }

  @Test
  void aReductionIsOneOfThoseThatThereAre() {
    Run run = run("explore", "lost-wakeup", "--reduction", "magic");
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("none of states, source-dpor, sleep-sets, none"), run.err());
  }

  @Test
  void theProgressSaysHowMuchThereMayBe() {
    assertEquals("2,048 states, 30 executions of about 120, 25.0 %, 12 s left",
        ExploreProgress.line(new Progress(2048, 30, 0.25), Duration.ofSeconds(4)));
    assertEquals("10 states, 0 executions",
        ExploreProgress.line(new Progress(10, 0, 0), Duration.ofSeconds(4)));
    assertEquals("10 states, 1 executions of very many, no end in sight",
        ExploreProgress.line(new Progress(10, 1, 1e-18), Duration.ofSeconds(4)));
  }
}
