package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Elf;
import bohr.emulator.boot.ElfPayload;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.boot.Payload;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Qcow2Image;
import bohr.emulator.interrupt.Aia;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An operating system to run, and the machine that it runs on.
final class KernelOptions {

  private static final String BUILT_IN = "builtin";
  private static final String NONE = "none";

  @Option(names = "--kernel", paramLabel = "FILE",
      description = "Boots a RISC-V Linux Image, or an ELF file such as U-Boot's, in place of a"
          + " bare guest.")
  private Path kernel;

  @Option(names = "--initrd", paramLabel = "FILE", description = "The kernel's initial RAM disk.")
  private Path initrd;

  @Option(names = "--append", paramLabel = "TEXT", defaultValue = "",
      description = "The kernel's command line.")
  private String arguments;

  @Option(names = "--bios", paramLabel = "FILE", defaultValue = BUILT_IN,
      description = "Firmware that runs first, such as OpenSBI's fw_dynamic.bin, with or without a"
          + " kernel; builtin answers SBI calls without any; none starts the kernel in machine"
          + " mode. Default: ${DEFAULT-VALUE}.")
  private String bios;

  @Option(names = "--aia", description = "Interrupts by APLIC and IMSIC instead of the PLIC.")
  private boolean aia;

  @Option(names = "--disk", paramLabel = "FILE",
      description = "A virtio block device with this raw or qcow2 image, which is never changed."
          + " May be repeated.")
  private List<Path> disks = new ArrayList<>();

  @Option(names = "--disk-transport", defaultValue = "pci",
      description = "Where disks are: PCI functions, or virtio-mmio slots from the first one on."
          + " One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Transport transport;

  @Mixin private BoardOptions board;

  private enum Transport { pci, mmio }

  KernelOptions() {}

  /// Whether there is a kernel to run, or a firmware alone.
  boolean given() {
    return kernel != null || !bios.equals(BUILT_IN) && !bios.equals(NONE);
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
        payload(terminal),
        initrd == null
            ? KernelBoot.Initrd.NONE
            : new KernelBoot.Initrd(InputFiles.read(terminal, initrd), initrd.toString()),
        arguments, seed, parts);
    Plugs plugs = new Plugs(file -> image(terminal, Path.of(file)));
    disks.forEach(disk -> plugs.disk(disk.toString(), transport.name()));
    devices.forEach(plugs::add);
    return board(terminal, boot, parts, plugs.all()).with(board.peripherals(terminal));
  }

  private Board board(
      Terminal terminal, KernelBoot boot, BoardParts parts, List<Board.Plug> plugs) {
    return switch (bios) {
      case BUILT_IN -> Board.of(boot, parts, plugs);
      case NONE -> Board.withoutFirmware(boot, parts, plugs);
      default -> Board.of(
          Firmware.parse(InputFiles.read(terminal, Path.of(bios)), bios), boot, parts, plugs);
    };
  }

  private Payload payload(Terminal terminal) {
    if (kernel == null) {
      return Payload.NOTHING;
    }
    byte[] bytes = InputFiles.read(terminal, kernel);
    return Elf.isOne(bytes)
        ? new ElfPayload(Elf.parse(bytes, kernel.toString()))
        : KernelImage.parse(bytes, kernel.toString());
  }

  private static DiskImage image(Terminal terminal, Path disk) {
    ImageBytes bytes = ImageBytes.of(InputFiles.read(terminal, disk));
    return Qcow2Image.isOne(bytes)
        ? new Qcow2Image(disk.toString(), bytes) : DiskImage.raw(bytes);
  }
}
