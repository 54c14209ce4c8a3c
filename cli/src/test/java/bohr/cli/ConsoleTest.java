package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console of `bohr run` on a terminal.
class ConsoleTest {

  private static final String CTRL_A = "\u0001";

  @TempDir Path folder;

  @BeforeEach
  void guest() {
    Guests.echo(folder);
  }

  private TerminalSession session(String... more) throws Exception {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "run";
    arguments[1] = "echo.elf";
    System.arraycopy(more, 0, arguments, 2, more.length);
    TerminalSession session = new TerminalSession(folder, arguments);
    session.await("bohr: Ctrl-A x quits, Ctrl-A h helps\r\n");
    return session;
  }

  @Test
  void keysReachTheGuestAndTheMonitorAnswersAndCtrlAXQuits() throws Exception {
    try (TerminalSession session = session("--no-status")) {
      session.type("hello");
      session.await("hello");
      session.type("\u0003\u001a");
      session.await("\u0003\u001a");
      session.type(CTRL_A + CTRL_A);
      session.await(CTRL_A);
      session.type(CTRL_A + "h");
      session.await("Ctrl-A x");
      session.type(CTRL_A + "c");
      session.await("(bohr) ");
      session.type("wrong\u007f\u007f\u007f\u007f\u007finfo\r");
      session.await("\r\nhart0: pc 0x800000");
      assertTrue(session.await("MIPS, guest time ").contains("machine mode, "));
      session.type("snap\r");
      session.await("step ");
      assertTrue(session.await("(bohr) ").matches("\\d+, digest [0-9a-f]{16}\r\n"));
      session.type("help\r");
      session.await("snapshot ");
      session.type("save x.trace\r");
      session.await("nothing to save: there is neither a recording nor a disk");
      session.type("s\r");
      session.await("no such word, or too short a one");
      session.type(CTRL_A + "c" + "back");
      session.await("back");
      session.type(CTRL_A + "x");
      assertEquals(ExitStatus.FINE, session.status());
      assertTrue(session.isAsBefore());
    }
  }

  @Test
  @Tag("slow")
  void theRecordingSoFarIsSavedAndIsReplayed() throws Exception {
    try (TerminalSession session = session("--record", "all.trace")) {
      session.type("abc");
      session.await("abc");
      session.type(CTRL_A + "csave part.trace\rsave part.trace\rquit\r");
      session.await("part.trace: the recording up to step ");
      session.await("part.trace: is there already");
      assertEquals(ExitStatus.FINE, session.status());
      assertTrue(session.isAsBefore());
    }
    Bohr.Run replay = Bohr.in(folder).run("replay", "part.trace");
    assertEquals(ExitStatus.FINE, replay.status(), replay.err());
    assertEquals(ExitStatus.FINE, Bohr.in(folder).run("replay", "all.trace").status());
  }

  @Test
  @Tag("slow")
  void theTitleTellsHowThingsGoAndIsPutBack() throws Exception {
    try (TerminalSession session = session()) {
      session.await("\u001b[22;0t\u001b]0;bohr: ");
      assertTrue(session.await("\u0007").matches("[\\d.]+ MIPS, guest time .* s, [\\d,]+ steps"));
      session.type("q");
      session.await("\u001b[23;0t");
      assertEquals(ExitStatus.FINE, session.status());
      assertTrue(session.isAsBefore());
    }
  }

  @Test
  @Tag("slow")
  void withoutStatusTheTitleIsLeftAlone() throws Exception {
    try (TerminalSession session = session("--no-status", "--max-steps", "40000000")) {
      assertFalse(session.await("status ").contains("\u001b"));
    }
  }

  @Test
  @Tag("slow")
  void aSignalPutsTheTerminalBack() throws Exception {
    for (String signal : new String[] {"TERM", "INT", "HUP"}) {
      try (TerminalSession session = session()) {
        session.type("x");
        session.await("x");
        session.signal(signal);
        session.await("status ");
        assertTrue(session.isAsBefore(), signal);
      }
    }
  }

  @Test
  @Tag("slow")
  void anErrorPutsTheTerminalBack() throws Exception {
    Files.createDirectory(folder.resolve("full"));
    try (TerminalSession session =
        new TerminalSession(folder, "run", "echo.elf", "--record", "full")) {
      assertEquals(ExitStatus.BAD_INPUT, session.status());
      assertTrue(session.isAsBefore());
    }
  }

  @Test
  void aGuestThatSleepsForEverEndsOnATerminalToo() throws Exception {
    Guests.sleep(folder);
    try (TerminalSession session = new TerminalSession(folder, "run", "sleep.elf")) {
      assertEquals(ExitStatus.FINE, session.status());
      assertTrue(session.isAsBefore());
    }
  }
}
