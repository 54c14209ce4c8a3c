package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  @Test
  void whatArrivesAtStandardInputReachesTheGuestAndWhatItSendsIsPrinted() {
    Guests.echo(folder);
    String text = "a line that is longer than the sixteen bytes of the FIFO\nq";
    Run run = Bohr.in(folder).withInput(text + "never read").run("run", "echo.elf");
    assertEquals(text, run.out());
    assertEquals("", run.err());
    assertEquals(ExitStatus.FINE, run.status());
  }

  @Test
  void aRecordingWithInputIsReproduced() {
    Guests.echo(folder);
    Run recorded = Bohr.in(folder).withInput("one, two, three, four, five q")
        .run("run", "echo.elf", "--record", "run.trace", "--strategy", "random-slices");
    assertEquals("one, two, three, four, five q", recorded.out());
    Run replay = run("replay", "--verify", "2", "run.trace");
    assertEquals(ExitStatus.FINE, replay.status());
    assertTrue(replay.out().endsWith("; passed: the guest is done\n"), replay.out());
  }

  @Test
  void aTraceWithInputCannotBeMinimisedEvenIfItFails() {
    Guests.echo(folder);
    Bohr.in(folder).withInput("x")
        .run("run", "echo.elf", "--record", "run.trace", "--max-steps", "50000");
    assertEquals(ExitStatus.FINE, run("replay", "run.trace").status());
  }

  @Test
  void theStatusOfTheGuestDecides() {
    Guests.seven(folder);
    Run run = run("run", "seven.elf");
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals(
        List.of("bohr: guest-assert: the guest ended with status 7 (exit status)"), run.errLines());
  }

  @Test
  void aGuestThatSleepsForEverIsDone() {
    Guests.sleep(folder);
    Run run = run("run", "sleep.elf");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals(List.of("bohr: asleep: nothing is left to do"), run.errLines());
  }

  @Test
  void aGuestMayBeStopped() {
    Guests.spin(folder);
    Run run = run("run", "spin.elf", "--max-steps", "1000", "--record", "run.trace");
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals(List.of("bohr: exhausted: not done after 1000 steps"), run.errLines());
    assertEquals("run.trace: reproduced: 1000 steps, 1 digest;"
            + " exhausted: not done after 1000 steps",
        run("replay", "run.trace").outLines().getFirst());
  }

  @Test
  void aGuestMayHaveHartsMemoryAndDevices() {
    Guests.seven(folder);
    Run run = run("run", "seven.elf", "--harts", "4", "--memory", "1M", "--device", "edu",
        "--device", "disk,sectors=8", "--device", "edu", "--record", "run.trace");
    assertEquals(ExitStatus.FINDING, run.status());
    Run show = run("show", "--format", "json", "run.trace");
    for (String agent : List.of("hart3", "edu.dma", "disk.link", "edu3.link")) {
      assertTrue(show.out().contains("\"" + agent + "\""), agent);
    }
  }

  @Test
  void aDeviceOfAGuestMayHaveSettings() {
    Guests.seven(folder);
    Run run = run("run", "seven.elf", "--device", "disk,sectors=7");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().contains("\"disk.sectors\" must be a number from 8 to 2048"), run.err());
  }

  @Test
  void aScenarioRunsByName() {
    Run run = run("run", "lost-wakeup", "--variant", "fixed", "--record", "run.trace");
    assertEquals("", run.err());
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals(ExitStatus.FINE, run("replay", "run.trace").status());
  }

  @Test
  void aSeedDecidesARandomRun() {
    int found = 0;
    for (int seed = 1; seed <= 20; seed++) {
      Run run = run("run", "lost-wakeup", "--strategy", "random-slices", "--seed", "" + seed);
      found += run.status();
    }
    assertTrue(found > 0 && found < 20, found + " of 20");
  }
}
