package bohr.replay.report;

import bohr.replay.report.Row.Did;
import bohr.replay.report.Row.Folded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the columns of a table begin. There is one for each agent that moves. As only one of them
/// moves at a time, a text that needs more room than its column has runs over the columns to the
/// right of it, which are empty there; so columns can be narrow, and texts need not be cut.
final class Lanes {

  private static final int GAP = 2;
  private static final int NARROWEST = 10;

  private final int width;
  private final int[] agents;
  private final int[] starts;

  /// @param names of all agents
  /// @param left first column that may be used
  /// @param width of a line
  Lanes(List<Row> rows, List<String> names, int left, int width) {
    this.width = width;
    int[] natural = new int[names.size()];
    for (Row row : rows) {
      switch (row) {
        case Did did -> widen(natural, did.agent(), did.text(), names);
        case Folded folded -> widen(natural, folded.agent(), folded.text(), names);
        case Row.Between _ -> { }
      }
    }
    List<Integer> moving = new ArrayList<>();
    for (int agent = 0; agent < natural.length; agent++) {
      if (natural[agent] > 0) {
        moving.add(agent);
      }
    }
    agents = moving.stream().mapToInt(Integer::intValue).toArray();
    starts = new int[agents.length];
    place(natural, names, left);
  }

  private static void widen(int[] natural, int agent, String text, List<String> names) {
    int needed = Math.max(text.length(), names.get(agent).length());
    natural[agent] = Math.max(natural[agent], needed);
  }

  /// As wide as the texts if there is room. Else as far left as the texts of the column and of all
  /// to its right need, but no column narrower than its name.
  private void place(int[] natural, List<String> names, int left) {
    int[] narrowest = new int[agents.length + 1];
    narrowest[0] = left;
    int start = left;
    for (int lane = 0; lane < agents.length; lane++) {
      starts[lane] = start;
      start += natural[agents[lane]] + GAP;
      narrowest[lane + 1] =
          narrowest[lane] + Math.max(NARROWEST, names.get(agents[lane]).length()) + GAP;
    }
    int next = width + GAP;
    for (int lane = agents.length - 1; lane >= 0; lane--) {
      int pitch = narrowest[lane + 1] - narrowest[lane];
      int latest = Math.min(width - natural[agents[lane]], next - pitch);
      starts[lane] = Math.max(narrowest[lane], Math.min(starts[lane], latest));
      next = starts[lane];
    }
  }

  /// The agents that have a column, from the left.
  int[] agents() {
    return agents.clone();
  }

  /// A line with `left` at the margin and `text` in the column of `agent`.
  String line(String left, int agent, String text, Glyphs glyphs) {
    char[] line = blank(left, glyphs);
    int start = starts[Arrays.binarySearch(agents, agent)];
    String fitted = fit(text, Math.max(1, width - start), glyphs);
    int end = start + fitted.length();
    char[] room = end + 1 > line.length ? Arrays.copyOf(line, end + 1) : line;
    Arrays.fill(room, Math.min(line.length, end), room.length, ' ');
    fitted.getChars(0, fitted.length(), room, start);
    room[end] = ' ';
    return new String(room).stripTrailing();
  }

  /// A line with the name of each agent above its column.
  String heading(List<String> names, String left) {
    StringBuilder line = new StringBuilder(left);
    for (int lane = 0; lane < agents.length; lane++) {
      line.repeat(' ', Math.max(0, starts[lane] - line.length())).append(names.get(agents[lane]));
    }
    return line.toString();
  }

  private char[] blank(String left, Glyphs glyphs) {
    char[] line = new char[width];
    Arrays.fill(line, ' ');
    left.getChars(0, Math.min(left.length(), width), line, 0);
    for (int start : starts) {
      if (start < width) {
        line[start] = glyphs.lane();
      }
    }
    return line;
  }

  private static String fit(String text, int room, Glyphs glyphs) {
    if (text.length() <= room) {
      return text;
    }
    int kept = Math.max(0, room - glyphs.cut().length());
    return text.substring(0, kept) + glyphs.cut();
  }
}
