package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.e1000e.E1000eModel;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.nvme.NvmeModel;
import bohr.emulator.device.virtio.VirtioBlockModel;
import bohr.emulator.device.virtio.VirtioNetModel;
import bohr.emulator.interrupt.Aia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's unmodified kernel drives every device with its own drivers: guests/debian/drive-devices
/// says how. The disks are ext4, made by mkfs.ext4; without it the test is skipped.
@Tag("slow")
class DebianDevicesTest {

  private static final int DATA_BYTES = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void withAplicAndImsicEveryDeviceInterruptsByItsOwnMessages(int harts) throws Exception {
    String console = drive(harts, Aia.APLIC_IMSIC, "");
    List<String> functions =
        List.of(
            "0000:00:01.0 1af4:1042 driver virtio-pci, messages 2",
            "0000:00:02.0 1234:b0d2 driver nvme, messages " + (1 + harts),
            "0000:00:03.0 1af4:1041 driver virtio-pci, messages 3",
            "0000:00:04.0 8086:10d3 driver e1000e, messages 3");
    functions.forEach(function -> assertSaid("function " + function, console));
    assertInterrupts("virtio0-req.0", "PCI-MSIX-0000:00:01.0", console);
    assertInterrupts("nvme0q0", "PCI-MSIX-0000:00:02.0", console);
    assertInterrupts("virtio1-input.0", "PCI-MSIX-0000:00:03.0", console);
    assertInterrupts("virtio1-output.0", "PCI-MSIX-0000:00:03.0", console);
    assertInterrupts("eth1-rx-0", "PCI-MSIX-0000:00:04.0", console);
    assertInterrupts("eth1-tx-0", "PCI-MSIX-0000:00:04.0", console);
    assertInterrupts("eth1", "PCI-MSIX-0000:00:04.0", console);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void withAPlicEveryDeviceInterruptsByItsWire(int harts) throws Exception {
    String console = drive(harts, Aia.NONE, "");
    for (String name : List.of("virtio0", "virtio1", "nvme0q1", "eth1")) {
      assertInterrupts(name, "SiFive", console);
    }
  }

  @Test
  void theNetworkCardInterruptsByASingleMessageWhereTheDriverWantsThat() throws Exception {
    String console = drive(1, Aia.APLIC_IMSIC, "e1000e.IntMode=1");
    assertInterrupts("eth1", "PCI-MSI-0000:00:04.0", console);
  }

  private String drive(int harts, Aia aia, String options) throws Exception {
    List<Board.Plug> devices =
        List.of(
            plug("disk", new VirtioBlockModel(image("first", 1)), 1),
            plug("nvme", new NvmeModel(image("second", 2)), 2),
            plug("net", new VirtioNetModel(), 3),
            plug("nic", new E1000eModel(), 4));
    Machine machine =
        Debian.run(harts, aia, "builtin", "bohr.run=drive-devices " + options, devices, 1);
    String console = Debian.console(machine);
    assertFalse(console.contains("FAILED"), console);
    assertSaid("disk vda of 32768 sectors", console);
    assertSaid("disk nvme0n1 of 32768 sectors", console);
    assertSaid("card eth0 52:54:00:12:34:53 has 10.0.2.15", console);
    assertSaid("card eth1 52:54:00:12:34:54 has 10.0.2.16", console);
    assertTrue(console.contains("\r\nbohr: ended with status 0\r\n"), console);
    assertEquals(new Verdict.Done(0), machine.verdict());
    return console;
  }

  private static void assertSaid(String line, String console) {
    assertTrue(console.contains("\r\ndrive-devices: " + line + "\r\n"), line + "\n" + console);
  }

  /// At least one, of that kind.
  private static void assertInterrupts(String name, String kind, String console) {
    String line = "(?s).*\r\ndrive-devices: interrupt " + name + " [1-9]\\d* " + kind + "\r\n.*";
    assertTrue(console.matches(line), name + "\n" + console);
  }

  private static Board.Plug plug(String name, DeviceModel model, int slot) {
    Settings settings = new Settings(
        model.settings().stream().collect(Collectors.toMap(Setting::name, Setting::standard)));
    return new Board.Plug(name, model, slot, settings);
  }

  /// A file system with a megabyte and its checksum.
  private DiskImage image(String name, long seed)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    Path files = Files.createDirectory(folder.resolve(name));
    byte[] data = new byte[DATA_BYTES];
    new SplittableRandom(seed).nextBytes(data);
    Files.write(files.resolve("data"), data);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    Files.writeString(files.resolve("data.sha256"), sum + "  data\n");
    Path image = folder.resolve(name + ".img");
    Path tool = Path.of("/usr/sbin/mkfs.ext4");
    assumeTrue(Files.isExecutable(tool), "mkfs.ext4 is missing: install e2fsprogs");
    Process made =
        new ProcessBuilder(tool.toString(), "-q", "-d", files.toString(), image.toString(), "16M")
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    return DiskImage.raw(ImageBytes.of(Files.readAllBytes(image)));
  }
}
