package bohr.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A small operating system on a machine with a built-in SBI.
class SupervisorServicesTest {

  private static final int OFFSET = 2 << 20;

  /// Hart 0 prints A, starts hart 1 with the argument B, waits for an interrupt and shuts down;
  /// hart 1 prints its argument, interrupts hart 0 and stops.
  private static final int[] SYSTEM = {
    0x444248b7, 0x34e8889b, 0x00200813, 0x04100513, 0x00000073, // sbi_debug_console_write_byte('A')
    0x004858b7, 0x34d8889b, 0x00000813, 0x00100513, 0x00000597, // sbi_hart_start(1, second, 'B')
    0x03458593, 0x04200613, 0x00000073,
    0x10416073, // csrsi sie, SSIE
    0x10500073, // wfi
    0x14417073, // csrci sip, SSIP
    0x535258b7, 0x3548889b, 0x00000813, 0x00000513, 0x00000593, // sbi_system_reset(0, 0)
    0x00000073,
    0x00058513, // second: mv a0, a1
    0x444248b7, 0x34e8889b, 0x00200813, 0x00000073, // sbi_debug_console_write_byte(a0)
    0x007358b7, 0x0498889b, 0x00000813, 0x00100513, 0x00000593, // sbi_send_ipi(1, 0)
    0x00000073,
    0x004858b7, 0x34d8889b, 0x00100813, 0x00000073, // sbi_hart_stop()
  };

  private final Machine machine = new Machine(board());

  private static Board board() {
    return new Board(
        2,
        4 << 20,
        List.of(),
        Set.of(),
        SupervisorServicesTest::load,
        new Board.Startup.InSupervisorMode(MemoryLayout.RAM + OFFSET, 0),
        Long::toHexString,
        List.of(),
        Aia.NONE,
        PteUpdate.ATOMIC,
        Optional.empty());
  }

  private static void load(Memory memory) {
    for (int i = 0; i < SYSTEM.length; i++) {
      memory.store32(OFFSET + 4 * i, SYSTEM[i], -1);
    }
  }

  private void run() {
    while (!machine.ended()) {
      int agent = Long.numberOfTrailingZeros(machine.enabled());
      machine.perform(agent, 1000, Chooser.STRONGEST);
    }
  }

  @Test
  void onlyHart0IsEnabledAtReset() {
    assertEquals(0b01, machine.enabled());
    assertEquals(MemoryLayout.RAM + OFFSET, machine.pc(0));
  }

  @Test
  void theBootHartStartsTheOtherWhichInterruptsItAndStops() {
    run();
    assertEquals(new Verdict.Done(0), machine.verdict());
    assertEquals("AB", new String(machine.console(), StandardCharsets.US_ASCII));
  }

  @Test
  void aHartThatStopsIsNotEnabled() {
    machine.perform(0, 1000, Chooser.STRONGEST);
    assertEquals(15, machine.perform(1, 1000, Chooser.STRONGEST));
    assertEquals(0b01, machine.enabled());
  }

  @Test
  void eachCallIsOneStepAndStartingAHartEndsTheSlice() {
    assertEquals(13, machine.perform(0, 1000, Chooser.STRONGEST));
    assertEquals(0b11, machine.enabled());
    assertEquals(2, machine.perform(0, 1000, Chooser.STRONGEST));
    assertEquals(0b10, machine.enabled());
  }

  @Test
  void whatTheSbiKnowsIsRestored() {
    machine.perform(0, 5, Chooser.STRONGEST);
    Snapshot before = machine.snapshot();
    long digest = machine.digest();
    run();
    long end = machine.digest();
    assertNotEquals(digest, end);
    machine.restore(before);
    assertEquals(digest, machine.digest());
    run();
    assertEquals(end, machine.digest());
    assertEquals("AB", new String(machine.console(), StandardCharsets.US_ASCII));
  }
}
