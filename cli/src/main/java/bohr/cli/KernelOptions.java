package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Network;
import bohr.emulator.Outside;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.fuzz.Strategies;
import bohr.recorder.TraceRecord.Bios;
import bohr.recorder.TraceRecord.Code;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.replay.Codes;
import bohr.replay.KernelBoard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An operating system to run, and the machine that it runs on.
final class KernelOptions {

  private static final String BUILT_IN = "builtin";
  private static final String NONE = "none";
  private static final String MEMORY_MODEL = "sc";

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

  /// A machine, and what a trace says of it.
  ///
  /// @param codes of its devices that are no part of Bohr
  record Loaded(Kernel kernel, Machine machine, List<Code> codes) {}

  /// The machine that is asked for. The files that it was made of are not held any more, because
  /// they are as large as a part of it.
  ///
  /// @param seed of the kernel's random numbers
  /// @param stepBound most steps
  /// @param devices besides the disks, which come first
  Loaded load(Terminal terminal, int harts, long ramBytes, long seed, long stepBound,
      List<DeviceArgument> devices) {
    Read files = new Read(terminal);
    Plugs plugs = new Plugs(file -> files.add(Path.of(file)));
    disks.forEach(disk -> plugs.disk(disk.toString(), transport.name()));
    devices.forEach(plugs::add);
    Kernel described;
    try {
      described = new Kernel(
          harts,
          ramBytes,
          (aia ? Aia.APLIC_IMSIC : Aia.NONE).name(),
          arguments,
          seed,
          stepBound,
          List.of(),
          board.clockStart(),
          bios(files),
          Optional.ofNullable(kernel).map(files::add),
          Optional.ofNullable(initrd).map(files::add),
          board.flash().stream().map(files::add).toList(),
          board.network().network().name(),
          plugs.all());
    } catch (IllegalArgumentException e) {
      throw new BadInput("--kernel", "", e.getMessage());
    }
    Board made = KernelBoard.of(described, "--device", files, terminal.models());
    Machine machine = new Machine(made);
    if (board.network().network() == Network.UPLINK
        && !machine.outside().leadsTo(Outside.NETWORK)) {
      throw new BadInput("--network", "", "there is no network card: add --device virtio-net");
    }
    return new Loaded(described, machine, Codes.of(made));
  }

  /// What network cards can talk to.
  NetworkArgument network() {
    return board.network();
  }

  private Bios bios(Read files) {
    return switch (bios) {
      case BUILT_IN -> new Bios.BuiltIn();
      case NONE -> new Bios.None();
      default -> new Bios.Firmware(files.add(Path.of(bios)));
    };
  }

  /// What to write above a trace of the machine.
  ///
  /// @param codes of its devices that are no part of Bohr
  Header header(Strategies strategy, long seed, List<Code> codes) {
    Path shown = kernel == null ? Path.of(bios) : kernel;
    return new Header(shown.getFileName().toString(), "", "kernel", List.of(), 0,
        MEMORY_MODEL, strategy.toString(), seed, 0, Version.text(), codes);
  }

  /// Files that were read, each once.
  private static final class Read implements KernelBoard.Files {

    private final Terminal terminal;
    private final Map<Path, FileReference> references = new HashMap<>();
    private final Map<FileReference, byte[]> contents = new HashMap<>();

    Read(Terminal terminal) {
      this.terminal = terminal;
    }

    /// Reads a file.
    FileReference add(Path shown) {
      return references.computeIfAbsent(shown, file -> {
        byte[] bytes = ReferencedFiles.read(terminal, file);
        FileReference reference = ReferencedFiles.reference(file, bytes);
        contents.put(reference, bytes);
        return reference;
      });
    }

    @Override
    public byte[] read(FileReference reference) {
      return contents.get(reference);
    }
  }
}
