package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.cli.Bohr.Run;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's kernel at four harts, recorded and replayed. Its files are those of
/// guests/debian/fetch; without them the tests are skipped.
@Tag("slow")
class RecordedDebianTest {

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private Path record(String file, String checkpointEvery) {
    String chosen = System.getenv("BOHR_CACHE");
    Path debian = (chosen != null
        ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache/bohr"))
        .resolve("debian");
    assumeTrue(Files.isReadable(debian.resolve("Image")), "run guests/debian/fetch");
    Run run = run("run", "--kernel", debian.resolve("Image").toString(), "--initrd",
        debian.resolve("initrd").toString(), "--harts", "4", "--memory", "256M", "--strategy",
        "random-slices", "--seed", "7", "--append",
        "console=ttyS0 bohr.modules=none bohr.run=nproc", "--record", file,
        "--checkpoint-every", checkpointEvery);
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(run.out().contains("\r\n4\r\nbohr: ended with status 0\r\n"), run.out());
    return folder.resolve(file);
  }

  @Test
  void aSeedGivesOneFileOfAtMostHalfAByteForAThousandInstructions() throws IOException {
    Path one = record("one.trace", "0");
    assertEquals(-1, Files.mismatch(one, record("two.trace", "0")));
    long steps = TraceReader.read(one).schedule().steps();
    assertTrue(Files.size(one) * 2_000 <= steps, Files.size(one) + " bytes, " + steps + " steps");
    Run replay = run("replay", "one.trace");
    assertEquals(ExitStatus.FINE, replay.status(), replay.out());
  }

  @Test
  void aBootIsReplayedFromTheMiddle() {
    Trace trace = TraceReader.read(record("boot.trace", "40000000"));
    long middle = trace.schedule().steps() / 2;
    long begin = trace.states().step(trace.states().at(middle));
    assertTrue(begin > middle - 45_000_000, begin + " of " + middle);
    Run replay = run("replay", "boot.trace", "--from-step", Long.toString(middle));
    assertEquals(ExitStatus.FINE, replay.status(), replay.out());
    assertTrue(replay.out().startsWith("from step " + begin + ": "), replay.out());
  }
}
