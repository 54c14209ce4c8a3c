package bohr.replay.report;

import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.CriticalPair;
import bohr.replay.NearestPass;
import bohr.replay.OrderingAdvice;
import bohr.replay.Remedy;
import bohr.replay.Replayer;
import bohr.replay.Timeline;
import bohr.replay.Verdicts;
import java.util.List;
import java.util.Optional;

/// What there is to say about a trace, before it is put into a form.
///
/// @param header where the trace comes from
/// @param verdict how it ended; empty if the recording was cut off
/// @param timeline the steps from the snapshot point on
/// @param schedule whose steps they were, from the snapshot point on, and the values of all choices
///     that are not 0, counted from reset
/// @param pair the two steps whose order mattered, where the verdict is a finding: a proof if
///     `nearest` names them, else a hint
/// @param ordering what it says about the order of memory, if that was looked into
/// @param nearest the nearest execution without the finding, if one was found
/// @param remedies what would have prevented the finding, besides fences
/// @param replay the command that replays the trace
public record Report(
    Header header,
    Optional<Verdict> verdict,
    Timeline timeline,
    Schedule schedule,
    Optional<CriticalPair> pair,
    Optional<OrderingAdvice> ordering,
    Optional<NearestPass> nearest,
    List<Remedy> remedies,
    String replay) {

  public Report {
    remedies = List.copyOf(remedies);
  }

  /// Replays the trace of `replayer` to see its steps.
  ///
  /// @param replay the command that replays the trace
  public static Report of(Replayer replayer, String replay) {
    Trace trace = replayer.trace();
    Timeline timeline = Timeline.of(replayer, Timeline.STEPS_MAX);
    Optional<CriticalPair> pair = trace.verdict()
        .filter(verdict -> verdict.kind().equals(Verdicts.FINDING))
        .flatMap(verdict -> CriticalPair.find(timeline.steps(), verdict.agent()));
    Schedule window = behind(trace.schedule(), timeline.begin());
    return new Report(
        trace.header(), trace.verdict(), timeline, window, pair, Optional.empty(),
        Optional.empty(), List.of(), replay);
  }

  /// As this, with what there is to say about the order of memory.
  public Report with(Optional<OrderingAdvice> advice) {
    return new Report(
        header, verdict, timeline, schedule, pair, advice, nearest, remedies, replay);
  }

  /// As this, with the nearest execution without the finding, whose pair takes the place of a hint.
  public Report withNearest(Optional<NearestPass> pass) {
    Optional<CriticalPair> proven = pass.flatMap(NearestPass::pair).or(() -> pair);
    return new Report(
        header, verdict, timeline, schedule, proven, ordering, pass, remedies, replay);
  }

  /// As this, with what would have prevented the finding.
  public Report with(List<Remedy> found) {
    return new Report(header, verdict, timeline, schedule, pair, ordering, nearest, found, replay);
  }

  /// Whether it was shown by execution that the order of the critical pair decides.
  public boolean isPairProven() {
    return nearest.flatMap(NearestPass::pair).isPresent();
  }

  /// What a schedule from reset does behind the snapshot point.
  public Schedule window(Schedule whole) {
    return behind(whole, timeline.begin());
  }

  private static Schedule behind(Schedule schedule, long begin) {
    Schedule.Builder window = Schedule.builder();
    long step = 0;
    for (int i = 0; i < schedule.slices(); i++) {
      long end = step + schedule.steps(i);
      window.add(schedule.agent(i), Math.max(0, end - Math.max(begin, step)));
      step = end;
    }
    return window.values(schedule).build();
  }
}
