package bohr.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.cli.Bohr.Run;
import bohr.emulator.device.Setting;
import bohr.emulator.device.e1000e.E1000eModel;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Qcow2Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelRunTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private void refused(int status, String message, String... arguments) {
    Run run = run(arguments);
    assertEquals(status, run.status());
    assertEquals("bohr: " + message, run.err().lines().findFirst().orElse(""));
  }

  @Test
  void thereIsEitherAGuestOrAKernel() {
    refused(ExitStatus.USAGE, "what to run: either GUEST or --kernel", "run");
    refused(ExitStatus.USAGE, "what to run: either GUEST or --kernel",
        "run", "guest.elf", "--kernel", "Image");
  }

  @Test
  void aKernelIsNotRecordedYet() {
    refused(ExitStatus.USAGE, "--record is for bare guests, not for a kernel",
        "run", "--kernel", "Image", "--record", "boot.trace");
  }

  @Test
  void aFileThatIsNoKernelIsRefused() throws IOException {
    Files.write(folder.resolve("Image"), new byte[100]);
    refused(ExitStatus.BAD_INPUT, "Image: not a RISC-V Image: \"RSC\\x05\" is missing at byte 56",
        "run", "--kernel", "Image");
    refused(ExitStatus.BAD_INPUT, "nothing: no such file", "run", "--kernel", "nothing");
    refused(ExitStatus.BAD_INPUT, ".: not a file", "run", "--kernel", ".");
  }

  private void refusedDevice(String message, String device) {
    refused(ExitStatus.BAD_INPUT, message,
        "run", "--kernel", "Image", "--memory", "8M", "--device", device);
  }

  /// A file that begins like a kernel, and is one of no use.
  private void kernel() throws IOException {
    byte[] image = new byte[0x1000];
    System.arraycopy("RSC\5".getBytes(US_ASCII), 0, image, 56, 4);
    image[17] = 0x10;
    Files.write(folder.resolve("Image"), image);
  }

  private Run saved(String disk) {
    return run("run", "--kernel", "Image", "--memory", "8M", "--max-steps", "10", "--disk", "raw",
        "--device", "nvme,image=raw", "--device", "e1000e", "--save-disk", disk);
  }

  @Test
  void aDiskIsSavedWhole() throws IOException {
    kernel();
    byte[] raw = new byte[100_000];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) i;
    }
    Files.write(folder.resolve("raw"), raw);
    for (String device : List.of("disk1", "nvme")) {
      assertEquals(ExitStatus.FINE, saved(device + "=saved").status());
      byte[] file = Files.readAllBytes(folder.resolve("saved"));
      DiskImage disk = new Qcow2Image("saved", ImageBytes.of(file));
      assertEquals(100_352, disk.bytes());
      byte[] read = new byte[100_000];
      disk.read(0, read, 0, read.length);
      assertArrayEquals(raw, read);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void aDiskThatCannotBeSavedIsRefusedBeforeTheMachineRuns() throws IOException {
    kernel();
    Files.write(folder.resolve("raw"), new byte[512]);
    String noDisk = "there is no such device with an image";
    assertEquals("bohr: --save-disk: e1000e: " + noDisk, saved("e1000e=x").err().strip());
    assertEquals("bohr: --save-disk: disk9: " + noDisk, saved("disk9=x").err().strip());
    assertEquals("bohr: --save-disk: disk1: is not DEVICE=FILE", saved("disk1").err().strip());
    Run run = saved("disk1=nowhere/x");
    assertEquals("bohr: --save-disk: nowhere/x: there is no folder for it", run.err().strip());
    assertEquals(ExitStatus.BAD_INPUT, run.status());
  }

  @Test
  void devicesOfAKernelAreChecked() throws IOException {
    kernel();
    refusedDevice("--device: teapot: no such model; known: disk, e1000e, edu, nvme, virtio-blk,"
        + " virtio-console, virtio-net, virtio-rng", "teapot");
    refusedDevice("--device: nvme,queues: must be a number from 1 to 32", "nvme,queues=33");
    refusedDevice("--device: edu: has no room for an image", "edu,image=Image");
    refusedDevice("nothing: no such file", "virtio-blk,image=nothing");
    String known = String.join(", ",
        new E1000eModel().settings().stream().map(Setting::name).toList());
    refusedDevice("--device: e1000e,colour: no such setting; known: " + known,
        "e1000e,colour=blue");
  }

  @Test
  void aSettingIsAKeyAndAValue() {
    refused(ExitStatus.USAGE, "Invalid value for option '--device' (MODEL[,KEY=VALUE...]):"
        + " 'mac' is not KEY=VALUE; write MODEL,KEY=VALUE,KEY=VALUE",
        "run", "--kernel", "Image", "--device", "e1000e,mac");
    refused(ExitStatus.USAGE, "Invalid value for option '--device' (MODEL[,KEY=VALUE...]):"
        + " 'mac' is set twice",
        "run", "--kernel", "Image", "--device", "e1000e,mac=1,mac=2");
  }

  @Test
  void memoryAndHartsAreChecked() throws IOException {
    Files.write(folder.resolve("Image"), new byte[100]);
    refused(ExitStatus.USAGE, "--memory 3: a number with M or G, such as 512M",
        "run", "--kernel", "Image", "--memory", "3");
    refused(ExitStatus.USAGE, "--memory 2: a number from 1 to 1",
        "run", "--kernel", "Image", "--memory", "2G");
    refused(ExitStatus.USAGE, "--harts 9: a number from 1 to 8",
        "run", "--kernel", "Image", "--harts", "9");
  }

  @Test
  @Tag("slow")
  void debianRunsACommandAndPowersOff() {
    Path debian = Path.of(System.getProperty("user.home"), ".cache/bohr/debian");
    assumeTrue(Files.isReadable(debian.resolve("Image")), "run guests/debian/fetch");
    Run run = run("run", "--kernel", debian.resolve("Image").toString(), "--initrd",
        debian.resolve("initrd").toString(), "--harts", "2", "--append",
        "console=ttyS0 bohr.modules=none bohr.run=\"echo $((6*7)) is the answer\"");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("\r\n42 is the answer\r\n"), run.out());
    assertTrue(run.out().contains("reboot: Power down"), run.out());
  }
}
