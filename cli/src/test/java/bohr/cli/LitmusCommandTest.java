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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LitmusCommandTest {

  private static final Path FOLDER = Bohr.HOME.resolve("litmus");
  private static final String SB = FOLDER.resolve("SB-amo.litmus").toAbsolutePath().toString();

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  @Test
  void theOutcomesOfATestAreALog() {
    Run run = run("litmus", SB);
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("""
        Test SB-amo Allowed
        States 4
        0:x11=0; 1:x11=0;
        0:x11=0; 1:x11=1;
        0:x11=1; 1:x11=0;
        0:x11=1; 1:x11=1;
        Ok
        Witnesses
        Positive: 1 Negative: 3
        Condition exists (0:x11=0 /\\ 1:x11=0)
        Observation SB-amo Sometimes 1 3

        """, run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sc", "tso", "rvwmo", "rvwmo-full"})
  void aLogIsWhatTheNextRunExpects(String model) throws IOException {
    String tests = FOLDER.toAbsolutePath().toString();
    Run first = run("litmus", "--memory-model", model, "--jobs", "3", tests);
    Files.writeString(folder.resolve("out.log"), first.out());
    assertEquals(
        Files.readString(FOLDER.resolve("expected-" + model + ".log")) + "\n", first.out());
    Run second = run("litmus", "--memory-model", model, "--expected", "out.log", tests);
    assertEquals(ExitStatus.FINE, second.status());
    assertTrue(second.out().startsWith("14 of 14 tests equal; 0 with forbidden outcomes, 0 with"
        + " missing ones, 0 over the limit of time; "), second.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sc", "rvwmo", "rvwmo-full"})
  void testsWithDevicesStandInTheSameTable(String model) throws IOException {
    Path tests = FOLDER.resolve("device").toAbsolutePath();
    String log = tests.resolve("expected-" + model + ".log").toString();
    Run run = run("litmus", "--memory-model", model, tests.toString());
    assertEquals(Files.readString(Path.of(log)) + "\n", run.out());
    Run compared = run(
        "litmus", "--memory-model", model, "--expected", log, tests.toString());
    assertEquals(ExitStatus.FINE, compared.status());
    assertTrue(compared.out().startsWith("149 of 149 tests equal; "), compared.out());
  }

  @Test
  void whatIsDifferentIsAFinding() throws IOException {
    Files.writeString(folder.resolve("out.log"),
        "Test SB-amo Allowed\nStates 2\n0:a1=0; 1:a1=1;\n0:a1=2; 1:a1=0;\n");
    Run run = run("litmus", "--memory-model", "sc", "--expected", "out.log", SB);
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals(
        List.of(
            "Forbidden SB-amo 0:x11=1; 1:x11=0;",
            "Forbidden SB-amo 0:x11=1; 1:x11=1;",
            "Missing SB-amo 0:x11=2; 1:x11=0;"),
        run.outLines().subList(0, 3));
    assertTrue(run.outLines().get(3).startsWith("0 of 1 tests equal; 1 with forbidden outcomes, 1"
        + " with missing ones, 0 over the limit of time; "), run.out());
  }

  @Test
  void ofATestThatIsNotInTheLogNothingIsExpected() throws IOException {
    Files.writeString(folder.resolve("out.log"), "Test SB Allowed\nStates 0\n");
    Run run = run("litmus", "--expected", "out.log", SB);
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals("Unknown SB-amo nothing is expected of it", run.outLines().getFirst());
  }

  @Test
  void asJsonItIsOneObject() {
    Run run = run("litmus", "--format", "json", "--memory-model", "sc", SB);
    assertEquals("""
        {
          "tests": [
            {
              "name": "SB-amo",
              "complete": true,
              "steps": 22,
              "states": [
                "0:x11=0; 1:x11=1;",
                "0:x11=1; 1:x11=0;",
                "0:x11=1; 1:x11=1;"
              ]
            }
          ]
        }
        """, run.out());
  }

  @Test
  void whatCannotBeUsedIsNamedInALine() throws IOException {
    Files.writeString(folder.resolve("bad.litmus"), "RISCV bad\n{}\nP0;\nmov x5,x6;\nexists x=1");
    assertEquals(
        new Run(ExitStatus.BAD_INPUT, "",
            "bohr: bad.litmus: line 4: unknown instruction 'mov'\n"),
        run("litmus", "bad.litmus"));
    assertEquals(
        new Run(ExitStatus.BAD_INPUT, "", "bohr: none.litmus: no such file\n"),
        run("litmus", "none.litmus"));
    Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        new Run(ExitStatus.BAD_INPUT, "",
            "bohr: empty: there is no .litmus file in this folder\n"),
        run("litmus", "empty"));
    assertEquals(ExitStatus.USAGE, run("litmus").status());
    assertEquals(ExitStatus.USAGE, run("litmus", "--memory-model", "arm", SB).status());
  }
}
