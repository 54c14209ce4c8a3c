package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Qcow2Image;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// An operating system to run, and the machine that it runs on.
final class KernelOptions {

  private static final String BUILT_IN = "builtin";

  /// Kernels, initial RAM disks and firmware are read whole, disk images too.
  private static final int MOST_BYTES = 1 << 30;

  @Option(names = "--kernel", paramLabel = "FILE",
      description = "Boots a RISC-V Linux Image in place of a bare guest.")
  private Path kernel;

  @Option(names = "--initrd", paramLabel = "FILE", description = "The kernel's initial RAM disk.")
  private Path initrd;

  @Option(names = "--append", paramLabel = "TEXT", defaultValue = "",
      description = "The kernel's command line.")
  private String arguments;

  @Option(names = "--bios", paramLabel = "FILE", defaultValue = BUILT_IN,
      description = "Firmware that runs first, such as OpenSBI's fw_dynamic.bin; builtin answers"
          + " SBI calls without any. Default: ${DEFAULT-VALUE}.")
  private String bios;

  @Option(names = "--aia", description = "Interrupts by APLIC and IMSIC instead of the PLIC.")
  private boolean aia;

  @Option(names = "--disk", paramLabel = "FILE",
      description = "A virtio block device with this raw or qcow2 image, which is never changed."
          + " May be repeated.")
  private List<Path> disks = new ArrayList<>();

  KernelOptions() {}

  /// Whether there is a kernel to run.
  boolean given() {
    return kernel != null;
  }

  /// The machine with the kernel in it.
  ///
  /// @param seed of the kernel's random numbers
  /// @param devices besides the disks, which come first
  Board board(
      Terminal terminal, int harts, long ramBytes, long seed, List<DeviceArgument> devices) {
    BoardParts parts =
        BoardParts.standard(harts, ramBytes, aia ? Aia.APLIC_IMSIC : Aia.NONE);
    KernelBoot boot = KernelBoot.prepare(
        KernelImage.parse(read(terminal, kernel), kernel.toString()),
        initrd == null
            ? KernelBoot.Initrd.NONE
            : new KernelBoot.Initrd(read(terminal, initrd), initrd.toString()),
        arguments, seed, parts);
    Plugs plugs = new Plugs(file -> image(terminal, Path.of(file)));
    disks.forEach(disk -> plugs.disk(disk.toString()));
    devices.forEach(plugs::add);
    return bios.equals(BUILT_IN)
        ? Board.of(boot, parts, plugs.all())
        : Board.of(Firmware.parse(read(terminal, Path.of(bios)), bios), boot, parts, plugs.all());
  }

  private static DiskImage image(Terminal terminal, Path disk) {
    ImageBytes bytes = ImageBytes.of(read(terminal, disk));
    return Qcow2Image.isOne(bytes)
        ? new Qcow2Image(disk.toString(), bytes) : DiskImage.raw(bytes);
  }

  private static byte[] read(Terminal terminal, Path shown) {
    Path file = terminal.file(shown);
    if (!Files.isRegularFile(file)) {
      throw new BadInput(shown.toString(), "", Files.exists(file) ? "not a file" : "no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadInput(shown.toString(), "", "is larger than " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new BadInput(shown.toString(), "", "cannot be read: " + TraceFiles.reason(e));
    }
  }
}
