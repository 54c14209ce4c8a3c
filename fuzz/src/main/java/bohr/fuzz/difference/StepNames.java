package bohr.fuzz.difference;

import bohr.emulator.agent.TransitionSystem;
import java.util.HashMap;
import java.util.Map;

/// Names the steps of one execution as they are taken.
final class StepNames {

  private final Map<Site, Long> taken = new HashMap<>();

  private record Site(int agent, long site) {}

  StepNames() {}

  /// The name of the step that `agent` takes next.
  StepName next(TransitionSystem system, int agent) {
    long site = system.site(agent);
    return new StepName(agent, site, taken.getOrDefault(new Site(agent, site), 0L));
  }

  /// The step is taken.
  void take(StepName step) {
    taken.merge(new Site(step.agent(), step.site()), 1L, Long::sum);
  }

  /// Whether it was taken.
  boolean hasTaken(StepName step) {
    return taken.getOrDefault(new Site(step.agent(), step.site()), 0L) > step.times();
  }
}
