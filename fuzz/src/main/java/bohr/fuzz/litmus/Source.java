package bohr.fuzz.litmus;

import bohr.emulator.input.BadInput;

/// The text of a litmus test, without its comments, and where in the file a piece of it stands.
final class Source {

  /// Longest file that is read.
  static final int LONGEST = 1 << 20;

  private static final int EXCERPT = 60;
  private static final int LONGEST_REASON = 200;

  private final String file;
  private final String text;
  private final String uncommented;

  /// @throws BadInput if a comment does not end
  Source(String file, String whole) {
    this.file = file;
    if (whole.length() > LONGEST) {
      throw new BadInput(file, "", "longer than " + LONGEST + " characters");
    }
    text = whole;
    uncommented = withoutComments();
  }

  /// The text; what was a comment is blanks.
  String text() {
    return uncommented;
  }

  /// Comments nest. One that does not end is text of the header, and ends where the braces begin:
  /// the tools do not look for comments there.
  private String withoutComments() {
    StringBuilder kept = new StringBuilder(text);
    int depth = 0;
    int opened = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean opens = text.startsWith("(*", i);
      boolean closes = depth > 0 && text.startsWith("*)", i);
      opened = opens && depth == 0 ? i : opened;
      depth += opens ? 1 : closes ? -1 : 0;
      if (opens || closes) {
        kept.replace(i, i + 2, "  ");
        i++;
      } else if (depth > 0 && text.charAt(i) != '\n') {
        kept.setCharAt(i, ' ');
      }
    }
    int braces = text.indexOf("\n{", opened);
    if (depth > 0 && braces < 0) {
      throw bad(opened, "this comment does not end");
    }
    return depth > 0 ? kept.substring(0, braces) + text.substring(braces) : kept.toString();
  }

  /// The refusal of what stands at `position`.
  BadInput bad(int position, String reason) {
    int line = 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    return new BadInput(file, "line " + line, cut(reason, LONGEST_REASON));
  }

  /// What a message shows of a text that may be of any length.
  static String quote(String text) {
    return "'" + cut(text, EXCERPT) + "'";
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
