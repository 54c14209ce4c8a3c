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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    refused(ExitStatus.USAGE, "what to run: either GUEST, or --kernel or --bios", "run");
    refused(ExitStatus.USAGE, "what to run: either GUEST, or --kernel or --bios",
        "run", "guest.elf", "--kernel", "Image");
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
    refusedDevice("--device: teapot: no such model; known: cmos, disk, e1000e, edu,"
        + " framebuffer, iommu, nvme, sprite, timer, virtio-blk, virtio-console, virtio-net,"
        + " virtio-rng", "teapot");
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
  void anElfKernelOutsideMemoryIsRefused() throws IOException {
    byte[] elf = Files.readAllBytes(Guests.spin(folder));
    ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN).putLong(64 + 40, 64 << 20);
    Files.write(folder.resolve("large.elf"), elf);
    refused(ExitStatus.BAD_INPUT, "large.elf: segment 0: 0x80000000 to 0x83ffffff is outside RAM,"
        + " which is 0x80000000 to 0x81ffffff", "run", "--kernel", "large.elf", "--memory", "32M");
    refused(ExitStatus.BAD_INPUT, "large.elf: it ends at 0x83ffffff, and has to end below"
        + " 0x81e00000", "run", "--bios", "large.elf", "--memory", "32M");
  }

  @Test
  void aDeviceTreeThatDoesNotFitIsRefused() throws IOException {
    byte[] elf = Files.readAllBytes(Guests.spin(folder));
    ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN).putLong(64 + 40, (32 << 20) - 100);
    Files.write(folder.resolve("full.elf"), elf);
    Run run = run("run", "--bios", "none", "--kernel", "full.elf", "--memory", "32M");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().matches("bohr: device tree: \\d+ bytes do not fit behind the kernel and"
        + " the initial RAM disk, which end at 0x81ffff9c: give the machine"
        + " more memory\n"), run.err());
  }

  @Test
  void firmwareIsChecked() throws IOException {
    Guests.spin(folder);
    Files.write(folder.resolve("empty.bin"), new byte[0]);
    refused(ExitStatus.BAD_INPUT, "empty.bin: it is empty", "run", "--bios", "empty.bin");
    refused(ExitStatus.BAD_INPUT, "nowhere.bin: no such file", "run", "--bios", "nowhere.bin");
    Files.write(folder.resolve("long.bin"), new byte[(2 << 20) - 4095]);
    Files.write(folder.resolve("Image"), image());
    refused(ExitStatus.BAD_INPUT, "long.bin: it ends at 0x801ff000, and has to end below"
        + " 0x801ff000", "run", "--bios", "long.bin", "--kernel", "Image");
    refused(ExitStatus.USAGE, "what to run: either GUEST, or --kernel or --bios",
        "run", "--bios", "none");
  }

  /// The header of a kernel, and nothing behind it.
  private static byte[] image() {
    return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 0x6f).putLong(8, 2 << 20).putInt(56, 0x0543_5352).array();
  }

  @Test
  void flashIsChecked() throws IOException {
    Files.write(folder.resolve("Image"), image());
    refused(ExitStatus.BAD_INPUT, "nothing: no such file",
        "run", "--kernel", "Image", "--flash", "nothing");
    refused(ExitStatus.BAD_INPUT, ".: not a file", "run", "--kernel", "Image", "--flash", ".");
    Files.write(folder.resolve("large"), new byte[(32 << 20) + 1]);
    refused(ExitStatus.BAD_INPUT, "large: 33554433 bytes do not fit into a bank of flash, which"
        + " has 33554432", "run", "--kernel", "Image", "--flash", "large");
    Files.write(folder.resolve("f"), new byte[1]);
    refused(ExitStatus.BAD_INPUT, "f: --flash: there are only 2 banks",
        "run", "--kernel", "Image", "--flash", "f", "--flash", "f", "--flash", "f");
  }

  @Test
  void theClockIsChecked() {
    for (String time : List.of("yesterday", "1969-12-31", "2300-01-01", "2025-13-01", "")) {
      refused(ExitStatus.USAGE, "Invalid value for option '--rtc': '" + time + "' is not a time"
          + " from 1970 to 2262 such as 2025-01-01T00:00:00Z or 2025-01-01",
          "run", "--kernel", "Image", "--rtc", time);
    }
  }

  @Test
  void aTruncatedDiskIsRefused() throws IOException {
    Files.write(folder.resolve("Image"), image());
    byte[] header = ByteBuffer.allocate(50).putInt(0x5146_49fb).putInt(3).array();
    Files.write(folder.resolve("disk.qcow2"), header);
    Run run = run("run", "--kernel", "Image", "--disk", "disk.qcow2");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertTrue(run.err().matches("bohr: disk\\.qcow2: .*\n"), run.err());
  }

  /// Reads magic, version, device and vendor of the first slot, and ends with 0 if they are those
  /// that a driver of virtio 1 on QEMU's board asks for.
  @Test
  void aDiskIsInTheFirstSlotIfAsked() throws IOException {
    Guests.firstSlot(folder);
    Files.write(folder.resolve("disk"), new byte[512]);
    assertEquals(ExitStatus.FINE, run("run", "--bios", "none", "--kernel", "slot.elf", "--disk",
        "disk", "--disk-transport", "mmio").status());
    assertEquals(ExitStatus.FINDING, run("run", "--bios", "none", "--kernel", "slot.elf", "--disk",
        "disk").status());
  }

  @Test
  void withoutFirmwareAKernelStartsInMachineMode() {
    Guests.seven(folder);
    Run run = run("run", "--bios", "none", "--kernel", "seven.elf");
    assertEquals("bohr: failed: the guest ended with status 7\n", run.err());
    assertEquals(ExitStatus.FINDING, run.status());
    assertEquals(ExitStatus.FINDING, run("run", "--bios", "seven.elf").status());
  }

  /// One line holds the last two commands, because `flinfo` looks for Ctrl-C between sectors, and
  /// eats whatever has been typed ahead.
  @Test
  @Tag("slow")
  void uBootComesToItsPromptAsFirmwareAndOverOne() {
    String boot = fetched("u-boot-smode.elf");
    for (List<String> start : List.of(
        List.of("--bios", fetched("u-boot.elf")),
        List.of("--kernel", boot),
        List.of("--kernel", boot, "--bios", fetched("fw_dynamic.bin")),
        List.of("--kernel", boot, "--bios", fetched("fw_jump.bin")))) {
      List<String> command = new ArrayList<>(List.of("run", "--max-steps", "2000000000"));
      command.addAll(start);
      Run run = Bohr.in(folder).withInput("x\n\necho $fdt_addr\nflinfo; poweroff\n")
          .run(command.toArray(String[]::new));
      assertTrue(run.out().contains("=> flinfo; poweroff\r\n\r\nBank # 1: CFI conformant flash"),
          run.out());
      assertEquals(ExitStatus.FINE, run.status(), run.err());
    }
  }

  /// Debian 12's OpenSBI comes with its QEMU, as a plain image and as an ELF file.
  @Test
  @Tag("slow")
  void debianBootsOverAnOlderOpenSbi() {
    for (String file : List.of("bin", "elf")) {
      Path firmware = Path.of("/usr/share/qemu/opensbi-riscv64-generic-fw_dynamic." + file);
      assumeTrue(Files.isReadable(firmware), "install qemu-system-misc");
      Run run = run("run", "--kernel", fetched("Image"), "--initrd", fetched("initrd"), "--harts",
          "2", "--bios", firmware.toString(), "--rtc", "2031-02-03T04:05:00Z", "--append",
          "console=ttyS0 bohr.modules=none bohr.run=\"date +%F; nproc\"");
      assertTrue(run.out().contains("OpenSBI v1."), run.out());
      assertTrue(run.out().contains("\r\n2031-02-03\r\n2\r\n"), run.out());
      assertEquals(ExitStatus.FINE, run.status(), run.err());
    }
  }

  private static String fetched(String name) {
    Path debian = Path.of(System.getProperty("user.home"), ".cache/bohr/debian");
    assumeTrue(Files.isReadable(debian.resolve(name)), "run guests/debian/fetch");
    return debian.resolve(name).toString();
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
