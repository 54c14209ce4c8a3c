package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private static void assertUsage(Run run, String first, String last) {
    assertEquals(ExitStatus.USAGE, run.status());
    assertEquals("", run.out());
    assertEquals(first, run.errLines().getFirst());
    assertEquals(last, run.errLines().getLast());
  }

  @Test
  void noCommandIsAUsageError() {
    assertUsage(run(), "bohr: which command?", "Try 'bohr --help'.");
  }

  @Test
  void anUnknownCommandIsAUsageErrorWithASuggestion() {
    Run run = run("fuz", "x");
    assertUsage(run, "bohr: Unmatched arguments from index 0: 'fuz', 'x'", "Try 'bohr --help'.");
    assertTrue(run.err().contains("Did you mean: bohr fuzz"), run.err());
  }

  @Test
  void anUnknownOptionIsAUsageErrorWithASuggestion() {
    Run run = run("fuzz", "x", "--sed", "1");
    assertUsage(run, "bohr: Unknown options: '--sed', '1'", "Try 'bohr fuzz --help'.");
    assertTrue(run.err().contains("--seed"), run.err());
  }

  @Test
  void aMissingScenarioIsAUsageError() {
    assertUsage(run("fuzz"), "bohr: Missing required parameter: 'SCENARIO'",
        "Try 'bohr fuzz --help'.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "--strategy | luck | 'luck' is none of portfolio, pct, pos, random, random-slices, surw, urw,"
        + " guided, delay-bounded, round-robin, dfs",
    "--time | 5 parsecs | '5 parsecs' is not a length of time such as 10s, 500ms, 2m or 1h",
    "--time | 0s | '0s' is not a length of time such as 10s, 500ms, 2m or 1h",
    "--schedules | 0 | '0' is not a number that is at least 1",
    "--jobs | -1 | '-1' is not a number that is at least 1",
    "--format | xml | 'xml' is none of text, json"
  })
  void aValueThatMakesNoSenseIsAUsageError(String option, String value, String reason) {
    assertUsage(run("fuzz", "x", option, value),
        "bohr: Invalid value for option '" + option + "': " + reason, "Try 'bohr fuzz --help'.");
  }

  @Test
  void aSeedThatIsNoNumberIsAUsageError() {
    assertUsage(run("fuzz", "x", "--seed", "two"),
        "bohr: Invalid value for option '--seed': 'two' is not a long", "Try 'bohr fuzz --help'.");
  }

  @Test
  void noUsageErrorHasAStackTrace() {
    for (List<String> arguments : List.of(List.<String>of(), List.of("x"), List.of("fuzz"),
        List.of("replay", "--verify", "0", "x"), List.of("list", "x"))) {
      Run run = run(arguments.toArray(String[]::new));
      assertEquals(ExitStatus.USAGE, run.status());
      assertTrue(run.errLines().stream().noneMatch(line -> line.startsWith("\tat ")), run.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fuzz", "replay", "show", "minimize", "run", "list"})
  void everyCommandHasHelpWithExamples(String command) {
    Run run = run(command, "--help");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("Usage: bohr " + command), run.out());
    assertTrue(run.out().contains("\nExamples:\n  bohr "), run.out());
  }

  @Test
  void theHelpOfBohrNamesTheExitStatusesAndHidesTheCompletion() {
    Run run = run("--help");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("\nExit status:\n  0    nothing wrong\n"), run.out());
    assertTrue(!run.out().contains("generate-completion"), run.out());
  }

  @Test
  void theVersionIsPrinted() {
    Run run = run("--version");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.outLines().getFirst().startsWith("bohr "), run.out());
  }

  @Test
  void aCompletionScriptIsPrinted() {
    Run run = run("generate-completion");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("# bohr Bash Completion"), run.out());
  }
}
