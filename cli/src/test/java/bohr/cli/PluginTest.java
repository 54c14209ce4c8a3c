package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.emulator.plugin.DeviceModels;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that come from a jar.
class PluginTest {

  private static final String SCENARIO =
      ExampleDevice.SCENARIO.toAbsolutePath().normalize().toString();

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private static List<Code> codes(Path trace) {
    return TraceReader.read(trace).header().codes();
  }

  @Test
  void aDeviceOfAJarIsListedSearchedAndReplayed() throws IOException {
    new ExampleDevice().jar(folder, "tally.jar");
    assertTrue(run("list", "devices", "--plugin", "tally.jar").out().contains(
        "  tally                     A counter that harts add to, and that writes itself to"));
    Run found = run("fuzz", SCENARIO, "--plugin", "tally.jar", "--out", "found.trace");
    assertEquals(ExitStatus.FINDING, found.status(), found.err());
    assertTrue(found.outLines().getLast().endsWith(" replay found.trace --plugin tally.jar"));
    Run replay = run("--plugin", "tally.jar", "replay", "found.trace", "--verify", "2");
    assertEquals(ExitStatus.FINE, replay.status(), replay.err());
    assertEquals(ExitStatus.FINE,
        run("minimize", "found.trace", "--plugin", "tally.jar").status());
    assertEquals(ExitStatus.FINE, run("show", "found.trace", "--plugin", "tally.jar").status());
    Run fixed = run("explore", SCENARIO, "--variant", "fixed", "--plugin", "tally.jar");
    assertEquals("complete: 10 executions, 371 states, no finding", fixed.outLines().getLast());
  }

  @Test
  void theSameCodePackedOtherwiseIsTheSame() throws IOException {
    Path classes = new ExampleDevice().classes(folder, "classes");
    ExampleDevice.jar(classes, folder, "one.jar");
    Files.writeString(classes.resolve("NOTICE"), "nothing of it is code");
    ExampleDevice.jar(classes, folder, "two.jar");
    run("fuzz", SCENARIO, "--plugin", "one.jar", "--out", "found.trace");
    assertEquals(ExitStatus.FINE, run("replay", "found.trace", "--plugin", "two.jar").status());
    assertEquals(ExitStatus.FINE, run("replay", "found.trace", "--plugin", "classes").status());
  }

  @Test
  void aTraceIsNotReplayedOnOtherCodeAndNotWithout() throws IOException {
    new ExampleDevice().jar(folder, "tally.jar");
    new ExampleDevice().with("Tally", "total.read() + amount", "amount + total.read()")
        .jar(folder, "other.jar");
    run("fuzz", SCENARIO, "--plugin", "tally.jar", "--out", "found.trace");
    run("fuzz", SCENARIO, "--plugin", "other.jar", "--out", "other.trace");
    String code = shown(folder.resolve("found.trace"));
    String other = shown(folder.resolve("other.trace"));
    assertRefused("found.trace: header: was recorded with a device model \"tally\" that is no part"
        + " of Bohr, with code " + code + "; that of other.jar is " + other,
        "replay", "found.trace", "--plugin", "other.jar");
    Run without = run("show", "found.trace");
    assertEquals(ExitStatus.BAD_INPUT, without.status());
    assertTrue(without.err().startsWith("bohr: found.trace: header: was recorded with a device"
        + " model \"tally\" that is no part of Bohr, with code " + code
        + ": give its jar with --plugin; there are: "), without.err());
  }

  private static String shown(Path trace) {
    StringBuilder hex = new StringBuilder();
    byte[] sha256 = codes(trace).getFirst().sha256().toArray();
    for (int i = 0; i < 6; i++) {
      hex.append(Character.forDigit(sha256[i] >> 4 & 15, 16));
      hex.append(Character.forDigit(sha256[i] & 15, 16));
    }
    return hex.toString();
  }

  @Test
  void aTraceOfBohrsOwnDevicesNamesNoCode() {
    run("fuzz", "dma-vs-command-register", "--out", "found.trace");
    assertEquals(List.of(), codes(folder.resolve("found.trace")));
  }

  @Test
  void aKernelMayHaveADeviceOfAJarAndItsStatesAreWrittenDown() throws IOException {
    new ExampleDevice().jar(folder, "tally.jar");
    TinyKernel.write(folder);
    Run run = run("run", "--kernel", TinyKernel.FILE, "--memory", "16M", "--device", "tally",
        "--plugin", "tally.jar", "--record", "boot.trace", "--checkpoint-every", "1000000");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    Run replay = run("replay", "boot.trace", "--plugin", "tally.jar", "--from-step", "2500000");
    assertTrue(
        replay.out().startsWith("from step 2000000: boot.trace: reproduced: "), replay.err());
    assertEquals(ExitStatus.BAD_INPUT, run("replay", "boot.trace").status());
  }

