package bohr.emulator.oracle;

import bohr.emulator.state.Stateful;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All oracles there are. Each execution needs fresh ones, because some remember.
public final class Oracles {

  private Oracles() {}

  /// Every oracle, in the order in which they are told of an event, for a machine with one agent.
  public static List<Oracle> all() {
    return all(1, 1);
  }

  private static List<Oracle> all(int harts, int agents) {
    return List.of(
        new GateOracle(),
        new MsiBeforeDmaOracle(),
        new GuestAssertOracle(),
        new TrapLoopOracle(harts),
        new AsleepOracle(),
        new EndStateOracle(),
        new DmaLifetimeOracle(),
        new InterruptLostOracle(),
        new TornRecordOracle(),
        new DecodeOracle(),
        new StepBoundOracle(),
        new FetchOnceOracle(),
        new ReentrancyOracle(),
        new StaleHandleOracle(),
        new LinearisabilityOracle(),
        new StaleTranslationOracle(),
        new UpdateLostOracle(),
        new HostAssertOracle(),
        new DataRaceOracle(agents));
  }

  /// The names of those that watch a scenario that does not say which: all but those that watch
  /// every step.
  public static Set<String> standard() {
    Set<String> names = names();
    all().stream().filter(Oracle::watchesSteps).forEach(oracle -> names.remove(oracle.name()));
    return names;
  }

  /// The names of those that may watch an operating system, which traps all the time and does not
  /// come to an end by itself.
  public static Set<String> ofSystems() {
    Set<String> names = standard();
    names.removeAll(Set.of("trap-loop", "step-bound"));
    return names;
  }

  /// The names of those that may begin to watch one at a recorded state, which has no place for
  /// what an oracle remembers.
  public static Set<String> ofRecordedSystems() {
    Set<String> names = ofSystems();
    all().stream().filter(Stateful.class::isInstance)
        .forEach(oracle -> names.remove(oracle.name()));
    return names;
  }

  /// Their names, in the same order.
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all().forEach(oracle -> names.add(oracle.name()));
    return names;
  }

  /// The oracles with the given names, for a machine with so many harts, and agents in all.
  public static List<Oracle> named(Collection<String> names, int harts, int agents) {
    List<Oracle> chosen = new ArrayList<>(all(harts, agents));
    chosen.removeIf(oracle -> !names.contains(oracle.name()));
    return chosen;
  }
}
