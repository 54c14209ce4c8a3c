package bohr.fuzz.cause;

import bohr.emulator.agent.Access;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.replay.CriticalPair;
import bohr.replay.NearestPass;
import bohr.replay.NearestPass.Change;
import bohr.replay.NearestPass.Told;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import java.util.List;
import java.util.Optional;

/// Says in terms of steps what separates two executions.
final class Separation {

  private final Scenario scenario;
  private final Target target;
  private final Timeline recorded;

  /// @param recorded the timeline of the trace that people look at
  Separation(Scenario scenario, Target target, Timeline recorded) {
    this.scenario = scenario;
    this.target = target;
    this.recorded = recorded;
  }

  /// What separates two schedules of the window; nothing if they do not differ in a step.
  Optional<NearestPass> of(Schedule failing, Schedule passing, int executions) {
    Timeline bad = timeline(failing);
    Timeline good = timeline(passing);
    int at = firstDifference(bad.steps(), good.steps());
    if (at < 0) {
      return Optional.empty();
    }
    TimelineStep ours = bad.steps().get(at);
    TimelineStep theirs = good.steps().get(at);
    boolean choice = ours.agent() == theirs.agent();
    int first = choice ? passedOver(bad.steps(), at) : at;
    int second = choice ? at : next(bad.steps(), at, theirs.agent());
    Timeline told = choice ? bad : good;
    TimelineStep later = told.steps().get(at);
    Optional<Told> earlier =
        first < 0 ? Optional.empty() : Optional.of(Told.of(bad.steps().get(first), bad));
    String touched = first < 0 ? ""
        : bad.touched(bad.steps().get(first).access(), later.access());
    return Optional.of(new NearestPass(choice ? Change.CHOICE : Change.ORDER,
        target.whole(failing), target.whole(passing), earlier, Told.of(later, told),
        choice ? theirs.does() : "", touched,
        pair(bad.steps(), first, second), executions));
  }

  private Timeline timeline(Schedule window) {
    Trace trace = Rerecording.of(
        scenario, target.whole(window), Rerecording.header(scenario, "", 0, 0, ""));
    return Timeline.of(Replayer.of(trace, scenario.name(), ScenarioReader.models(scenario)),
        Timeline.STEPS_MAX);
  }

  /// Up to there both have done the same.
  private static int firstDifference(List<TimelineStep> one, List<TimelineStep> other) {
    for (int at = 0; at < Math.min(one.size(), other.size()); at++) {
      if (one.get(at).agent() != other.get(at).agent()
          || !one.get(at).choice().equals(other.get(at).choice())) {
        return at;
      }
    }
    return -1;
  }

  private static int next(List<TimelineStep> steps, int from, int agent) {
    for (int at = from; at < steps.size(); at++) {
      if (steps.get(at).agent() == agent) {
        return at;
      }
    }
    return -1;
  }

  /// The last store in front of a load that chose not to see it: to memory, or to a register of
  /// the same device.
  private static int passedOver(List<TimelineStep> steps, int load) {
    Access access = steps.get(load).access();
    boolean register = access.kind == Access.Kind.NONE;
    for (int at = load - 1; at >= 0 && (register || access.kind == Access.Kind.READ); at--) {
      TimelineStep step = steps.get(at);
      boolean stores = register
          ? step.access().meets(access) && !step.does().startsWith("l")
          : step.access().kind != Access.Kind.READ && step.access().overlaps(access);
      if (stores && step.agent() != steps.get(load).agent()) {
        return at;
      }
    }
    return -1;
  }

  /// The two steps in the recorded timeline: those of the same agents, as many steps behind the
  /// snapshot point, that do the same at the same place.
  private Optional<CriticalPair> pair(List<TimelineStep> steps, int first, int second) {
    if (first < 0 || second < 0 || recorded.omitted() > 0) {
      return Optional.empty();
    }
    int one = same(steps, first);
    int other = same(steps, second);
    return one >= 0 && one < other
        ? Optional.of(new CriticalPair(one, other)) : Optional.empty();
  }

  private int same(List<TimelineStep> steps, int index) {
    TimelineStep wanted = steps.get(index);
    long own = steps.subList(0, index).stream()
        .filter(step -> step.agent() == wanted.agent()).count();
    for (int at = 0; at < recorded.steps().size(); at++) {
      TimelineStep step = recorded.steps().get(at);
      if (step.agent() == wanted.agent() && own-- == 0) {
        return step.does().equals(wanted.does()) && step.place().equals(wanted.place()) ? at : -1;
      }
    }
    return -1;
  }
}
