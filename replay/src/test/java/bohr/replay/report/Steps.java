package bohr.replay.report;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.recorder.Schedule;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.CriticalPair;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a timeline down by hand.
final class Steps {

  private static final long BEGIN = 100;

  private final List<String> agents;
  private final List<TimelineStep> steps = new ArrayList<>();
  private final Schedule.Builder schedule = Schedule.builder();

  Steps(String... agents) {
    this.agents = List.of(agents);
  }

  /// A step of a hart, at a place in the guest's source.
  Access hart(int agent, String place, String does) {
    return step(agent, does, place, "");
  }

  /// A step of a device thread or a link.
  Access device(int agent, String does) {
    return step(agent, does, "", "");
  }

  /// A step that chose a weaker ordering.
  Access choosing(int agent, String does) {
    return step(agent, does, "", "choice 1, not 0");
  }

  private Access step(int agent, String does, String place, String choice) {
    Access access = new Access();
    schedule.add(agent, 1);
    steps.add(new TimelineStep(BEGIN + steps.size() + 1, agent, does, place, access, choice,
        StopReason.LIMIT, true, false));
    return access;
  }

  /// The choice number `ordinal` of an agent had this value.
  void value(int agent, long ordinal, int value) {
    schedule.value(agent, ordinal, value);
  }

  /// What the step before this call led to.
  void stopped(StopReason why, boolean goesOn, boolean timeJumps) {
    TimelineStep last = steps.removeLast();
    steps.add(new TimelineStep(last.number(), last.agent(), last.does(), last.place(),
        last.access(), last.choice(), why, goesOn, timeJumps));
  }

  List<TimelineStep> list() {
    return steps;
  }

  Report report(Verdict verdict) {
    return new Report(
        new Header("demo", "", "buggy", List.of("edu.dma=mapped"), 0, "sc", "pct", 1, 4711, "test"),
        Optional.of(verdict),
        new Timeline(agents, BEGIN, 0, steps),
        schedule.build(),
        verdict.kind().equals("finding")
            ? CriticalPair.find(steps, verdict.agent()) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "./bohr replay demo.trace");
  }
}
