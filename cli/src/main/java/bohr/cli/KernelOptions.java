package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.interrupt.Aia;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.replay.KernelBoard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// An operating system to run, and the machine that it runs on.
final class KernelOptions {

  private static final String BUILT_IN = "builtin";

  /// The model of a disk.
  private static final String DISK = "virtio-blk";

  private static final String MEMORY_MODEL = "sc";

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

  /// A machine, and what a trace says of it.
  record Loaded(Kernel kernel, Machine machine) {}

  /// The machine that is asked for. The files that it was made of are not held any more, because
  /// they are as large as a part of it.
  ///
  /// @param seed of the kernel's random numbers
  Loaded load(Terminal terminal, int harts, long ramBytes, long seed, long stepBound) {
    Read files = new Read();
    Kernel kernel = describe(terminal, harts, ramBytes, seed, stepBound, files);
    return new Loaded(kernel, new Machine(KernelBoard.of(kernel, "--kernel", files)));
  }

  private Kernel describe(
      Terminal terminal, int harts, long ramBytes, long seed, long stepBound, Read files) {
    List<Device> devices = new ArrayList<>();
    for (Path disk : disks) {
      int slot = devices.size() + 1;
      devices.add(new Device(
          "disk" + slot, DISK, slot, List.of(), Optional.of(files.add(terminal, disk))));
    }
    return new Kernel(
        harts,
        ramBytes,
        (aia ? Aia.APLIC_IMSIC : Aia.NONE).name(),
        arguments,
        seed,
        stepBound,
        List.of(),
        files.add(terminal, kernel),
        Optional.ofNullable(initrd).map(file -> files.add(terminal, file)),
        bios.equals(BUILT_IN)
            ? Optional.empty() : Optional.of(files.add(terminal, Path.of(bios))),
        devices);
  }

  /// What to write above a trace of the machine.
  Header header(Strategies strategy, long seed) {
    return new Header(kernel.getFileName().toString(), "", "kernel", List.of(), 0,
        MEMORY_MODEL, strategy.toString(), seed, 0, Version.text());
  }

  /// Files that were read, each once.
  private static final class Read implements KernelBoard.Files {

    private final Map<FileReference, byte[]> contents = new HashMap<>();

    /// Reads a file.
    FileReference add(Terminal terminal, Path shown) {
      byte[] bytes = ReferencedFiles.read(terminal, shown);
      FileReference reference = ReferencedFiles.reference(shown, bytes);
      contents.put(reference, bytes);
      return reference;
    }

    @Override
    public byte[] read(FileReference reference) {
      return contents.get(reference);
    }
  }
}
