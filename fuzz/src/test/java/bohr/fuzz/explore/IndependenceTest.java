package bohr.fuzz.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.target.Explorable;
import bohr.fuzz.target.Explorable.Moment;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import bohr.scheduler.SplitMix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What agents say of their next steps is true: two steps that are called independent lead to the
/// same state in both orders, with the same values to choose from, and neither disables the other.
class IndependenceTest {

  private static final int WALKS = 10;

  /// One order of two steps: where it leads, and what there was to choose.
  private record Order(
      long digest, long enabled, boolean ended, List<Integer> first, List<Integer> second) {

    /// A local step is taken at once, before others can add to the alternatives of its agent. What
    /// is lost are other ways to the same states: a completion that posted writes overtake.
    Order withoutChoices() {
      return new Order(digest, enabled, ended, List.of(), List.of());
    }

    Order swapped() {
      return new Order(digest, enabled, ended, second, first);
    }
  }

  private final ForcedValues values = new ForcedValues();

  /// Every variant as it is, and under policies that add orders.
  static Stream<Scenario> scenarios() {
    return Stream.concat(Scenarios.all(), Scenarios.all().flatMap(IndependenceTest::loosened));
  }

  private static Stream<Scenario> loosened(Scenario scenario) {
    return scenario.devices().stream()
        .map(device -> device.name())
        .flatMap(name ->
            Stream.of(
                List.of(name + ".relaxed-ordering=on", name + ".msi=bypass"),
                List.of(name + ".locking=none", name + ".max-payload=8")))
        .map(settings -> Scenarios.read(scenario.name(), scenario.variant(), settings));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void stepsThatAreCalledIndependentCommute(Scenario scenario) {
    Explorable stage = (Explorable) Target.of(scenario).stage();
    SplitMix random = new SplitMix(1);
    long pairs = 0;
    for (int walk = 0; walk < WALKS; walk++) {
      stage.rewind();
      TransitionSystem system = stage.system();
      int turn = 0;
      while (!system.ended() && stage.steps() < 2000) {
        if (system.enabled() == 0) {
          system.advance();
          continue;
        }
        pairs += compareAll(stage);
        boolean goesOn = (system.enabled() >>> turn & 1) != 0 && random.below(8) > 0;
        turn = goesOn ? turn : random.member(system.enabled());
        system.perform(turn, 1, (agent, alternatives) -> random.below(alternatives));
      }
    }
    boolean fetchesDepend = scenario.fetch() == MemoryRules.Fetch.INCOHERENT;
    assertTrue(pairs > 0 || fetchesDepend, "no two steps were independent");
  }

  /// @return how many independent pairs there were
  private long compareAll(Explorable stage) {
    long enabled = stage.system().enabled();
    Dependence dependence = new Dependence(stage.system().agents());
    dependence.look(stage, enabled);
    Moment here = stage.now();
    long pairs = 0;
    for (int agent = 0; agent < stage.system().agents(); agent++) {
      if ((enabled >>> agent & 1) == 0) {
        continue;
      }
      long later = dependence.independent(enabled & -(2L << agent), agent);
      for (; later != 0; later &= later - 1) {
        int other = Long.numberOfTrailingZeros(later);
        boolean local = dependence.isLocal(agent) || dependence.isLocal(other);
        compare(stage, here, agent, other, local);
        pairs++;
      }
    }
    stage.back(here);
    return pairs;
  }

  private void compare(Explorable stage, Moment here, int one, int other, boolean local) {
    stage.back(here);
    String what = describe(stage, one) + " and " + describe(stage, other);
    Order there = inOrder(stage, here, one, other, what);
    Order back = inOrder(stage, here, other, one, what).swapped();
    assertEquals(
        local ? there.withoutChoices() : there, local ? back.withoutChoices() : back, what);
  }

  private static String describe(Explorable stage, int agent) {
    Machine machine = (Machine) stage.system();
    return machine.agentName(agent) + " " + machine.describe(agent) + " " + machine.place(agent);
  }

  private Order inOrder(Explorable stage, Moment here, int one, int other, String what) {
    stage.back(here);
    List<Integer> first = step(stage, one);
    assertTrue((stage.system().enabled() >>> other & 1) != 0, what + ": one disables the other");
    List<Integer> second = step(stage, other);
    TransitionSystem system = stage.system();
    return new Order(stage.futureDigest(), system.enabled(), system.ended(), first, second);
  }

  /// @return how many values each choice had
  private List<Integer> step(Explorable stage, int agent) {
    values.begin(null);
    stage.system().perform(agent, 1, values);
    return values.counts();
  }
}
