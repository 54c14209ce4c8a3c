package bohr.scheduler;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.oracle.Oracles;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Debian's unmodified kernel, from the files of guests/debian/fetch; without them tests are
/// skipped.
final class Debian {

  private static final long MOST_STEPS = 10_000_000_000L;
  private static final int RAM = 256 << 20;
  private static final int SLICE = 10_000;

  private Debian() {}

  /// A machine that has run until it had powered itself off, or until an oracle had a finding.
  ///
  /// @param firmware `builtin`, or the name of a file
  /// @param options of the kernel, besides its console
  static Machine run(
      int harts, Aia aia, String firmware, String options, List<Board.Plug> devices, long seed)
      throws IOException {
    BoardParts parts = BoardParts.standard(harts, RAM, aia);
    KernelBoot boot =
        KernelBoot.prepare(
            KernelImage.parse(fetched("Image"), "Image"),
            new KernelBoot.Initrd(fetched("initrd"), "initrd"),
            "console=ttyS0 " + options,
            1,
            parts);
    Board board =
        firmware.equals("builtin")
            ? Board.of(boot, parts, devices)
            : Board.of(Firmware.parse(fetched(firmware), firmware), boot, parts, devices);
    Machine machine = new Machine(board.withOracles(Oracles.ofSystems()));
    RandomSlicesScheduler scheduler = new RandomSlicesScheduler(SLICE);
    scheduler.begin(0, seed);
    new Execution().run(machine, scheduler, MOST_STEPS);
    return machine;
  }

  static String console(Machine machine) {
    return new String(machine.console(), StandardCharsets.US_ASCII);
  }

  private static byte[] fetched(String file) throws IOException {
    String chosen = System.getenv("BOHR_CACHE");
    Path cache =
        chosen != null ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache/bohr");
    Path path = cache.resolve("debian").resolve(file);
    assumeTrue(Files.isReadable(path), path + " is missing: run guests/debian/fetch");
    return Files.readAllBytes(path);
  }
}