  // What is wrong with a jar, in a line.

  private void assertRefused(String message, String... arguments) {
    Run run = run(arguments);
    assertEquals(List.of("bohr: " + message), run.errLines());
    assertEquals(ExitStatus.BAD_INPUT, run.status());
  }

  private void assertUnusable(String message, ExampleDevice device) throws IOException {
    device.jar(folder, "bad.jar");
    assertRefused("bad.jar: " + message, "list", "devices", "--plugin", "bad.jar");
  }

  @Test
  void aJarWithoutTheServiceIsRefusedWithWhatIsInIt() throws IOException {
    assertUnusable("there is no " + ExampleDevice.SERVICE + " in it, which names its device models;"
        + " its classes: com.example.tally.Tally, com.example.tally.TallyModel,"
        + " com.example.tally.TallyPhase", new ExampleDevice().providing(null));
    assertUnusable(ExampleDevice.SERVICE + ": names no device model; its classes:"
        + " com.example.tally.Tally, com.example.tally.TallyModel, com.example.tally.TallyPhase",
        new ExampleDevice().providing("# none\n"));
  }

  @Test
  void whatIsNoJarIsRefused() throws IOException {
    assertRefused("none.jar: no such jar", "list", "--plugin", "none.jar");
    Files.writeString(folder.resolve("text.jar"), "not a jar");
    assertRefused("text.jar: not a jar that can be read: zip END header not found",
        "list", "--plugin", "text.jar");
    Files.createDirectory(folder.resolve("empty"));
    assertRefused("empty: there is no " + ExampleDevice.SERVICE + " in it, which names its device"
        + " models; its classes: none", "list", "--plugin", "empty");
  }

  @Test
  void aServiceThatIsNoDeviceModelIsRefused() throws IOException {
    assertUnusable("Provider com.example.Nobody not found",
        new ExampleDevice().providing("com.example.Nobody\n"));
    assertUnusable("com.example.tally.Tally not a subtype",
        new ExampleDevice().providing("com.example.tally.Tally\n"));
  }

  @Test
  void twoModelsOfOneNameAreRefusedWithAllThatThereAre() throws IOException {
    new ExampleDevice().with("TallyModel", "\"tally\"", "\"edu\"").jar(folder, "edu.jar");
    String all = String.join(", ", DeviceModels.installed().byName().keySet());
    Run edu = run("list", "devices", "--plugin", "edu.jar");
    assertTrue(edu.err().startsWith("bohr: edu.jar: there are two device models called \"edu\":"
        + " bohr.emulator.device.EduModel and com.example.tally.TallyModel; there are: " + all),
        edu.err());
    new ExampleDevice().jar(folder, "one.jar");
    new ExampleDevice().jar(folder, "two.jar");
    Run two = run("list", "devices", "--plugin", "one.jar", "--plugin", "two.jar");
    assertTrue(two.err().startsWith("bohr: two.jar: there are two device models called \"tally\":"
        + " com.example.tally.TallyModel and com.example.tally.TallyModel; there are: "),
        two.err());
    assertEquals(1, two.errLines().size());
    assertEquals(ExitStatus.BAD_INPUT, two.status());
  }

