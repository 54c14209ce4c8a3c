package bohr.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a file is one line that names file, place and reason, and status 3.
class BadInputTest {

  @TempDir static Path shared;
  private static byte[] trace;

  @TempDir Path folder;

  @BeforeAll
  static void findOnce() throws IOException {
    Run run = Bohr.in(shared).run("fuzz", "reset-writes-sector-0", "--out", "found.trace");
    assertEquals(ExitStatus.FINDING, run.status());
    trace = Files.readAllBytes(shared.resolve("found.trace"));
  }

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private static void assertRefused(String line, Run run) {
    assertEquals(List.of(line), run.errLines());
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals("", run.out());
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void scenario(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("s"));
    Files.writeString(folder.resolve("s/scenario.yaml"), yaml);
  }

  @Test
  void aScenarioThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
    String names;
    try (Stream<Path> folders = Files.list(Path.of("../traces"))) {
      names = folders.map(each -> each.getFileName().toString()).sorted().collect(joining(", "));
    }
    assertRefused("bohr: tea: neither a folder nor a scenario under traces/; there are: " + names,
        run("fuzz", "tea"));
  }

  @Test
  void aFolderWithoutAScenarioIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Run run = run("fuzz", "empty");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().contains("there is no such file; a scenario is a folder with a"
        + " scenario.yaml"), run.err());
  }

  @Test
  void anUnknownKeyOfAScenarioIsNamedWithItsPlace() throws IOException {
    scenario("titel: x\n");
    Run run = run("fuzz", "s");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().startsWith("bohr: " + folder.resolve("s/scenario.yaml")
        + ": line 1, column 1: "), run.err());
  }

  @Test
  void anUnknownVariantIsRefused() {
    Run run = run("fuzz", "reset-writes-sector-0", "--variant", "broken");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().contains("\"broken\""), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"edu.dma=per-beat", "disk.dma=sometimes", "nonsense", "harts=99",
      "memory-model=arm"})
  void aSettingThatDoesNotExistIsRefused(String setting) {
    Run run = run("fuzz", "reset-writes-sector-0", "--set", setting);
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().contains("--set " + setting), run.err());
  }

  @Test
  void aMemoryModelThatThisMachineDoesNotHaveIsRefused() {
    Run run = run("fuzz", "reset-writes-sector-0", "--memory-model", "arm");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().contains("sc, tso, rvwmo, rvwmo-full"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "show", "minimize"})
  void aTraceThatIsNotThereIsRefused(String command) {
    assertRefused("bohr: " + message(command, "x.trace", "no such file"),
        run(command, "x.trace"));
  }

  private String message(String command, String file, String reason) {
    return folder.resolve(file) + ": " + reason;
  }

  @Test
  void aFileThatIsNoTraceIsRefused() throws IOException {
    write("x.trace", "hello, world".getBytes());
    Run run = run("replay", "x.trace");
    assertRefused("bohr: " + folder.resolve("x.trace")
        + ": byte 0: not a Bohr trace: it does not begin like one", run);
  }

  @Test
  void aTraceOfAnotherVersionIsRefused() throws IOException {
    byte[] other = trace.clone();
    other[8] = 7;
    write("x.trace", other);
    assertRefused("bohr: " + folder.resolve("x.trace")
        + ": byte 8: trace format version 7; this build reads 1", run("replay", "x.trace"));
  }

  @Test
  void aDamagedTraceIsRefused() throws IOException {
    byte[] damaged = trace.clone();
    damaged[damaged.length - 3] ^= 1;
    write("x.trace", damaged);
    Run run = run("replay", "x.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().contains("damaged: the check of its payload fails"), run.err());
  }

  @Test
  void aTraceThatWasCutOffInItsGuestIsRefused() throws IOException {
    write("x.trace", Arrays.copyOf(trace, 300));
    Run run = run("replay", "x.trace");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().contains("the trace was cut off"), run.err());
  }

  @Test
  void aFolderIsNoTrace() {
    assertRefused("bohr: " + folder + ": is a folder, not a trace",
        run("replay", folder.toString()));
  }

  @Test
  void aTraceWithoutFindingCannotBeMinimised() throws IOException {
    Guests.seven(folder);
    run("run", "seven.elf", "--record", "x.trace", "--set", "harts=2");
    Guests.sleep(folder);
    run("run", "sleep.elf", "--record", "x.trace");
    assertRefused("bohr: x.trace: holds no finding, so there is nothing to minimise",
        run("minimize", "x.trace"));
  }

  @Test
  void aGuestThatIsNoElfIsRefused() throws IOException {
    write("x.elf", "hello, world".getBytes());
    Run run = run("run", "x.elf");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().startsWith("bohr: x.elf: "), run.err());
  }

  @Test
  void aGuestForAnotherArchitectureIsRefused() throws IOException {
    byte[] elf = Files.readAllBytes(Guests.seven(folder));
    elf[18] = 62;
    write("x.elf", elf);
    Run run = run("run", "x.elf");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().startsWith("bohr: x.elf: byte 18: "), run.err());
  }

  @Test
  void aGuestThatIsNotThereIsRefused() {
    assertRefused("bohr: x.elf: no such file or scenario", run("run", "x.elf"));
  }

  @Test
  void aDeviceThatDoesNotExistIsRefused() {
    Guests.seven(folder);
    Run run = run("run", "seven.elf", "--device", "teapot");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().contains("\"teapot\""), run.err());
  }

  @Test
  void aDeviceNameCannotSmuggleAnythingIntoAScenario() {
    Guests.seven(folder);
    Run run = run("run", "seven.elf", "--device", "edu }\nharts: 3 #");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size());
  }

  @Test
  void aScenarioHasItsOwnDevices() {
    assertRefused("bohr: lost-wakeup: --device: a scenario names its devices itself",
        run("run", "lost-wakeup", "--device", "edu"));
  }

  @Test
  void aTraceThatCannotBeWrittenIsSaid() {
    Guests.seven(folder);
    assertRefused("bohr: no/x.trace: cannot be written: NoSuchFile " + folder.resolve("no/x.trace"),
        run("run", "seven.elf", "--record", "no/x.trace"));
  }
}
