package bohr.replay.report;

import bohr.replay.TimelineStep;
import bohr.replay.report.Row.Did;

/// Consecutive steps of one agent that make one row: those of one source line, as long as at most
/// one of their instructions matters to others (perhaps several times, in a loop).
final class LineGroup {

  /// What a hart appends while an access outside RAM goes on; such steps are of one instruction.
  private static final String PENDING = " (pending)";

  private final Glyphs glyphs;
  private final int agent;
  private final String line;
  private final String first;
  private long number;
  private long steps;
  private String text = "";
  private String at = "";
  private String mark = "";
  private int times;

  /// @param matters whether others can see the step
  /// @param mark for the margin, or ""
  LineGroup(Glyphs glyphs, TimelineStep step, boolean matters, String mark) {
    this.glyphs = glyphs;
    agent = step.agent();
    line = line(step.place());
    first = text(step);
    number = step.number();
    add(step, matters, mark);
  }

  /// `guest.c:41` of `guest.c:41 (start+0x8)`; the function where no line is known.
  private static String line(String place) {
    int end = place.indexOf(' ');
    String line = end < 0 ? place : place.substring(0, end);
    int offset = line.indexOf("+0x");
    return offset < 0 ? line : line.substring(0, offset);
  }

  /// What a step does, without what only a reader of single steps wants to know.
  static String bare(String does) {
    boolean pending = does.endsWith(PENDING);
    String instruction = pending ? does.substring(0, does.length() - PENDING.length()) : does;
    return instruction.endsWith("[]")
        ? instruction.substring(0, instruction.length() - 2) : instruction;
  }

  private static String text(TimelineStep step) {
    String bare = bare(step.does());
    return step.choice().isEmpty() ? bare : bare + " (" + step.choice() + ")";
  }

  /// Takes one more step into the group.
  ///
  /// @return false if it belongs to another row; nothing is changed then
  boolean add(TimelineStep step, boolean matters, String marked) {
    String does = text(step);
    boolean goesOn = step.does().endsWith(PENDING) && does.equals(text) && step.place().equals(at);
    if (steps > 0 && (line.isEmpty() || !line(step.place()).equals(line))
        || matters && !text.isEmpty() && !goesOn
            && (!does.equals(text) || !mark.isEmpty() || !marked.isEmpty())) {
      return false;
    }
    if (matters && (text.isEmpty() || !marked.isEmpty())) {
      number = step.number();
      text = does;
      at = step.place();
    }
    times += matters && !goesOn ? 1 : 0;
    mark += marked;
    steps++;
    return true;
  }

  /// The row of the steps so far.
  Did row() {
    String does = !text.isEmpty() ? text : steps == 1 ? first : "";
    String shown = line.isEmpty() ? does : does.isEmpty() ? line : line + "  " + does;
    String key = text.isEmpty() ? "" : shown;
    String counted = times > 1 ? shown + " " + glyphs.times() + times : shown;
    String like = line.isEmpty() && mark.isEmpty() ? does.replaceAll("0x[0-9a-f]+|\\d+", "#") : "";
    return new Did(number, steps, agent, glyphs.clean(counted), key, like, mark);
  }
}
