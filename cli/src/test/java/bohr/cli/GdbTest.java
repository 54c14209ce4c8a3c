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

  private static final String FOUND = Bohr.HOME.resolve("traces/dma-vs-command-register/found.trace")
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

  @Test
  void aBreakpointAtALineOfTheGuestIsReachedForwardAndBack() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      assertTrue(gdb.says("info threads").contains("\"edu.link\" (idle (waits))"));
      assertTrue(gdb.says("break guest.c:25").contains("dma-vs-command-register/guest.c, line 25"));
      assertTrue(gdb.says("continue").contains("hit Breakpoint 1, hart_main () at"));
      String first = gdb.says("monitor when");
      assertTrue(first.contains("guest.c:25"), first);
      String pc = gdb.says("print $pc");
      gdb.says("delete");
      gdb.says("break guest.c:64");
      assertTrue(gdb.says("continue").contains("guest.c:64"));
      gdb.says("delete");
      gdb.says("break guest.c:25");
      assertTrue(gdb.says("reverse-continue").contains("hit Breakpoint 3"));
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
      assertTrue(gdb.says("continue").contains("No more reverse-execution history"));
      String digest = gdb.says("monitor digest");
      assertEquals(digest(read, end), digest);
      gdb.says("watch *(char(*)[64])&buffer");
      assertTrue(gdb.says("reverse-continue").contains("\"edu.link\" hit Hardware watchpoint 1"));
      String when = gdb.says("monitor when");
      assertTrue(when.contains("edu.link: DMA write of 16 bytes to 0x80000740"), when);
      long step = Long.parseLong(when.replaceAll("(?s).*step (\\d+) of.*", "$1"));
      assertEquals(digest(read, step), gdb.says("monitor digest"));
      assertTrue(gdb.says("continue").contains("\"edu.link\" hit Hardware watchpoint 1"));
      assertTrue(gdb.says("monitor when").startsWith("step " + (step + 1) + " of " + end));
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
      assertTrue(gdb.says("continue").contains("\"edu.link\" hit Hardware read watchpoint 1"));
      String when = gdb.says("monitor when");
      assertTrue(when.contains("edu.link: DMA read of"), when);
    }
  }

  @Test
  void registersAndMemoryAreThereAndAreNotWrittenTo() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      gdb.says("break hart_main");
      gdb.says("continue");
      assertTrue(gdb.says("print $mhartid").endsWith("= 0\n"));
      assertTrue(gdb.says("print $priv").contains("Machine"));
      assertTrue(gdb.says("x/i $pc").contains("<hart_main"));
      assertTrue(gdb.says("info registers mstatus").contains("MPP:3"));
      assertTrue(gdb.says("set $a0 = 1").contains("Could not write register"));
      assertTrue(gdb.says("set *(long*)&buffer = 1").contains("Cannot access memory"));
    }
  }

  @Test
  void theMonitorKnowsTheExecution() throws Exception {
    try (GdbSession gdb = GdbSession.on(folder, FOUND)) {
      assertTrue(gdb.says("monitor goto 100").startsWith("step 100 of 337\n"));
      assertTrue(gdb.says("monitor agents").contains("edu.dma: Idle"));
      assertTrue(gdb.says("monitor schedule").startsWith("> 1 to 179  hart0, of which 100"));
      assertTrue(gdb.says("monitor phase edu").contains("edu.link: idle"));
      assertTrue(gdb.says("monitor phase nic").startsWith("there is no device 'nic'; there are: edu"));
      assertTrue(gdb.says("monitor races").contains("no data race"));
      assertTrue(gdb.says("monitor goto 338").startsWith("goto needs a step from 0 to 337"));
      assertTrue(gdb.says("monitor what").startsWith("there is no command 'what'"));
      assertTrue(gdb.says("monitor help").contains("goto STEP"));
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
    refused("bad.trace: byte 0: not a Bohr trace: it does not begin like one", "bad.trace", "0");
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
