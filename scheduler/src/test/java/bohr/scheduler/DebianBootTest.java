package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.emulator.interrupt.Aia;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's unmodified kernel comes up, runs a command and powers off.
@Tag("slow")
class DebianBootTest {

  @ParameterizedTest
  @CsvSource({
    "1, NONE, builtin", "2, NONE, builtin", "4, NONE, builtin", "1, APLIC_IMSIC, builtin",
    "2, APLIC_IMSIC, builtin", "4, APLIC_IMSIC, builtin", "2, NONE, fw_dynamic.bin",
    "2, APLIC_IMSIC, fw_dynamic.bin"
  })
  void debianRunsACommandAndPowersOff(int harts, Aia aia, String firmware) throws IOException {
    Machine machine = boot(harts, aia, firmware, 1);
    String console = Debian.console(machine);
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
    return Debian.run(
        harts, aia, firmware, "bohr.modules=none bohr.run=nproc", List.of(), seed);
  }
}
