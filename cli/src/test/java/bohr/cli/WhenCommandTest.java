package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bohr when`: at which step a finding became certain.
class WhenCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private static String found(String scenario) {
    return Bohr.HOME.resolve("traces").resolve(scenario).resolve("found.trace")
        .toAbsolutePath().normalize().toString();
  }

  @Test
  void theChartNamesTheStepThatMadeItCertain() {
    Run run = run("when", "--executions", "100", found("lost-wakeup"));
    assertEquals(ExitStatus.FINE, run.status());
    List<String> lines = run.outLines();
    assertEquals("asleep at guest.c:53 (hart_main+0x144), guest.c:166 (hart_main+0x23a)",
        lines.getFirst());
    assertEquals("Certain from step 985 on: hart1 at guest.c:90 (trap_handler+0xc0): lw a5,0(a7)",
        lines.get(lines.size() - 2));
    assertEquals("Behind it all 100 executions had the finding: with a confidence of 95 %, it is at"
        + " least 97.0 % likely there.", lines.getLast());
    String bar = "█".repeat(60);
    assertTrue(lines.contains("       985 100.0 %  96.3 % to 100.0 % ✗ " + bar), run.out());
  }

  @Test
  void theChartIsAsciiWhereNothingElseIsShown() {
    Run run = Bohr.in(folder).inAscii().run("when", "--executions", "20", "--points", "3",
        found("lost-wakeup"));
    assertTrue(run.out().chars().allMatch(c -> c < 127), run.out());
    assertTrue(run.out().contains(" " + "#".repeat(60) + "\n"), run.out());
  }

  @Test
  void theFiguresAreSaidInJsonTooAndDoNotDependOnJobs() {
    String[] arguments = {
      "when", "--executions", "20", "--points", "2", "--format", "json", found("lost-wakeup"),
      "--jobs", "1"
    };
    Run one = run(arguments);
    assertTrue(one.out().contains("\"step\": 799,\n      \"executions\": 20,\n"
        + "      \"findings\": 0,\n      \"share\": \"0.000000\",\n"
        + "      \"lower\": \"0.000000\",\n      \"upper\": \"0.161125\"\n"), one.out());
    arguments[arguments.length - 1] = "3";
    assertEquals(one.out(), run(arguments).out());
  }

  @Test
  void aStrategyThatEnumeratesIsRefused() {
    assertEquals(ExitStatus.USAGE,
        run("when", "--strategy", "dfs", found("lost-wakeup")).status());
    assertEquals(ExitStatus.USAGE, run("when", "--points", "1", found("lost-wakeup")).status());
  }

  @Test
  void aTraceWithoutAFindingIsRefused() {
    run("run", "lost-wakeup", "--strategy", "random-slices", "--seed", "3", "--record",
        "pass.trace");
    Run run = run("when", "pass.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(List.of("bohr: pass.trace: holds no finding that could have become certain"),
        run.errLines());
  }

  @Test
  void aCorruptTraceIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(found("msi-before-dma")));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("bad.trace"), bytes);
    Run run = run("when", "bad.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
  }
}
