package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.cli.Bohr.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `gdb-multiarch` and a boot of Debian's kernel at four harts. Its files are those of
/// guests/debian/fetch; without them the tests are skipped.
@Tag("slow")
class GdbOnDebianTest {

  private static final long STEPS = 400_000_000;

  @TempDir Path folder;

  private void record() {
    String chosen = System.getenv("BOHR_CACHE");
    Path debian = (chosen != null
        ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache/bohr"))
        .resolve("debian");
    assumeTrue(Files.isReadable(debian.resolve("Image")), "run guests/debian/fetch");
    Run run = Bohr.in(folder).run("run", "--kernel", debian.resolve("Image").toString(),
        "--harts", "4", "--memory", "256M", "--strategy", "random-slices", "--seed", "7",
        "--append", "console=ttyS0", "--max-steps", Long.toString(STEPS), "--record",
        "boot.trace");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
  }

  private static long step(GdbSession gdb) throws Exception {
    return Long.parseLong(gdb.says("monitor when").replaceAll("(?s)step (\\d+) of.*", "$1"));
  }

  @Test
  void whereAKernelFunctionWasEnteredLastIsFoundAndFromThereItGoesOnAsRecorded() throws Exception {
    record();
    try (GdbSession gdb = GdbSession.on(folder, "boot.trace")) {
      long middle = STEPS / 2 + 12_345;
      gdb.says("monitor goto " + middle);
      gdb.says("maintenance flush register-cache");
      gdb.says("hbreak *$pc");
      String digest = gdb.says("monitor digest");
      assertTrue(gdb.says("continue").contains("hit Breakpoint 1"));
      long first = step(gdb);
      gdb.says("monitor goto end");
      gdb.says("maintenance flush register-cache");
      assertTrue(gdb.says("reverse-continue").contains("hit Breakpoint 1"));
      long last = step(gdb);
      assertTrue(first <= last && last < STEPS, first + " to " + last);
      assertTrue(gdb.says("continue").contains("No more reverse-execution history"));
      assertEquals(STEPS, step(gdb));
      gdb.says("monitor goto " + middle);
      assertEquals(digest, gdb.says("monitor digest"));
    }
  }
}
