package bohr.emulator.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigWindowTest {

  private static final int WINDOW = 0xa0;
  private static final int DATA = WINDOW + 16;

  private final List<String> seen = new ArrayList<>();
  private final ConfigBank bank = bank();

  /// Registers that tell what they are asked.
  private final class Told implements RegisterBank {

    record Access(String what) implements Phase {
      @Override
      public long fingerprint() {
        return 0;
      }
    }

    @Override
    public Lock lock() {
      return null;
    }

    @Override
    public Phase load(int bar, long offset, int size) {
      return new Access("load %d 0x%x %d".formatted(bar, offset, size));
    }

    @Override
    public Phase store(int bar, long offset, int size, long value) {
      return new Access("store %d 0x%x %d 0x%x".formatted(bar, offset, size, value));
    }

    @Override
    public Phase handle(Phase phase) {
      seen.add(((Access) phase).what());
      return new Done(0x55);
    }
  }

  private ConfigBank bank() {
    Roster roster = new Roster();
    Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
    Function function =
        new Function(
            "dev",
            1,
            0,
            new Function.Identity(0x1af4, 0x1042, 0x010000, 1),
            new Function.RequestPolicy(false, false, false, false, false),
            new Link("dev", 0, 0, null, roster, new Clock(), monitor),
            (slot, asserted) -> {},
            monitor,
            new VisibleAccesses());
    function.addBar(4, 0x4000, true);
    function.addWindow(new byte[17]);
    return new ConfigBank(function, new Told(), null);
  }

  private long run(Phase first) {
    Phase phase = first;
    do {
      phase = bank.handle(phase);
    } while (!(phase instanceof RegisterBank.Done));
    return ((RegisterBank.Done) phase).value();
  }

  private void aim(int bar, long offset, int length) {
    run(bank.store(-1, WINDOW + 4, 1, bar));
    run(bank.store(-1, WINDOW + 8, 4, offset));
    run(bank.store(-1, WINDOW + 12, 4, length));
  }

  @Test
  void accessesToTheDataAreAccessesToTheRegisters() {
    aim(4, 0x14, 1);
    assertEquals(0x55, run(bank.load(-1, DATA, 4)));
    run(bank.store(-1, DATA, 4, 0x1234));
    assertEquals(List.of("load 4 0x14 1", "store 4 0x14 1 0x1234"), seen);
  }

  @Test
  void aWindowThatLeadsNowhereReadsAsZero() {
    for (long[] wrong :
        new long[][] {{4, 0x4000, 1}, {4, 0x3fff, 2}, {4, 1, 2}, {4, 0, 8}, {3, 0, 4}, {6, 0, 4},
          {255, -1, -1}, {4, -4, 4}}) {
      aim((int) wrong[0], wrong[1], (int) wrong[2]);
      assertEquals(0, run(bank.load(-1, DATA, 4)));
    }
    assertEquals(List.of(), seen);
  }
}
