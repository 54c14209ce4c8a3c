package bohr.replay.report;

import bohr.emulator.state.Text;
import bohr.recorder.Schedule;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.CriticalPair;
import bohr.replay.NearestPass;
import bohr.replay.OrderingAdvice;
import bohr.replay.Remedy;
import bohr.replay.TimelineStep;
import bohr.replay.Verdicts;
import bohr.replay.report.Row.Between;
import bohr.replay.report.Row.Did;
import bohr.replay.report.Row.Folded;
import java.util.ArrayList;
import java.util.List;

/// A report as a table for a terminal: time runs downwards, every agent that moves has a column,
/// and below stands what it means.
public final class TextTable {

  /// Narrower tables are not made.
  public static final int WIDTH_MIN = 60;

  private static final int MARGIN = 5;
  private static final int SLICES_SHOWN = 16;
  private static final int VALUES_SHOWN = 16;

  private final Report report;
  private final Glyphs glyphs;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private TextTable(Report report, Glyphs glyphs, int width) {
    this.report = report;
    this.glyphs = glyphs;
    this.width = Math.max(WIDTH_MIN, width);
  }

  /// The whole table; every line ends with a line feed.
  ///
  /// @param width of a line, in characters
  /// @param everyStep one row a step, nothing folded
  public static String render(Report report, Glyphs glyphs, int width, boolean everyStep) {
    TextTable table = new TextTable(report, glyphs, width);
    table.title();
    table.rows(Story.of(report, glyphs, everyStep));
    table.happened();
    table.verdict();
    table.pair();
    table.nearest();
    table.ordering();
    table.remedies();
    table.schedule();
    table.line("replay: " + report.replay());
    return table.out.toString();
  }

  private void title() {
    Header header = report.header();
    int steps = report.timeline().steps().size();
    int switches = report.schedule().switches();
    String length = steps + (steps == 1 ? " step, " : " steps, ")
        + switches + (switches == 1 ? " switch" : " switches");
    String behind = report.timeline().begin() == 0
        ? "" : " behind the snapshot point at step " + report.timeline().begin();
    String overrides =
        String.join("", header.overrides().stream().map(each -> ", " + each).toList());
    String name = header.scenario() + " (" + header.variant() + overrides + ")";
    broken(glyphs.clean(name + ": " + length + behind), width).forEach(this::line);
    line("");
  }

  private void rows(List<Row> rows) {
    long last = report.timeline().begin() + report.timeline().omitted()
        + report.timeline().steps().size();
    int digits = Math.max(4, Long.toString(last).length());
    int left = MARGIN + digits + 2;
    List<String> names = report.timeline().agents();
    Lanes lanes = new Lanes(rows, names, left, width);
    line(lanes.heading(names, " ".repeat(MARGIN + digits - 4) + "step"));
    line(String.valueOf(glyphs.rule()).repeat(width));
    for (Row row : rows) {
      switch (row) {
        case Did did -> {
          String number = Long.toString(did.number());
          String margin = pad(" " + did.mark(), MARGIN + digits - number.length()) + number;
          line(lanes.line(margin, did.agent(), did.text(), glyphs));
        }
        case Folded folded -> line(lanes.line("", folded.agent(), folded.text(), glyphs));
        case Between between -> line(ruled(between.text(), left));
      }
    }
    line(String.valueOf(glyphs.rule()).repeat(width));
    line("");
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }

  private String ruled(String text, int left) {
    String rule = String.valueOf(glyphs.rule());
    String line = " ".repeat(MARGIN) + rule.repeat(left - MARGIN - 1) + " " + text;
    return line.length() + 3 <= width ? line + " " + rule.repeat(2) : line;
  }

  private void verdict() {
    if (report.verdict().isEmpty()) {
      line("The recording was cut off here: nobody knows how it ended.");
      return;
    }
    Verdict verdict = report.verdict().get();
    if (!verdict.kind().equals(Verdicts.FINDING)) {
      line("No finding: " + verdict.message() + ".");
      return;
    }
    field("finding", verdict.message());
    field("oracle", verdict.oracle());
    field("broken", verdict.clause());
    field("place", verdict.place());
  }

