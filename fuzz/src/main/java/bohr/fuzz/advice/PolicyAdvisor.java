package bohr.fuzz.advice;

import bohr.emulator.Verdict.Found;
import bohr.emulator.device.Setting;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.scenario.DeviceSpec;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.explore.ExploreListener;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.replay.Remedy;
import bohr.replay.Verdicts;
import java.util.ArrayList;
import java.util.List;

/// Finds out which policy, lock or variant would have prevented a finding, by trying. A setting
/// lists its values from the strongest to the weakest, so what is tried of each is what comes
/// before its present value, the big lock included; then the scenario's other variants.
///
/// First the recorded turns are taken again; if nothing is found, all states are visited, up to a
/// bound.
public final class PolicyAdvisor {

  /// Longer schedules get no advice.
  private static final long STEPS_MAX = 100_000;

  /// States to visit for one setting: less than a second.
  private static final long STATES_MAX = 20_000;

  private final Scenario scenario;
  private final Schedule schedule;

  private PolicyAdvisor(Scenario scenario, Schedule schedule) {
    this.scenario = scenario;
    this.schedule = schedule;
  }

  /// What would have prevented the finding of `trace`; nothing if it holds none, or console input,
  /// or very many steps.
  public static List<Remedy> advise(Scenario scenario, Trace trace) {
    boolean found = trace.verdict().map(verdict -> verdict.kind().equals(Verdicts.FINDING))
        .orElse(false);
    if (!found || !trace.inputs().isEmpty() || trace.schedule().steps() > STEPS_MAX) {
      return List.of();
    }
    return new PolicyAdvisor(scenario, trace.schedule()).advise();
  }

  private List<Remedy> advise() {
    List<Remedy> remedies = new ArrayList<>();
    for (String setting : stronger()) {
      List<String> overrides = new ArrayList<>(scenario.overrides());
      overrides.add(setting);
      attempt(setting, with(scenario.variant(), overrides), remedies);
    }
    for (String variant : scenario.variants()) {
      if (!variant.equals(scenario.variant())) {
        attempt("variant " + variant, with(variant, scenario.overrides()), remedies);
      }
    }
    return remedies;
  }

  private Scenario with(String variant, List<String> overrides) {
    return ScenarioReader.again(scenario, variant, overrides, Oracles.names());
  }

  /// All settings that are stronger than one of the scenario's, as overrides.
  private List<String> stronger() {
    List<String> overrides = new ArrayList<>();
    for (DeviceSpec device : scenario.devices()) {
      for (Setting setting : device.model().settings()) {
        String present = device.settings().get(setting.name());
        for (int i = setting.values().indexOf(present) - 1; i >= 0; i--) {
          overrides.add(device.name() + "." + setting.name() + "=" + setting.values().get(i));
        }
      }
    }
    if (scenario.pteUpdate() == PteUpdate.PLAIN) {
      overrides.add("pte-update=atomic");
    }
    if (scenario.fetch() == MemoryRules.Fetch.INCOHERENT) {
      overrides.add("instruction-fetch=coherent");
    }
    return overrides;
  }

  private void attempt(String setting, Scenario other, List<Remedy> remedies) {
    Target target = Target.of(other);
    if (target.opens(schedule)
        && target.player(target.stage()).play(
            new FollowingScheduler(target, target.window(schedule))) instanceof Found) {
      return;
    }
    ExploreResult result = Explorer.explore(
        target, ExploreOptions.STANDARD.withStates(STATES_MAX), ExploreListener.SILENT);
    if (result.found().isEmpty()) {
      remedies.add(new Remedy(setting, result.complete(), result.states()));
    }
  }
}
