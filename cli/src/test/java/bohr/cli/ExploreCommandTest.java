package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertTrue(lines.get(1).matches("complete: [\\d,]+ executions, [\\d,]+ states, [\\d,]+ steps,"
        + " no finding"), lines.get(1));
    assertEquals("", run.err());
  }

  @Test
  void aBoundThatIsReachedIsNoProof() {
    Run run = run("explore", "lost-wakeup", "--variant", "fixed", "--states", "100");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.outLines().get(1).startsWith("not complete: bound reached; no finding in "));
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
}
