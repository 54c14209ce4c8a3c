package bohr.replay.report;

import bohr.emulator.agent.StopReason;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.CriticalPair;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import bohr.replay.Verdicts;
import java.util.ArrayList;
import java.util.List;

/// What happened, one sentence a turn, and what was wrong with it. Of a turn, the steps are told
/// that the finding is about; if there are none, the last one that others could notice.
public final class Narrative {

  /// Of more turns, the first and the last ones are told.
  private static final int TURNS_MAX = 24;

  private static final int FIRST = 4;

  private final Report report;
  private final Timeline timeline;
  private final List<TimelineStep> steps;
  private final SharedAccesses shared;
  private final Glyphs glyphs;

  private Narrative(Report report, Glyphs glyphs) {
    this.report = report;
    this.glyphs = glyphs;
    timeline = report.timeline();
    steps = timeline.steps();
    shared = new SharedAccesses(steps);
  }

  /// The sentences, to be numbered.
  public static List<String> of(Report report, Glyphs glyphs) {
    return new Narrative(report, glyphs).tell();
  }

  private List<String> tell() {
    List<String> sentences = new ArrayList<>();
    int end;
    for (int begin = 0; begin < steps.size(); begin = end) {
      end = begin + 1;
      while (end < steps.size() && steps.get(end).agent() == steps.get(begin).agent()) {
        end++;
      }
      sentences.add(turn(begin, end));
    }
    if (sentences.size() > TURNS_MAX) {
      int left = sentences.size() - TURNS_MAX;
      sentences.subList(FIRST, FIRST + left).clear();
      sentences.add(FIRST, glyphs.cut() + " " + left + " turns more " + glyphs.cut());
    }
    report.verdict().ifPresent(verdict -> sentences.add(ending(verdict)));
    return sentences;
  }

  private String turn(int begin, int end) {
    StringBuilder text = new StringBuilder(timeline.agents().get(steps.get(begin).agent()));
    int count = end - begin;
    text.append(count == 1 ? " takes a step" : " takes " + count + " steps");
    List<Integer> told = told(begin, end);
    for (int i = 0; i < told.size(); i++) {
      text.append(i > 0 ? ", then " : count == 1 ? ": " : ", with ");
      text.append(step(told.get(i)));
    }
    TimelineStep last = steps.get(end - 1);
    if (end < steps.size()) {
      text.append(!last.goesOn() ? "; then it waits"
          : last.stopped() == StopReason.YIELDED ? "; then it yields"
          : "; then it is preempted");
    }
    return text.append('.').toString();
  }

  /// Indices of the steps of a turn that are worth a word.
  private List<Integer> told(int begin, int end) {
    CriticalPair pair = report.pair().orElse(new CriticalPair(-1, -1));
    List<Integer> told = new ArrayList<>();
    int last = -1;
    for (int at = begin; at < end; at++) {
      boolean matters = at == pair.first() || at == pair.second() || at == steps.size() - 1
          || !steps.get(at).choice().isEmpty();
      if (matters) {
        told.add(at);
      } else if (shared.shared(steps.get(at))) {
        last = at;
      }
    }
    return told.isEmpty() && last >= 0 ? List.of(last) : told;
  }

  private String step(int index) {
    TimelineStep step = steps.get(index);
    CriticalPair pair = report.pair().orElse(new CriticalPair(-1, -1));
    String place = step.place().isEmpty() ? "" : step.place().replaceAll(" \\(.*", "") + " ";
    String touched = timeline.touched(step.access());
    String choice = step.choice().isEmpty() ? "" : ", " + step.choice();
    String mark = index == pair.first() ? " " + glyphs.pair() + "1"
        : index == pair.second() ? " " + glyphs.pair() + "2" : "";
    return glyphs.clean(place + LineGroup.bare(step.does())
        + (touched.isEmpty() || does(step, touched) ? "" : " on " + touched) + choice) + mark;
  }

  /// Whether what a step does names what it touches.
  private static boolean does(TimelineStep step, String touched) {
    return step.place().isEmpty() && (touched.startsWith("device ")
        || step.does().contains(touched.replaceAll(".* at ", "").replaceAll(" and .*", "")));
  }

  private String ending(Verdict verdict) {
    return glyphs.clean(verdict.kind().equals(Verdicts.FINDING)
        ? "The oracle " + verdict.oracle() + " speaks: " + verdict.message() + "."
        : "It ends without a finding: " + verdict.message() + ".");
  }
}
