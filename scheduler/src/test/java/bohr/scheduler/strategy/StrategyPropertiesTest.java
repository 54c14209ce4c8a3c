package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Await;
import bohr.scheduler.Toy.Choose;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toy.Lock;
import bohr.scheduler.Toy.Op;
import bohr.scheduler.Toy.Pause;
import bohr.scheduler.Toy.Read;
import bohr.scheduler.Toy.Sleep;
import bohr.scheduler.Toy.Unlock;
import bohr.scheduler.Toy.Wait;
import bohr.scheduler.Toy.Write;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What holds for every strategy and every system. Loops that wait in vain are among the systems,
/// so executions are cut off.
class StrategyPropertiesTest {

  private static final int CELLS = 3;
  private static final int AGENTS = 4;
  private static final int STEPS = 200;
  private static final Estimates ESTIMATES = new Estimates(20, AGENTS);

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    Arbitrary<Integer> cells = Arbitraries.integers().between(0, CELLS - 1);
    Arbitrary<Op> ops =
        Arbitraries.oneOf(
            Arbitraries.of(new Local(), new Pause(), new Sleep(1), new Sleep(2)),
            cells.map(Read::new),
            cells.map(cell -> new Write(cell, 1)),
            cells.map(cell -> new Append(cell, 1)),
            cells.map(cell -> new Choose(cell, 2 + cell)),
            cells.map(Lock::new),
            cells.map(Unlock::new),
            cells.map(Wait::new),
            cells.map(cell -> new Await(cell, 1, cell > 0)));
    return ops.list().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(AGENTS);
  }

  private static String history(Strategy strategy, Toy toy, long index, long seed) {
    strategy.begin(index, seed);
    new Execution().run(toy.reset(), strategy, STEPS);
    return toy.history();
  }

  @Property(tries = 300)
  void onlyEnabledAgentsArePickedForAtLeastOneStep(
      @ForAll("programs") List<List<Op>> programs, @ForAll long seed) {
    Toy toy = new Toy(CELLS, programs);
    List<Strategy> strategies = new ArrayList<>(Strategies.forgetful(ESTIMATES));
    strategies.add(new DfsScheduler(2));
    for (Strategy strategy : strategies) {
      for (int index = 0; index < 4 && !strategy.exhausted(); index++) {
        strategy.begin(index, seed + index);
        new Execution().run(toy.reset(), new Suspicious(strategy), STEPS);
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theSameSeedGivesTheSameScheduleWhateverWasBefore(
      @ForAll("programs") List<List<Op>> programs,
      @ForAll("programs") List<List<Op>> others,
      @ForAll @IntRange(max = 99) int index,
      @ForAll long seed) {
    Toy toy = new Toy(CELLS, programs);
    Toy other = new Toy(CELLS, others);
    List<Strategy> used = Strategies.forgetful(ESTIMATES);
    List<Strategy> unused = Strategies.forgetful(ESTIMATES);
    for (int number = 0; number < used.size(); number++) {
      Strategy strategy = used.get(number);
      for (int before = 0; before < 4; before++) {
        history(strategy, other, before, seed ^ before);
      }
      assertEquals(
          history(unused.get(number), toy, index, seed), history(strategy, toy, index, seed));
    }
  }

  @Property(tries = 100)
  void aBoundedSearchRepeatsItselfToo(@ForAll("programs") List<List<Op>> programs) {
    assertEquals(firstSchedules(programs), firstSchedules(programs));
  }

  private static List<String> firstSchedules(List<List<Op>> programs) {
    DfsScheduler search = new DfsScheduler(2);
    Toy toy = new Toy(CELLS, programs);
    List<String> histories = new ArrayList<>();
    while (histories.size() < 100 && !search.exhausted()) {
      histories.add(history(search, toy, 0, 0));
    }
    return histories;
  }

  /// Checks every decision of another scheduler.
  private record Suspicious(Scheduler inner) implements Scheduler {

    @Override
    public void next(TransitionSystem system, Slice slice) {
      slice.set(-1, -1);
      inner.next(system, slice);
      assertTrue((system.enabled() >>> slice.agent & 1) != 0, "agent " + slice.agent);
      assertTrue(slice.limit >= 1, "limit " + slice.limit);
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      inner.performed(system, agent, steps, why);
    }

    @Override
    public int choose(int agent, int alternatives) {
      int value = inner.choose(agent, alternatives);
      assertTrue(value >= 0 && value < alternatives, "value " + value);
      return value;
    }
  }
}
