package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.emulator.StateDifference;
import bohr.recorder.TraceReader;
import bohr.replay.Replayer;
import bohr.replay.TraceDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bohr diff`: two traces of one machine.
class DiffCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private static String found(String scenario) {
    return Bohr.HOME.resolve("traces").resolve(scenario).resolve("found.trace")
        .toAbsolutePath().normalize().toString();
  }

  /// Records an execution that passes.
  private String passing(String scenario, int seed) {
    Run run = run("run", scenario, "--strategy", "random-slices", "--seed",
        Integer.toString(seed), "--record", "pass.trace");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    return "pass.trace";
  }

  @Test
  void aTraceIsTheSameExecutionAsItself() {
    String trace = found("msi-before-dma");
    Run run = run("diff", trace, trace);
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals(trace + " and " + trace + " are the same execution: 363 steps\n", run.out());
  }

  @Test
  void theOrderThatMakesAPassingTraceFailIsNamed() {
    Run run = run("diff", passing("dma-vs-command-register", 5), found("dma-vs-command-register"));
    assertEquals(ExitStatus.FINDING, run.status());
    List<String> lines = run.outLines();
    assertEquals(
        List.of("They part in step 1, by who takes it:",
            "  A  hart1 at start.S:10 (_start): li t0,8",
            "  B  hart0 at start.S:10 (_start): li t0,8"),
        lines.subList(3, 6));
    assertEquals(
        List.of("A fails like B with 1 of 17 changes, and with no fewer (12 executions):",
            "  step 326, edu.dma (Open[address=0x80000740, inner=0x0, count=64]) comes before step"
                + " 336, hart1 at guest.c:41 (hart_main+0x24) (sh a4,0(a5)); in A it comes behind"
                + " it"),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void aChoiceCanBeWhatMakesTheDifference() {
    Run run = run("diff", found("msi-before-dma"), passing("msi-before-dma", 3));
    List<String> lines = run.outLines();
    assertEquals(
        List.of("B fails like A with 2 of 10 changes, and with no fewer (40 executions):",
            "  step 362, edu.dma (Signal) comes before step 363, edu.link (MSI 0x5a to 0x80000800);"
                + " in B it comes behind it",
            "  edu.link chooses 1 and not 0 in its choice number 1 behind the parting"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void theStatesAreTheSameInFrontOfTheFirstStepThatDiffersAndNotBehindIt() {
    Path pass = folder.resolve(passing("lost-wakeup", 3));
    Path fail = Path.of(found("lost-wakeup"));
    Replayer one = Replayer.of(TraceReader.read(pass), "pass");
    Replayer other = Replayer.of(TraceReader.read(fail), "fail");
    TraceDifference difference = TraceDifference.find(one, other).orElseThrow();
    for (long step = 0; step < difference.step(); step++) {
      assertEquals(one.at(step).machine().digest(), other.at(step).machine().digest());
    }
    assertNotEquals(one.at(difference.step()).machine().digest(),
        other.at(difference.step()).machine().digest());
  }

  @Test
  void statesDifferInWordsExactlyIfTheirDigestsDo() {
    Replayer one = Replayer.of(TraceReader.read(folder.resolve(passing("lost-wakeup", 3))), "a");
    Replayer other = Replayer.of(TraceReader.read(Path.of(found("lost-wakeup"))), "b");
    for (long step = 700; step < 1000; step += 10) {
      var first = one.at(step).machine();
      var second = other.at(step).machine();
      assertEquals(List.of(), StateDifference.between(first, one.at(step).machine()));
      assertEquals(first.digest() == second.digest(),
          StateDifference.between(first, second).isEmpty());
    }
  }

  @Test
  void theStatesBehindAnyStepCanBeCompared() {
    String pass = passing("dma-vs-command-register", 5);
    Run same = run("diff", "--at-step", "0", pass, found("dma-vs-command-register"));
    assertEquals(ExitStatus.FINE, same.status());
    assertEquals("the states behind step 0 are the same\n", same.out());
    Run other = run("diff", "--at-step", "300", pass, found("dma-vs-command-register"));
    assertEquals(ExitStatus.FINDING, other.status());
    assertTrue(other.out().contains("\n  memory "), other.out());
    Run late = run("diff", "--at-step", "9999999", pass, found("dma-vs-command-register"));
    assertEquals(ExitStatus.BAD_INPUT, late.status());
    assertEquals(1, late.errLines().size());
  }

  @Test
  void theDifferenceIsSaidInJsonToo() {
    Run run = run("diff", "--format", "json", passing("dma-vs-command-register", 5),
        found("dma-vs-command-register"));
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().contains("  \"same\": false,\n"), run.out());
    assertTrue(run.out().contains("\"failing\": \"b\",\n    \"candidates\": 17,\n"), run.out());
    assertTrue(run.out().contains("\"does\": \"sh a4,0(a5)\""), run.out());
  }

  @Test
  void tracesOfDifferentMachinesAreRefused() {
    Run run = run("diff", found("msi-before-dma"), found("lost-wakeup"));
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(List.of("bohr: " + found("lost-wakeup") + ": is the trace of another machine:"
        + " lost-wakeup (buggy) and not msi-before-dma (buggy)"), run.errLines());
  }

  @Test
  void aCorruptTraceIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(found("msi-before-dma")));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("bad.trace"), bytes);
    Run run = run("diff", found("msi-before-dma"), "bad.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
  }
}
