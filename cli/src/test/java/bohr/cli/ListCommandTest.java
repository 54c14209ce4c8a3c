package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.emulator.oracle.Oracles;
import bohr.fuzz.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    Run run = Bohr.in(folder).run(arguments);
    assertEquals(ExitStatus.FINE, run.status());
    assertEquals("", run.err());
    return run;
  }

  @Test
  void scenariosHaveTitleAndVariants() {
    List<String> lines = run("list", "scenarios").outLines();
    int at =
        lines.indexOf("  lost-wakeup               A process sleeps for ever though the disk has"
            + " served its requests");
    assertEquals("                            variants: buggy, ack-after-scan, sleep-wakeup, fixed",
        lines.get(at + 1));
  }

  @Test
  void aScenarioThatCannotBeUsedIsListedWithTheReason() throws IOException {
    Files.createDirectories(folder.resolve("traces/broken"));
    Files.writeString(folder.resolve("traces/broken/scenario.yaml"), "harts: many\n");
    Run run = run("list", "scenarios");
    assertTrue(run.out().contains("\n  broken                    cannot be used: "), run.out());
  }

  @Test
  void everyStrategyIsListed() {
    Run run = run("list", "strategies");
    assertEquals(Strategies.values().length, run.outLines().size());
    assertTrue(run.out().contains("  pct  "), run.out());
  }

  @Test
  void devicesHaveTheirSettings() {
    Run run = run("list", "devices");
    assertTrue(run.out().contains("    dma                     whether bus master enable is checked"
        + " at each beat or once a transfer; per-beat or mapped; default per-beat\n"), run.out());
  }

  @Test
  void oraclesHaveTheirClauses() {
    assertEquals(Oracles.all().size(), run("list", "oracles").outLines().size());
  }

  @Test
  void anOracleOfTheCatalogueHasItsNumber() {
    List<String> lines = run("list", "oracles").outLines();
    assertTrue(lines.getFirst().startsWith("  gate                      O1, PCI Express Base"));
    assertTrue(lines.contains("  guest-assert              the guest's own assertion"));
  }

  @Test
  void withoutATopicEverythingIsListed() {
    List<String> lines = run("list").outLines();
    for (String topic : List.of("scenarios:", "strategies:", "devices:", "oracles:")) {
      assertTrue(lines.contains(topic), topic);
    }
  }
}