  private void pair() {
    if (report.pair().isEmpty()) {
      return;
    }
    CriticalPair pair = report.pair().get();
    List<TimelineStep> steps = report.timeline().steps();
    TimelineStep first = steps.get(pair.first());
    TimelineStep second = steps.get(pair.second());
    field(glyphs.pair() + "1", told(first));
    field(glyphs.pair() + "2", told(second));
    String touched = report.timeline().touched(first.access(), second.access());
    field("", (touched.isEmpty() ? "" : "both touch " + touched + "; ")
        + (report.isPairProven() ? "their order decides, as was tried"
            : "the finding depends on their order, by the look of it"));
  }

  private void happened() {
    int number = 1;
    for (String sentence : Narrative.of(report, glyphs)) {
      field(Text.format("%7d.", number++), sentence);
    }
    line("");
  }

  /// Both schedules, as far as they are short.
  private void nearest() {
    if (report.nearest().isEmpty()) {
      return;
    }
    NearestPass pass = report.nearest().get();
    field("nearest", pass.sentence() + "; both were run:");
    field("", "finding: " + slices(report.window(pass.failing())));
    field("", "none:    " + slices(report.window(pass.passing())));
  }

  private void remedies() {
    String name = "remedy";
    for (Remedy remedy : report.remedies()) {
      field(name, remedy.toString());
      name = "";
    }
  }

  private String told(TimelineStep step) {
    String place = step.place().isEmpty() ? "" : " at " + step.place();
    String choice = step.choice().isEmpty() ? "" : " (" + step.choice() + ")";
    return "step " + step.number() + ", " + report.timeline().agents().get(step.agent()) + place
        + ": " + LineGroup.bare(step.does()) + choice;
  }

  private void ordering() {
    if (report.ordering().isEmpty()) {
      return;
    }
    OrderingAdvice advice = report.ordering().get();
    field("survives", advice.survives());
    String name = "fence";
    for (OrderingAdvice.Fence fence : advice.fences()) {
      field(name, fence.toString());
      name = "";
    }
    if (!advice.verdict().isEmpty()) {
      field(name, advice.verdict());
    }
  }

  /// The schedule in short, as [Schedule#text]: of many slices and values, the last ones.
  private void schedule() {
    Header header = report.header();
    if (!header.strategy().isEmpty()) {
      field("search", header.strategy() + ", seed " + header.seed() + ", schedule "
          + header.scheduleIndex());
    }
    StringBuilder text = new StringBuilder(slices(report.schedule()));
    values(text);
    field("schedule", text.toString());
  }

  private String slices(Schedule schedule) {
    int shown = Math.min(SLICES_SHOWN, schedule.slices());
    StringBuilder text = new StringBuilder();
    for (int i = schedule.slices() - shown; i < schedule.slices(); i++) {
      String agent = report.timeline().agents().get(schedule.agent(i));
      text.append(text.isEmpty() ? "" : " ").append(agent);
      text.append('*').append(schedule.steps(i));
    }
    if (schedule.slices() > shown) {
      text.insert(0, glyphs.cut() + " ");
      text.append(" (the last " + shown + " of " + schedule.slices() + " slices)");
    }
    return text.toString();
  }

  private void values(StringBuilder text) {
    Schedule schedule = report.schedule();
    int shown = Math.min(VALUES_SHOWN, schedule.values());
    text.append(shown == 0 ? "" : shown < schedule.values() ? "; " + glyphs.cut() : ";");
    for (int i = schedule.values() - shown; i < schedule.values(); i++) {
      text.append(' ').append(report.timeline().agents().get(schedule.valueAgent(i)));
      text.append('#').append(schedule.valueOrdinal(i)).append('=').append(schedule.value(i));
    }
  }

  /// A named text, broken between words where it is too long.
  private void field(String name, String text) {
    int indent = 10;
    String start = pad(name, indent);
    for (String part : broken(glyphs.clean(text), width - indent)) {
      line((start + part).stripTrailing());
      start = " ".repeat(indent);
    }
  }

  private static List<String> broken(String text, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
