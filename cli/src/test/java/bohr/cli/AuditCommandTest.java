package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.fuzz.audit.AuditListener.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  private static final String SCENARIO = "dma-vs-command-register";

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private Run audit(String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("audit", SCENARIO, "--over", "dma,msi", "--schedules", "200"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void theTableSaysOfEachPolicyWhetherItIsSafe() {
    Run run = audit("--out", "found");
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals("", run.err());
    assertEquals("""
        audit of dma-vs-command-register (fixed)
        over dma, msi; portfolio, seed 1, at most 200 schedules and 20,000 states a cell

        as it is                         safe (complete)

        edu (the whole device)
          dma=mapped                     race: 3 switches, oracle O1 gate
                                           trace found/dma-vs-command-register-edu-dma-mapped.trace
          msi=bypass                     safe (complete)
        """, run.out().substring(0, run.out().indexOf("\nOther policies of edu")));
    assertTrue(run.out().contains(
        "- edu.dma=mapped: edu issued a DMA write while bus master enable is clear (race: 3"),
        run.out());
  }

  @Test
  void aStoredTraceReplays() {
    audit("--out", "found");
    String trace = "found/dma-vs-command-register-edu-dma-mapped.trace";
    Run replay = run("replay", trace);
    assertEquals(ExitStatus.FINE, replay.status());
    assertTrue(replay.out().startsWith(trace + ": reproduced"), replay.out());
  }

  @Test
  void withoutAFolderForTracesThereIsTheCommandThatFindsTheRaceAgain() throws IOException {
    Run run = audit();
    String command = run.outLines().stream().filter(line -> line.contains("bohr fuzz")).findFirst()
        .orElseThrow().strip();
    assertTrue(command.endsWith("bohr fuzz dma-vs-command-register --variant fixed"
        + " --set edu.dma=mapped --strategy portfolio --seed 1"), command);
    String[] arguments = command.substring(command.indexOf("fuzz")).split(" ");
    assertEquals(ExitStatus.FINDING, run(arguments).status());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void theTableIsTheSameWhateverJobsIs() {
    assertEquals(audit("--jobs", "1").out(), audit("--jobs", "3").out());
  }

  @Test
  void everyAnswerIsInTheJson() {
    Run run = audit("--format", "json");
    assertEquals(ExitStatus.FINDING, run.status());
    for (String expected : List.of("\"over\": [\n    \"dma\",\n    \"msi\"\n  ]",
        "\"kind\": \"as_it_is\"", "\"id\": \"edu-dma-mapped\"", "\"verdict\": \"race\"",
        "\"oracle\": \"gate\"", "\"switches\": 3", "\"verdict\": \"safe\"", "\"combinations\": 2",
        "\"about\": \"Other policies of edu\"")) {
      assertTrue(run.out().contains(expected), expected);
    }
  }

  @Test
  void thePageIsOneFileThatLoadsNothingAndRunsNothing() throws IOException {
    audit("--html", "audit.html");
    String page = Files.readString(folder.resolve("audit.html"));
    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertTrue(page.contains("prefers-color-scheme: dark"));
    assertTrue(page.contains("<a href=\"#edu-dma-mapped\">"));
    assertTrue(page.contains("id=\"edu-dma-mapped\""));
    for (String foreign : List.of("<script", "<link", "<img", "src=", "http", "url(", "@import")) {
      assertFalse(page.contains(foreign), foreign);
    }
  }

  @Test
  void nothingToFindIsFine() {
    Run run = run("audit", SCENARIO, "--over", "msi", "--schedules", "10");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("  msi=bypass                     safe (complete)\n"), run.out());
  }

  @Test
  void theProgressIsOnOneLineOfATerminal() {
    Run run = Bohr.in(folder).onATerminal()
        .run("audit", SCENARIO, "--over", "msi", "--schedules", "10");
    assertTrue(run.err().contains("2 of 2 cells, 0 races, 0 s left"), run.err());
    assertEquals("0 of 7 cells, 0 races", AuditProgress.line(new Progress(0, 7, 0), Duration.ZERO));
    assertEquals("2 of 7 cells, 1 races, 10 s left",
        AuditProgress.line(new Progress(2, 7, 1), Duration.ofSeconds(4)));
  }

  private static void assertRefused(Run run, String reason) {
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals("", run.out());
    assertEquals(1, run.errLines().size(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  @Test
  void whatCannotBeUsedIsRefusedInALineThatListsWhatThereIs() throws IOException {
    assertRefused(audit("--over", "ram-bar"),
        "no device here has a policy \"ram-bar\"; there are: locking, register-order, msi, dma");
    assertRefused(audit("--oracle", "gates"), "known: ");
    assertRefused(run("audit", "idle-vs-wakeup"), "has no devices to audit");
    assertRefused(audit("--set", "edu.interrupt.locking=none"), "edu.interrupts.locking");
    assertRefused(audit("--variant", "first-fix"), "known: buggy, fixed");
    Files.writeString(folder.resolve("file"), "");
    assertRefused(audit("--out", "file"), "file: is not a folder");
    assertRefused(audit("--html", "."), "is a folder");
    assertRefused(
        audit("--sarif", "nowhere/audit.sarif"), "nowhere/audit.sarif: cannot be written");
  }

  @Test
  void whatMakesNoSenseIsAUsageError() {
    assertEquals(ExitStatus.USAGE, run("audit").status());
    assertEquals(ExitStatus.USAGE, audit("--states", "0").status());
    assertEquals(ExitStatus.USAGE, audit("--strategy", "luck").status());
  }
}
