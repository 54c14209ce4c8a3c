package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.timer.TimerModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The timer by itself, and the oracle `linearisable` on it.
class TimerTest {

  private static final int CONFIGURATION = 0x010;
  private static final int COUNTER = 0x0f0;
  private static final int PM_TIMER = 0x200;
  private static final int MINUTE_OF_STEPS = 2_000_000_000;

  private DeviceBench bench = timer("plain");

  private static DeviceBench timer(String counterRead) {
    return new DeviceBench(new TimerModel(), "counter-read=" + counterRead);
  }

  @Test
  void theCounterCountsTenNanosecondsAtATimeAndOnlyWhileItIsEnabled() {
    assertEquals(10_000_000, bench.load(4), "femtoseconds a tick");
    bench.clock.step(100);
    assertEquals(0, bench.load(COUNTER, 8));
    bench.store(CONFIGURATION, 1);
    bench.clock.step(100);
    assertEquals(100, bench.load(COUNTER, 8));
    bench.store(CONFIGURATION, 0);
    bench.clock.step(100);
    assertEquals(100, bench.load(COUNTER, 8));
    bench.store(CONFIGURATION, -1);
    assertEquals(1, bench.load(CONFIGURATION), "there are no other bits");
    bench.clock.step(7);
    assertEquals(107, bench.load(COUNTER, 8));
  }

  @Test
  void theCounterIsSetAsAWholeWhileItIsHaltedAndNotWhileItRuns() {
    bench.store64(COUNTER, 0x1_0000_0002L);
    assertEquals(2, bench.load(COUNTER));
    assertEquals(1, bench.load(COUNTER + 4));
    bench.store(COUNTER, 7);
    bench.store(CONFIGURATION, 1);
    bench.store64(COUNTER, 0);
    assertEquals(0x1_0000_0002L, bench.load(COUNTER, 8));
  }

  @Test
  void thePmTimerHasTwentyFourBitsAtItsFrequency() {
    bench.clock.step(100_000_000);
    assertEquals(3_579_545, bench.load(PM_TIMER));
    bench.clock.step(MINUTE_OF_STEPS);
    assertEquals(3_579_545L * 21 % (1 << 24), bench.load(PM_TIMER));
  }

  @Test
  void aFunctionLevelResetStopsTheCounterAtZero() {
    bench.store(CONFIGURATION, 1);
    bench.clock.step(5);
    bench.device.function().writeConfig(0x48, 2, 1 << 15);
    assertEquals(0, bench.load(COUNTER, 8));
    assertNull(bench.monitor.finding());
  }

  /// What a hart does: accesses that follow each other, each a number of [#first].
  private final class Actor {
    final int agent;
    final List<Integer> accesses;
    Phase phase;

    Actor(int agent, List<Integer> accesses) {
      this.agent = agent;
      this.accesses = new ArrayList<>(accesses);
      bench.roster.enable(agent);
    }

    boolean enabled() {
      return bench.roster.isEnabled(agent) && (phase != null || !accesses.isEmpty());
    }

    void step() {
      bench.monitor.actor(agent);
      bench.ordering.hosts().act(agent, Chooser.STRONGEST);
      bench.clock.step(1);
      phase = bench.step(phase == null ? first(accesses.removeFirst()) : phase);
      phase = phase instanceof RegisterBank.Done ? null : phase;
    }
  }

  private Phase first(int kind) {
    return switch (kind) {
      case 0 -> bench.device.store(0, CONFIGURATION, 4, 0);
      case 1 -> bench.device.store(0, CONFIGURATION, 4, 1);
      case 2 -> bench.device.store(0, COUNTER, 8, 1000);
      case 3 -> bench.device.load(0, CONFIGURATION, 4);
      case 4 -> bench.device.load(0, PM_TIMER, 4);
      default -> bench.device.load(0, COUNTER, 8);
    };
  }

  /// Whether the oracle speaks when one hart writes and another one loads the counter.
  private boolean isFound(
      String counterRead, List<Integer> writes, int loads, List<Boolean> schedule) {
    bench = timer(counterRead);
    Actor writer = new Actor(0, writes);
    Actor reader = new Actor(1, new ArrayList<>(Collections.nCopies(loads, 5)));
    for (boolean second : schedule) {
      Actor actor = second ? reader : writer;
      if (actor.enabled()) {
        actor.step();
      }
    }
    return bench.monitor.finding() != null;
  }

  @Property(tries = 500)
  void withTheSeqlockEveryLoadHasItsPlace(
      @ForAll @Size(max = 6) List<@IntRange(max = 2) Integer> writes,
      @ForAll @Size(max = 120) List<Boolean> schedule) {
    assertEquals(false, isFound("seqlock", writes, 6, schedule));
  }

  @Property(tries = 500)
  void oneAfterTheOtherEveryLoadHasItsPlace(
      @ForAll @Size(max = 30) List<@IntRange(max = 5) Integer> accesses) {
    isFound("plain", accesses, 0, Collections.nCopies(300, false));
    assertNull(bench.monitor.finding());
  }

  @Test
  void withoutItALoadThatComesBetweenTheEnableBitAndTheCountHasNone() {
    List<Integer> startAndStop = List.of(1, 0);
    List<Tuple.Tuple2<Integer, Boolean>> found = new ArrayList<>();
    for (int before = 0; before <= 12; before++) {
      List<Boolean> schedule = new ArrayList<>(Collections.nCopies(before, false));
      schedule.addAll(Collections.nCopies(8, true));
      found.add(Tuple.of(before, isFound("plain", startAndStop, 1, schedule)));
    }
    List<Integer> bad =
        found.stream().filter(Tuple.Tuple2::get2).map(Tuple.Tuple2::get1).toList();
    assertEquals(List.of(3, 4, 5, 9, 10, 11), bad, "steps of the writer before the load");
    assertTrue(bench.monitor.finding() == null, "the last one comes when all is done");
  }
}
