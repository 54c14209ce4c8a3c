package bohr.emulator.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Words for messages about names that do not exist.
final class Names {

  private static final int MOST_QUOTED = 60;
  private static final int MOST_LISTED = 20;

  private Names() {}

  /// `unknown key "hart"; did you mean "harts"? Known: title, harts`.
  static String unknown(String kind, String name, Collection<String> known) {
    return "unknown " + kind + " " + quote(name) + didYouMean(name, known).orElse(";")
        + (known.isEmpty() ? " there are none" : " known: " + list(known));
  }

  /// `; did you mean "harts"?` where something known is near.
  static Optional<String> didYouMean(String name, Collection<String> known) {
    return nearest(name, known).map(near -> "; did you mean " + quote(near) + "?");
  }

  /// `"…"`, cut where it is long, and without what a terminal would take as a command.
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(MOST_QUOTED)
        .map(point -> isPrintable(point) ? point : '?').forEach(quoted::appendCodePoint);
    boolean cut = text.codePointCount(0, text.length()) > MOST_QUOTED;
    return quoted.append(cut ? "…\"" : "\"").toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  /// `a, b, c`, in the order given.
  static String list(Collection<String> names) {
    List<String> shown = names.stream().limit(MOST_LISTED).toList();
    return String.join(", ", shown) + (names.size() > MOST_LISTED ? ", …" : "");
  }

  /// The known name with the fewest edits from `name`, if a slip of the finger explains them: one
  /// edit, or one in three characters.
  private static Optional<String> nearest(String name, Collection<String> known) {
    String best = null;
    int least = Math.max(1, Math.min(name.length(), MOST_QUOTED) / 3) + 1;
    for (String candidate : known) {
      int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), least);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /// The edit distance of Levenshtein; at least `limit` when the lengths alone make it so.
  private static int edits(String from, String to, int limit) {
    if (Math.abs(from.length() - to.length()) >= limit) {
      return limit;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
