package bohr.fuzz.audit;

import bohr.emulator.agent.StopReason;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import bohr.replay.report.Report;
import java.util.ArrayList;
import java.util.List;

/// What shows a race to people.
///
/// @param report of its minimised trace
/// @param trace the file with the trace; "" if none was written
/// @param command what shows the race again: replays the trace, or searches once more
public record Evidence(Report report, String trace, String command) {

  private static final int MOST_REASONS = 3;

  /// What made the difference, in words: the last steps behind which somebody was preempted who
  /// could have gone on, and the last that did not choose the strongest ordering. The schedule is
  /// minimised, so the finding needs them all.
  public String why() {
    Timeline timeline = report.timeline();
    List<String> reasons = new ArrayList<>();
    for (int index = 0; index < timeline.steps().size(); index++) {
      TimelineStep step = timeline.steps().get(index);
      if (!step.choice().isEmpty()) {
        reasons.add(told(step) + " makes a weaker choice (" + step.choice() + ")");
      }
      if (index + 1 < timeline.steps().size()) {
        preemption(step, timeline.steps().get(index + 1), reasons);
      }
    }
    int hidden = Math.max(0, reasons.size() - MOST_REASONS);
    return String.join("; ", reasons.subList(hidden, reasons.size()));
  }

  private void preemption(TimelineStep last, TimelineStep next, List<String> reasons) {
    boolean preempted = last.agent() != next.agent() && last.goesOn()
        && last.stopped() != StopReason.YIELDED;
    if (preempted) {
      reasons.add(told(last) + " is preempted, and " + name(next) + " goes on");
    }
  }

  private String told(TimelineStep step) {
    String line = step.place().replaceFirst(" .*", "");
    return name(step) + " behind " + (line.isEmpty() ? step.does() : line);
  }

  private String name(TimelineStep step) {
    return report.timeline().agents().get(step.agent());
  }
}
