package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.interrupt.Aia;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's unmodified kernel comes up, runs a command and powers off. Its files are those of
/// guests/debian/fetch; without them the test is skipped.
@Tag("slow")
class DebianBootTest {

  private static final long MOST_STEPS = 4_000_000_000L;
  private static final int RAM = 256 << 20;
  private static final int SLICE = 10_000;

  @ParameterizedTest
  @CsvSource({
    "1, NONE, builtin", "2, NONE, builtin", "4, NONE, builtin", "1, APLIC_IMSIC, builtin",
    "2, APLIC_IMSIC, builtin", "4, APLIC_IMSIC, builtin", "2, NONE, fw_dynamic.bin",
    "2, APLIC_IMSIC, fw_dynamic.bin"
  })
  void debianRunsACommandAndPowersOff(int harts, Aia aia, String firmware) throws IOException {
    Machine machine = boot(harts, aia, firmware, 1);
    String console = new String(machine.console(), StandardCharsets.US_ASCII);
    String expected = "\r\n" + harts + "\r\nbohr: ended with status 0\r\n";
    assertTrue(console.contains(expected), console);
    assertEquals(new Verdict.Done(0), machine.verdict());
  }

  @Test
  void theSameSeedGivesTheSameBootAndAnotherOneAnother() throws IOException {
    Machine machine = boot(4, Aia.NONE, "builtin", 7);
    Machine again = boot(4, Aia.NONE, "builtin", 7);
    assertEquals(machine.steps(), again.steps());
    assertEquals(machine.digest(), again.digest());
    assertTrue(machine.digest() != boot(4, Aia.NONE, "builtin", 8).digest());
  }

  private static Machine boot(int harts, Aia aia, String firmware, long seed) throws IOException {
    BoardParts parts = BoardParts.standard(harts, RAM, aia);
    KernelBoot boot =
        KernelBoot.prepare(
            KernelImage.parse(fetched("Image"), "Image"),
            new KernelBoot.Initrd(fetched("initrd"), "initrd"),
            "console=ttyS0 bohr.modules=none bohr.run=nproc",
            1,
            parts);
    Board board =
        firmware.equals("builtin")
            ? Board.of(boot, parts, List.of())
            : Board.of(Firmware.parse(fetched(firmware), firmware), boot, parts, List.of());
    Machine machine = new Machine(board);
    RandomSlicesScheduler scheduler = new RandomSlicesScheduler(SLICE);
    scheduler.begin(0, seed);
    new Execution().run(machine, scheduler, MOST_STEPS);
    return machine;
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
