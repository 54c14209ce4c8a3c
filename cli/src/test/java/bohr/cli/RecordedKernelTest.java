package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.plugin.DeviceModels;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedKernelTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private void record(String file) {
    Run run = run("run", "--kernel", TinyKernel.FILE, "--memory", "16M", "--record", file,
        "--digest-every", "500000", "--checkpoint-every", "1000000");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
  }

  private void refused(String message, String... arguments) {
    Run run = run(arguments);
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals("bohr: " + message, run.err().lines().findFirst().orElse(""));
  }

  @BeforeEach
  void kernel() throws IOException {
    TinyKernel.write(folder);
  }

  @Test
  void twoRecordingsAreTheSameFile() throws IOException {
    record("one.trace");
    record("two.trace");
    assertArrayEquals(Files.readAllBytes(folder.resolve("one.trace")),
        Files.readAllBytes(folder.resolve("two.trace")));
  }

  @Test
  void aRecordedKernelIsReplayedFromResetAndFromEveryCheckpoint() {
    record("boot.trace");
    Run whole = run("replay", "boot.trace");
    assertEquals("boot.trace: reproduced: 2621448 steps, 6 digests; passed: the guest is done\n",
        whole.out());
    assertEquals("from step 0: boot.trace: reproduced: 2621448 steps, 6 digests; passed: the"
        + " guest is done\n", run("replay", "boot.trace", "--from-step", "999999").out());
    assertEquals("from step 1000000: boot.trace: reproduced: 2621448 steps, 4 digests; passed: the"
        + " guest is done\n", run("replay", "boot.trace", "--from-step", "1999999").out());
    assertEquals("from step 2000000: boot.trace: reproduced: 2621448 steps, 2 digests; passed: the"
        + " guest is done\n", run("replay", "boot.trace", "--from-step", "99999999").out());
  }

  @Test
  void aReplayEndsWhereItIsTold() {
    record("boot.trace");
    assertEquals("from step 1000000: boot.trace: as recorded: 2500000 steps, 3 digests\n",
        run("replay", "boot.trace", "--from-step", "1500000", "--to-step", "2500000").out());
  }

  @Test
  void theKernelIsLookedForBesideTheTrace() throws IOException {
    record("boot.trace");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.move(folder.resolve("boot.trace"), other.resolve("boot.trace"));
    Files.move(folder.resolve(TinyKernel.FILE), other.resolve(TinyKernel.FILE));
    assertEquals(ExitStatus.FINE, run("replay", "other/boot.trace").status());
  }

  @Test
  void anotherKernelOrNoneIsRefused() throws IOException {
    record("boot.trace");
    Path kernel = folder.resolve(TinyKernel.FILE);
    byte[] bytes = Files.readAllBytes(kernel);
    bytes[bytes.length - 1] = 1;
    Files.write(kernel, bytes);
    refused("Image: has changed since boot.trace was recorded", "replay", "boot.trace");
    Files.write(kernel, Arrays.copyOf(bytes, 100));
    refused("Image: has changed since boot.trace was recorded", "replay", "boot.trace");
    Files.delete(kernel);
    refused("Image: no such file, neither where it was nor beside the trace",
        "replay", "boot.trace");
  }

  @Test
  void aRecordingThatWasCutOffIsReplayedFromItsCheckpoints() throws IOException {
    record("boot.trace");
    byte[] bytes = Files.readAllBytes(folder.resolve("boot.trace"));
    Files.write(folder.resolve("cut.trace"), Arrays.copyOf(bytes, bytes.length - 50));
    Run cut = run("replay", "cut.trace", "--from-step", "2500000");
    assertEquals(ExitStatus.FINE, cut.status());
    assertTrue(cut.out().startsWith("from step 2000000: cut.trace: prefix reproduced: "),
        cut.out());
  }

  @Test
  void withoutCheckpointsATraceIsSmall() throws IOException {
    Run run = run("run", "--kernel", TinyKernel.FILE, "--memory", "16M", "--record", "boot.trace",
        "--checkpoint-every", "0");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(Files.size(folder.resolve("boot.trace")) < 500);
  }

  @Test
  void theTraceOfAKernelIsShownButNotMinimised() {
    record("boot.trace");
    Run show = run("show", "boot.trace");
    assertEquals(ExitStatus.FINE, show.status(), show.err());
    assertTrue(show.out().contains("Image (kernel)"), show.out());
    refused("boot.trace: holds no finding, so there is nothing to minimise",
        "minimize", "boot.trace");
  }

  @Test
  void aCampaignBeginsAtTheSnapshotPointOfARecordedSystem() throws IOException {
    TinyKernel.writeRace(folder);
    Run boot = run("run", "--kernel", TinyKernel.FILE, "--memory", "16M", "--harts", "2",
        "--record", "race.trace");
    assertEquals(ExitStatus.FINE, boot.status(), boot.err());
    Run fuzz = run("fuzz", "--from", "race.trace", "--max-steps", "2000", "--schedules", "2000",
        "--jobs", "1", "--out", "found.trace");
    assertEquals(ExitStatus.FINDING, fuzz.status(), fuzz.err());
    assertTrue(fuzz.out().contains("an increment was lost"), fuzz.out());
    Run replay = run("replay", "found.trace");
    assertEquals(ExitStatus.FINE, replay.status(), replay.out());
    assertTrue(replay.out().contains("guest-assert: an increment was lost"), replay.out());
  }

  @Test
  void aCampaignIsToldWhereToBegin() {
    record("boot.trace");
    refused("boot.trace: the guest asked for no snapshot: say at which step to begin,"
        + " boot.trace:STEP", "fuzz", "--from", "boot.trace");
    refused("boot.trace: ends at step 2621448: there is no step 99999999",
        "fuzz", "--from", "boot.trace:99999999");
    Run run = run("fuzz", "--from", "boot.trace:2600000", "--max-steps", "50000", "--schedules",
        "3", "--jobs", "1");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(run.out().contains("21448 steps on average"), run.out());
  }

  private void isReplayed(String... more) {
    List<String> command = new ArrayList<>(List.of("run", "--memory", "16M", "--record",
        "run.trace", "--checkpoint-every", "1000000", "--max-steps", "3000000"));
    command.addAll(List.of(more));
    Run run = run(command.toArray(String[]::new));
    assertTrue(run.status() <= ExitStatus.FINDING, run.err());
    for (String from : List.of("0", "1500000", "9000000")) {
      Run replay = run("replay", "run.trace", "--from-step", from);
      assertEquals(ExitStatus.FINE, replay.status(), replay.out() + replay.err());
      assertTrue(replay.out().contains(": reproduced: "), replay.out());
    }
  }

  @Test
  void aMachineWithEveryDeviceIsReplayed() throws IOException {
    byte[] disk = new byte[70_000];
    Arrays.fill(disk, (byte) 7);
    Files.write(folder.resolve("raw"), disk);
    Files.write(folder.resolve("flash"), disk);
    List<String> machine = new ArrayList<>(List.of("--kernel", TinyKernel.FILE, "--harts", "2",
        "--disk", "raw", "--flash", "flash", "--flash", "raw", "--rtc", "2031-02-03", "--seed", "9",
        "--append", "quiet", "--device", "virtio-blk,image=raw,transport=mmio"));
    for (DeviceModel model : DeviceModels.installed().byName().values()) {
      machine.addAll(List.of("--device", model.name()));
    }
    machine.addAll(List.of("--device", "nvme,image=raw,queues=2"));
    isReplayed(machine.toArray(String[]::new));
    Kernel kernel = TraceReader.read(folder.resolve("run.trace")).kernel().orElseThrow();
    assertEquals("disk1", kernel.devices().getFirst().name());
    assertEquals(List.of("queues=2"),
        kernel.devices().getLast().settings());
    assertEquals(2, kernel.flash().size());
    machine.addAll(List.of("--aia", "--disk-transport", "mmio"));
    isReplayed(machine.toArray(String[]::new));
  }

  @Test
  void whateverStartsTheMachineIsReplayed() {
    Guests.spin(folder);
    isReplayed("--kernel", TinyKernel.FILE, "--bios", "none");
    isReplayed("--kernel", TinyKernel.FILE, "--bios", "spin.elf");
    isReplayed("--kernel", "spin.elf", "--bios", "none");
    isReplayed("--bios", "spin.elf");
    isReplayed("--bios", TinyKernel.FILE);
  }

  /// The second disk is a qcow2 image, which the first run made of the first.
  @Test
  void aDiskOfEitherFormatIsReplayed() throws IOException {
    Files.write(folder.resolve("raw"), new byte[70_000]);
    Run run = run("run", "--kernel", TinyKernel.FILE, "--memory", "16M", "--disk", "raw",
        "--max-steps", "10", "--save-disk", "disk1=disk.qcow2");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    isReplayed("--kernel", TinyKernel.FILE, "--disk", "raw", "--disk", "disk.qcow2");
    Files.write(folder.resolve("raw"), new byte[70_001]);
    refused("raw: has changed since run.trace was recorded", "replay", "run.trace");
  }
}
