package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.cmos.CmosModel;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The index and data register by themselves. Each is fine without a lock; the pair is not.
class CmosTest {

  private static final int INDEX = 0;
  private static final int DATA = 4;

  private DeviceBench bench = new DeviceBench(new CmosModel());

  @Test
  void theIndexSaysWhichByteTheDataRegisterIs() {
    bench.store(INDEX, 0x10);
    bench.store(DATA, 0x1ab);
    bench.store(INDEX, 0x11);
    bench.store(DATA, 0xcd);
    bench.store(INDEX, 0x90);
    assertEquals(0x10, bench.load(INDEX), "seven bits");
    assertEquals(0xab, bench.load(DATA));
    assertNull(bench.device.load(0, INDEX, 1));
  }

  @Test
  void theMemorySurvivesAReset() {
    bench.store(INDEX, 3);
    bench.store(DATA, 9);
    bench.device.function().writeConfig(0x48, 2, 1 << 15);
    bench.device.function().writeConfig(4, 2, 2);
    assertEquals(0, bench.load(INDEX));
    assertEquals(0, bench.load(DATA));
    bench.store(INDEX, 3);
    assertEquals(9, bench.load(DATA));
    assertNull(bench.monitor.finding());
  }

  private Phase begin(int access) {
    return switch (access) {
      case 0, 1 -> bench.device.store(0, INDEX, 4, access);
      case 2, 3 -> bench.device.store(0, DATA, 4, access);
      case 4 -> bench.device.load(0, INDEX, 4);
      default -> bench.device.load(0, DATA, 4);
    };
  }

  /// Two agents, whose handlers run in any order of their phases: what each access gives has a
  /// place in an order of all. So the oracle has nothing to say, whatever becomes of pairs.
  @Property(tries = 300)
  void withoutALockEachAccessHasItsPlace(
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> accesses,
      @ForAll @Size(value = 100) List<Boolean> schedule) {
    bench = new DeviceBench(new CmosModel(), "locking=none");
    Phase[] phases = new Phase[2];
    int next = 0;
    for (boolean second : schedule) {
      int agent = second ? 1 : 0;
      bench.monitor.actor(agent);
      if (phases[agent] == null && next < accesses.size()) {
        phases[agent] = begin(accesses.get(next++));
      }
      if (phases[agent] != null) {
        Phase after = bench.step(phases[agent]);
        phases[agent] = after instanceof RegisterBank.Done ? null : after;
      }
    }
    assertNull(bench.monitor.finding());
  }
}
