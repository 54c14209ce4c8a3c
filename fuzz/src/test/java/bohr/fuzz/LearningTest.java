package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.input.BadInput;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.scheduler.Corpus;
import bohr.scheduler.Corpus.Constraint;
import bohr.scheduler.strategy.GuidedScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A strategy that learns does so in the same way whatever the host is like, and what it has
/// learned can be kept.
class LearningTest {

  @TempDir private Path folder;

  private static CampaignResult run(CampaignOptions options) {
    Target target = Scenarios.target("lost-wakeup", "buggy");
    return Campaign.run(
        target,
        options.withStrategy(GuidedScheduler::new).withSchedules(1_500).withKeepGoing(true)
            .withMinimise(false).withCoverage(Coverage.ALL),
        CampaignListener.SILENT);
  }

  private static List<Object> essence(CampaignResult result) {
    return List.of(result.discoveries(), result.statistics(), result.corpus());
  }

  @Test
  void theNumberOfJobsChangesNothing() {
    CampaignResult one = run(CampaignOptions.standard());
    assertFalse(one.corpus().entries().isEmpty());
    for (int jobs = 2; jobs < 5; jobs++) {
      assertEquals(essence(one), essence(run(CampaignOptions.standard().withJobs(jobs))));
    }
  }

  @Test
  void theFirstFindingEndsTheSearchWhateverTheNumberOfJobs() {
    Target target = Scenarios.target("lost-wakeup", "sleep-wakeup");
    CampaignOptions options = CampaignOptions.standard().withStrategy(GuidedScheduler::new);
    CampaignResult one =
        Campaign.run(target, options.withMinimise(false), CampaignListener.SILENT);
    assertEquals(CampaignResult.End.FOUND, one.end());
    CampaignResult four = Campaign.run(
        target, options.withMinimise(false).withJobs(4), CampaignListener.SILENT);
    assertEquals(essence(one), essence(four));
  }

  @Test
  void whatWasLearnedIsWrittenAndReadAgain() {
    Corpus corpus = run(CampaignOptions.standard()).corpus();
    Path file = folder.resolve("new").resolve("x.corpus");
    CorpusFile.write(file, corpus);
    List<Corpus.Entry> kept = corpus.entries().stream()
        .filter(entry -> !entry.constraints().isEmpty()).toList();
    assertEquals(new Corpus(kept, new TreeSet<>()), CorpusFile.read(file));
  }

  @Test
  void aFileThatDoesNotExistHoldsNothing() {
    assertEquals(Corpus.EMPTY, CorpusFile.read(folder.resolve("none")));
  }

  @Test
  void aConstraintIsALineOfText() throws IOException {
    Path file = folder.resolve("x");
    Files.writeString(file, "bohr corpus 1\n0x1 not 0xffffffffffffffff; 0x2 sees 0x0\n");
    assertEquals(
        List.of(new Corpus.Entry(
            List.of(new Constraint(false, 1, -1), new Constraint(true, 2, 0)))),
        CorpusFile.read(file).entries());
  }

  private void refused(String text, String reason) throws IOException {
    Path file = folder.resolve("x");
    Files.writeString(file, text);
    BadInput bad = assertThrows(BadInput.class, () -> CorpusFile.read(file));
    assertEquals(file + ": " + reason, bad.getMessage());
  }

  @Test
  void whatIsNoCorpusIsRefused() throws IOException {
    String heading = "bohr corpus 1\n";
    refused("", "line 1: not \"bohr corpus 1\"");
    refused("bohr corpus 2\n", "line 1: not \"bohr corpus 1\"");
    refused(heading + "0x1 not 0x2\n0x1 isnt 0x2\n",
        "line 3: constraint 1 is not of the form 0xSITE sees 0xSITE, or not");
    refused(heading + "0x1 not 0x11111111111111111\n",
        "line 2: constraint 1 is not of the form 0xSITE sees 0xSITE, or not");
    refused(heading + "0x1 not 0x2; ".repeat(17), "line 2: more than 16 constraints");
    refused(heading + "0x1 not 0x2\n".repeat(1025),
        "line 1026: more than 1024 abstract schedules");
    refused(heading + " ".repeat(1 << 20), "larger than 1048576 bytes");
  }
}
