package bohr.fuzz.audit;

import bohr.emulator.agent.StopReason;
import bohr.replay.NearestPass;
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

  private static final int MOST_REASONS = 2;

  /// What made the difference, in words: the last steps behind which somebody was preempted who
  /// could have gone on, and the last that did not choose the strongest ordering. The schedule is
  /// minimised, so the finding needs them. If there are none, the nearest execution without the
  /// finding tells.
  public String why() {
    String reasons = reasons();
    return reasons.isEmpty() ? report.nearest().map(NearestPass::sentence).orElse("") : reasons;
  }

  private String reasons() {
    Timeline timeline = report.timeline();
    List<String> reasons = new ArrayList<>();
    for (int index = 0; index < timeline.steps().size(); index++) {
      TimelineStep step = timeline.steps().get(index);
      if (!step.choice().isEmpty()) {
        reasons.add(weak(step));
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

  /// Only links and loads choose: which TLP is delivered next, and what is read.
  private String weak(TimelineStep step) {
    return step.place().isEmpty()
        ? name(step) + " delivers " + step.does() + " before what was sent earlier"
        : name(step) + " reads an older value at " + line(step);
  }

  private static String line(TimelineStep step) {
    return step.place().replaceFirst(" .*", "");
  }

  private String told(TimelineStep step) {
    return name(step) + " behind " + (step.place().isEmpty() ? step.does() : line(step));
  }

  private String name(TimelineStep step) {
    return report.timeline().agents().get(step.agent());
  }
}
