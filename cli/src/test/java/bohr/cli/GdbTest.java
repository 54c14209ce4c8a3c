package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.Replayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `gdb-multiarch` and a trace.
@Timeout(120)
class GdbTest {

  private static final String FOUND =
      Bohr.HOME.resolve("traces/dma-vs-command-register/found.trace")
          .toAbsolutePath().toString();

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  /// A trace in which beats of a DMA arrive in the buffer, and the guest reuses it.
  private String recorded() {
    Run run = run("run", "dma-vs-command-register", "--strategy", "random-slices", "--seed", "1",
        "--record", "dma.trace");
    assertEquals(ExitStatus.FINDING, run.status(), run.err());
    return "dma.trace";
  }

  private static void assertSays(GdbSession gdb, String command, String part) throws IOException {
    String said = gdb.says(command);
    assertTrue(said.contains(part), said);
  }

  @Test
  void aBreakpointAtALineOfTheGuestIsReachedForwardAndBack() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      assertSays(gdb, "info threads", "\"edu.link\" (idle (waits))");
      assertSays(gdb, "break guest.c:25", "dma-vs-command-register/guest.c, line 25");
      assertSays(gdb, "continue", "hit Breakpoint 1, hart_main () at");
      String first = gdb.says("monitor when");
      assertTrue(first.contains("guest.c:25"), first);
      String pc = gdb.says("print $pc");
      gdb.says("delete");
      gdb.says("break guest.c:29");
      assertSays(gdb, "continue", "guest.c:29");
      gdb.says("delete");
      gdb.says("break guest.c:25");
      assertSays(gdb, "reverse-continue", "hit Breakpoint 3");
      assertEquals(first, gdb.says("monitor when"));
      assertEquals(pc.replaceAll("^\\$\\d+", ""),
          gdb.says("print $pc").replaceAll("^\\$\\d+", ""));
    }
  }

  @Test
  void aWatchpointLeadsBackToTheBeatThatWroteTheBuffer() throws Exception {
    String trace = recorded();
    Trace read = TraceReader.read(folder.resolve(trace));
    long end = read.schedule().steps();
    try (GdbSession gdb = GdbSession.on(folder, trace)) {
      assertSays(gdb, "continue", "No more reverse-execution history");
      String digest = gdb.says("monitor digest");
      assertEquals(digest(read, end), digest);
      gdb.says("watch *(char(*)[64])&buffer");
      assertSays(gdb, "reverse-continue", "\"edu.link\" hit Hardware watchpoint 1");
      String when = gdb.says("monitor when");
      assertTrue(when.contains("edu.link: DMA write of 16 bytes to 0x80000740"), when);
      long step = Long.parseLong(when.replaceAll("(?s).*step (\\d+) of.*", "$1"));
      assertEquals(digest(read, step), gdb.says("monitor digest"));
      assertSays(gdb, "continue", "\"edu.link\" hit Hardware watchpoint 1");
      assertSays(gdb, "monitor when", "step " + (step + 1) + " of " + end);
      gdb.says("delete");
      gdb.says("continue");
      assertEquals(digest, gdb.says("monitor digest"));
    }
  }

  /// The digest after so many steps, by a straight replay.
  private static String digest(Trace trace, long step) {
    long digest = Replayer.of(trace, "dma.trace").at(step).machine().digest();
    boolean recorded = trace.checkpoints().stream().anyMatch(each -> each.step() == step);
    return String.format("0x%016x after step %d%s%n", digest, step,
        recorded ? ", as recorded" : "");
  }

  @Test
  void readingTheBufferIsSeenTooIfThatIsAskedFor() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      gdb.says("rwatch *(char(*)[64])&buffer");
      assertSays(gdb, "continue", "\"edu.link\" hit Hardware read watchpoint 1");
      String when = gdb.says("monitor when");
      assertTrue(when.contains("edu.link: DMA read of"), when);
    }
  }

  @Test
  void registersAndMemoryAreThereAndAreNotWrittenTo() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      gdb.says("break hart_main");
      gdb.says("continue");
      assertSays(gdb, "print $mhartid", "= 0\n");
      assertSays(gdb, "info registers priv", "Machine");
      assertSays(gdb, "x/i $pc", "<hart_main");
      assertSays(gdb, "info registers mstatus", "MPP:3");
      assertSays(gdb, "set $a0 = 1", "Could not write register");
      assertSays(gdb, "set *(long*)&buffer = 1", "Cannot access memory");
    }
  }

  @Test
  void theMonitorKnowsTheExecution() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      assertSays(gdb, "monitor goto 100", "step 100 of 337\n");
      assertSays(gdb, "monitor agents", "edu.dma: Idle");
      assertSays(gdb, "monitor schedule", "> 1 to 179  hart0, of which 100");
      assertSays(gdb, "monitor phase edu", "edu.link: idle");
      assertSays(gdb, "monitor phase nic", "there is no device 'nic'; there are: edu");
      assertSays(gdb, "monitor races", "no data race");
      assertSays(gdb, "monitor goto 338", "goto needs a step from 0 to 337");
      assertSays(gdb, "monitor what", "there is no command 'what'");
      assertSays(gdb, "monitor help", "goto STEP");
    }
  }

  @Test
  void aClientMayGoAndComeBack() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      gdb.says("break hart_main");
      gdb.says("continue");
      String when = gdb.says("monitor when");
      gdb.says("disconnect");
      gdb.says("target remote localhost:" + gdb.port());
      assertEquals(when, gdb.says("monitor when"));
    }
  }

  @Test
  void whatCannotBeServedIsRefusedInOneLine() throws IOException {
    Files.writeString(folder.resolve("bad.trace"), "no trace");
    refused(folder.resolve("bad.trace")
        + ": byte 0: not a Bohr trace: it does not begin like one", "bad.trace", "0");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused("--gdb: " + port + ": the port cannot be had: Address already in use", FOUND, port);
    }
  }

  private void refused(String message, String trace, String port) {
    Run run = run("replay", "--gdb", port, trace);
    assertEquals(List.of("bohr: " + message), run.errLines());
    assertEquals(ExitStatus.BAD_INPUT, run.status());
  }

  @Test
  void itIsForOneTraceAndAPortThatThereIs() {
    List<List<String>> wrong = new ArrayList<>();
    wrong.add(List.of("replay", "--gdb", "65536", FOUND));
    wrong.add(List.of("replay", "--gdb", "0", FOUND, FOUND));
    wrong.add(List.of("replay", "--gdb", "0", "--verify", "2", FOUND));
    for (List<String> command : wrong) {
      assertEquals(ExitStatus.USAGE, run(command.toArray(String[]::new)).status());
    }
  }
}
