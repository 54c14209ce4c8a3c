package bohr.replay.report;

import bohr.replay.report.Row.Did;
import bohr.replay.report.Row.Folded;
import java.util.ArrayList;
import java.util.List;

/// Folds the rows of one turn. What only its agent can see becomes one row; a loop is shown once,
/// with a count; of a long series of alike rows, such as the beats of a DMA, the ends are shown.
/// Rows with a mark are never folded.
final class Folding {

  private static final int LONGEST_LOOP = 12;
  private static final int SERIES = 4;

  private final Glyphs glyphs;

  Folding(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  List<Row> fold(List<Did> rows) {
    return series(loops(privately(rows)));
  }

  /// Joins neighbours whose key is empty: nobody else could see them.
  private List<Did> privately(List<Did> rows) {
    List<Did> joined = new ArrayList<>();
    int end;
    for (int begin = 0; begin < rows.size(); begin = end) {
      end = begin + 1;
      if (!rows.get(begin).key().isEmpty()) {
        joined.add(rows.get(begin));
        continue;
      }
      while (end < rows.size() && rows.get(end).key().isEmpty()) {
        end++;
      }
      joined.add(joined(rows.subList(begin, end)));
    }
    return joined;
  }

  private Did joined(List<Did> rows) {
    Did first = rows.getFirst();
    long steps = rows.stream().mapToLong(Did::steps).sum();
    String place = range(place(first), place(rows.getLast()));
    String text = steps == 1 ? first.text() : place + "  (" + steps + " steps)";
    return new Did(first.number(), steps, first.agent(), text, place + steps, "", "");
  }

  private static String place(Did row) {
    int end = row.text().indexOf("  ");
    return end < 0 ? row.text() : row.text().substring(0, end);
  }

  /// `guest.c:41…47`, whichever of the two came first, or both places where the files differ.
  private String range(String from, String to) {
    if (from.equals(to)) {
      return from;
    }
    String file = to.substring(0, to.lastIndexOf(':') + 1);
    String first = from.startsWith(file) ? from.substring(file.length()) : "";
    String last = to.substring(file.length());
    if (file.isEmpty() || !first.matches("\\d{1,9}") || !last.matches("\\d{1,9}")) {
      return from + glyphs.cut() + to;
    }
    boolean forwards = Integer.parseInt(first) < Integer.parseInt(last);
    return file + (forwards ? first : last) + glyphs.cut() + (forwards ? last : first);
  }

  /// A loop of a few rows, shown once.
  private List<Row> loops(List<Did> rows) {
    List<Row> folded = new ArrayList<>();
    for (int at = 0; at < rows.size(); ) {
      int period = 0;
      int times = 1;
      for (int length = 1; length <= LONGEST_LOOP && times == 1; length++) {
        period = length;
        times = repetitions(rows, at, length);
      }
      if (times == 1) {
        folded.add(rows.get(at++));
        continue;
      }
      folded.addAll(rows.subList(at, at + period));
      String what = period == 1 ? "this row" : "these " + period + " rows";
      folded.add(new Folded(
          rows.get(at).agent(), glyphs.more() + " " + what + " " + glyphs.times() + times));
      at += period * times;
    }
    return folded;
  }

  private static int repetitions(List<Did> rows, int from, int length) {
    int same = 0;
    while (from + length + same < rows.size()
        && repeats(rows.get(from + same), rows.get(from + length + same))) {
      same++;
    }
    return 1 + same / length;
  }

  private static boolean repeats(Did one, Did other) {
    return one.mark().isEmpty() && other.mark().isEmpty()
        && one.key().equals(other.key()) && one.text().equals(other.text());
  }

  /// The ends of a long series.
  private List<Row> series(List<Row> rows) {
    List<Row> folded = new ArrayList<>();
    int end;
    for (int begin = 0; begin < rows.size(); begin = end) {
      end = begin + 1;
      while (end < rows.size() && alike(rows.get(begin), rows.get(end))) {
        end++;
      }
      if (end - begin < SERIES) {
        folded.addAll(rows.subList(begin, end));
        continue;
      }
      int agent = ((Did) rows.get(begin)).agent();
      folded.add(rows.get(begin));
      folded.add(new Folded(agent, glyphs.more() + " " + (end - begin - 2) + " more like it"));
      folded.add(rows.get(end - 1));
    }
    return folded;
  }

  private static boolean alike(Row one, Row other) {
    return one instanceof Did first && other instanceof Did second
        && !first.like().isEmpty() && first.like().equals(second.like());
  }
}