  @Test
  void aPolicyThatTheDeviceDoesNotHaveIsRefusedWithThoseItHas() throws IOException {
    new ExampleDevice().jar(folder, "tally.jar");
    Run run = run("fuzz", SCENARIO, "--plugin", "tally.jar", "--set", "tally.dune=at-once");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().contains("unknown setting \"tally.dune\"; did you mean \"tally.done\"?"
        + " known: tally.locking, "), run.err());
    assertTrue(run.err().endsWith(", tally.done\n"), run.err());
    assertRefused(SCENARIO + "/scenario.yaml: --set tally.done=never: \"tally.done\" must be"
        + " when-sent or at-once, not \"never\"",
        "fuzz", SCENARIO, "--plugin", "tally.jar", "--set", "tally.done=never");
  }

  @Test
  void aBrokenOrMissingClassIsRefused() throws IOException {
    Path classes = new ExampleDevice().classes(folder, "classes");
    Path device = classes.resolve("com/example/tally/Tally.class");
    byte[] whole = Files.readAllBytes(device);
    Files.write(device, new byte[] {1, 2, 3, 4});
    ExampleDevice.jar(classes, folder, "broken.jar");
    assertRefused("broken.jar: com.example.tally.TallyModel: com.example.tally.TallyModel needs"
        + " the class com.example.tally.Tally, which cannot be loaded: java.lang.ClassFormatError:"
        + " Truncated class file",
        "list", "--plugin", "broken.jar");
    Files.write(device, whole);
    Files.delete(classes.resolve("com/example/tally/TallyPhase$Add.class"));
    ExampleDevice.jar(classes, folder, "missing.jar");
    Run missing = run("list", "--plugin", "missing.jar");
    assertEquals(ExitStatus.BAD_INPUT, missing.status());
    assertTrue(missing.err().endsWith(" needs the class com.example.tally.TallyPhase$Add, which"
        + " cannot be loaded: java.lang.ClassNotFoundException:"
        + " com.example.tally.TallyPhase$Add\n"), missing.err());
  }

  @Test
  void aConstructorThatThrowsIsAMistakeOfTheJar() throws IOException {
    assertUnusable("Provider com.example.tally.TallyModel could not be instantiated:"
        + " java.lang.IllegalStateException: no at com.example.tally.TallyModel.<init>"
        + " (TallyModel.java:14)", new ExampleDevice().with("TallyModel", "public TallyModel() {}",
            "public TallyModel() { throw new IllegalStateException(\"no\"); }"));
    new ExampleDevice().with("Tally", "lock = wiring.lock();",
        "lock = wiring.lock(); if (lock != null) { throw new IllegalStateException(\"no\"); }")
        .jar(folder, "tally.jar");
    assertRefused("tally.jar: com.example.tally.TallyModel: create(wiring) throws"
        + " java.lang.IllegalStateException: no at com.example.tally.Tally.<init> (Tally.java:50)",
        "fuzz", SCENARIO, "--variant", "fixed", "--plugin", "tally.jar");
  }

  @Test
  void aModelThatContradictsItselfIsRefused() throws IOException {
    String model = "com.example.tally.TallyModel: ";
    assertUnusable(model + "its name is \"Tally 2\"; a name is lower-case letters, digits and"
        + " hyphens, at most 32, a letter first",
        new ExampleDevice().with("TallyModel", "\"tally\"", "\"Tally 2\""));
    assertUnusable(model + "its settings lack the policy \"locking\"; settings() is"
        + " Policies.and(...) with its own in the brackets",
        new ExampleDevice().with("TallyModel", "Policies.and(", "List.of(")
            .with("TallyModel", "import bohr.emulator.device.Policies;", ""));
    assertUnusable(model + "it has two settings called \"msi\"",
        new ExampleDevice().with("TallyModel", "\"done\"", "\"msi\""));
    assertUnusable(model + "summary() gives null", new ExampleDevice()
        .with("TallyModel", "\"A counter that harts add to, and that writes itself to memory\"",
            "null"));
    new ExampleDevice().with("TallyModel", "return 1;", "return 2;").jar(folder, "two.jar");
    assertRefused("two.jar: " + model + "it says that it has 2 threads, and its device has 1",
        "fuzz", SCENARIO, "--plugin", "two.jar");
  }

  @Test
  void stateThatIsNoPlainDataIsRefused() throws IOException {
    String phase = "com.example.tally.TallyPhase$";
    assertUnusable(
        phase + "Announce: is state of a device, such as a phase, and so must be a record",
        new ExampleDevice()
            .with("TallyPhase", "record Announce() implements", "final class Announce implements"));
    assertUnusable(phase + "Load: has the component offset of type java.lang.Integer: plain data"
        + " are integers, flags, enums, records of such, phases, and arrays and lists of these",
        new ExampleDevice().with("TallyPhase", "record Load(int", "record Load(Integer")
            .with("Tally", "Load(int", "Load(Integer"));
  }

  @Test
  void aPhaseThatMakesTwoVisibleAccessesIsAMistakeOfTheJar() throws IOException {
    new ExampleDevice().with("Tally", "total.write(sum);", "total.write(sum); status.read();")
        .jar(folder, "tally.jar");
    for (String command : List.of("fuzz", "explore")) {
      assertRefused("tally.jar: com.example.tally.TallyPhase$StoreTotal: StoreTotal[sum=1] made 2"
          + " visible accesses in one step; a phase may make one, or there would be orders that no"
          + " schedule can reach: make it 2 phases", command, SCENARIO, "--plugin", "tally.jar");
    }
  }

  @Test
  void aPhaseThatThrowsIsAMistakeOfTheJar() throws IOException {
    new ExampleDevice().with("Tally", "total.write(sum);", "total.write(sum / (sum - 1));")
        .jar(folder, "tally.jar");
    List<String> arguments = new ArrayList<>(List.of("fuzz", SCENARIO, "--plugin", "tally.jar"));
    assertRefused("tally.jar: com.example.tally.Tally.step (Tally.java:112):"
        + " java.lang.ArithmeticException: / by zero", arguments.toArray(String[]::new));
    arguments.add("--debug");
    Run debug = run(arguments.toArray(String[]::new));
    assertEquals(ExitStatus.BAD_INPUT, debug.status());
    assertTrue(debug.err().contains("\tat plugin tally.jar//com.example.tally.Tally.step(Tally"),
        debug.err());
  }
}
