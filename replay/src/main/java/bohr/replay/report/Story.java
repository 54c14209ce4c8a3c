package bohr.replay.report;

import bohr.emulator.agent.StopReason;
import bohr.replay.CriticalPair;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import bohr.replay.report.Row.Between;
import bohr.replay.report.Row.Did;
import java.util.ArrayList;
import java.util.List;

/// Makes rows of a timeline, as few as will do: what nobody else can see is folded by source lines,
/// what repeats is counted, and every change of turn is explained.
final class Story {

  private final Report report;
  private final Glyphs glyphs;
  private final Folding folding;
  private final SharedAccesses shared;
  private final boolean everyStep;
  private final List<Row> rows = new ArrayList<>();

  private Story(Report report, Glyphs glyphs, boolean everyStep) {
    this.report = report;
    this.glyphs = glyphs;
    this.everyStep = everyStep;
    folding = new Folding(glyphs);
    shared = new SharedAccesses(report.timeline().steps());
  }

  /// @param everyStep one row a step, nothing folded
  static List<Row> of(Report report, Glyphs glyphs, boolean everyStep) {
    return new Story(report, glyphs, everyStep).tell();
  }

  private List<Row> tell() {
    Timeline timeline = report.timeline();
    if (timeline.omitted() > 0) {
      rows.add(new Between(timeline.omitted() + " steps are left out: only the last "
          + timeline.steps().size() + " are shown"));
    }
    int end;
    for (int begin = 0; begin < timeline.steps().size(); begin = end) {
      end = endOfTurn(begin);
      turn(begin, end);
      between(begin, end);
    }
    return rows;
  }

  /// A turn ends where another agent goes on, and where time jumps.
  private int endOfTurn(int begin) {
    List<TimelineStep> steps = report.timeline().steps();
    int end = begin + 1;
    while (end < steps.size()
        && steps.get(end).agent() == steps.get(begin).agent()
        && !steps.get(end - 1).timeJumps()) {
      end++;
    }
    return end;
  }

  private void turn(int begin, int end) {
    List<Did> single = new ArrayList<>();
    LineGroup group = null;
    for (int index = begin; index < end; index++) {
      TimelineStep step = report.timeline().steps().get(index);
      String mark = mark(index);
      boolean matters = everyStep || !mark.isEmpty() || step.place().isEmpty()
          || !step.choice().isEmpty() || shared.shared(step);
      if (group == null || everyStep || !group.add(step, matters, mark)) {
        if (group != null) {
          single.add(group.row());
        }
        group = new LineGroup(glyphs, step, matters, mark);
      }
    }
    single.add(group.row());
    rows.addAll(everyStep ? single : folding.fold(single));
  }

  private String mark(int index) {
    CriticalPair pair = report.pair().orElse(new CriticalPair(-1, -1));
    String mark = index == pair.first() ? glyphs.pair() + "1"
        : index == pair.second() ? glyphs.pair() + "2" : "";
    return isFinding(index) ? mark + glyphs.finding() : mark;
  }

  /// The step at which the oracle spoke is the last one, if the finding is somebody's.
  private boolean isFinding(int index) {
    List<TimelineStep> steps = report.timeline().steps();
    return index == steps.size() - 1
        && report.verdict().isPresent()
        && report.verdict().get().agent() == steps.get(index).agent();
  }

  private void between(int begin, int end) {
    List<TimelineStep> steps = report.timeline().steps();
    TimelineStep last = steps.get(end - 1);
    String name = report.timeline().agents().get(last.agent());
    if (end == steps.size()) {
      return;
    }
    String next = report.timeline().agents().get(steps.get(end).agent());
    int taken = end - begin;
    String after = " after " + taken + (taken == 1 ? " step" : " steps");
    String what = last.timeJumps() ? " waits, like everybody; time jumps to the next timer"
        : !last.goesOn() ? " waits" + after
        : last.stopped() == StopReason.YIELDED ? " yields" + after
        : " preempted" + after;
    rows.add(new Between(name + what + "; " + next + " goes on"));
  }
}
