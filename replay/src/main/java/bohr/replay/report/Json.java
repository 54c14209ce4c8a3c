package bohr.replay.report;

import bohr.emulator.state.Text;
import java.util.BitSet;

/// Writes JSON (RFC 8259), one value a line. By hand, because that takes fewer lines than a library
/// takes in the pom: we write a few flat records and never read any.
public final class Json {

  private static final BitSet ESCAPED = new BitSet();

  static {
    ESCAPED.set(Character.CONTROL);
    ESCAPED.set(Character.FORMAT);
    ESCAPED.set(Character.LINE_SEPARATOR);
    ESCAPED.set(Character.PARAGRAPH_SEPARATOR);
    ESCAPED.set(Character.SURROGATE);
  }

  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean first = true;

  /// Nothing is written yet.
  public Json() {}

  /// Begins an object: `open("finding")` inside another one, `open()` in a list or as the whole.
  public Json open(String... name) {
    return begin('{', name);
  }

  /// Ends the object that was begun last.
  public Json close() {
    return end('}');
  }

  /// Begins a list.
  public Json list(String... name) {
    return begin('[', name);
  }

  /// Ends the list that was begun last.
  public Json endList() {
    return end(']');
  }

  /// A text in an object.
  public Json put(String name, String text) {
    next(name);
    quote(text);
    return this;
  }

  /// A number in an object.
  public Json put(String name, long number) {
    next(name);
    out.append(number);
    return this;
  }

  /// A truth value in an object.
  public Json put(String name, boolean truth) {
    next(name);
    out.append(truth);
    return this;
  }

  /// A text in a list.
  public Json add(String text) {
    next();
    quote(text);
    return this;
  }

  /// A number in a list.
  public Json add(long number) {
    next();
    out.append(number);
    return this;
  }

  /// What was written.
  @Override
  public String toString() {
    return out.toString();
  }

  private Json begin(char bracket, String... name) {
    next(name);
    out.append(bracket);
    depth++;
    first = true;
    return this;
  }

  private Json end(char bracket) {
    depth--;
    if (!first) {
      indent();
    }
    out.append(bracket);
    first = false;
    return this;
  }

  private void next(String... name) {
    if (depth > 0) {
      out.append(first ? "" : ",");
      indent();
    }
    first = false;
    if (name.length > 0) {
      quote(name[0]);
      out.append(": ");
    }
  }

  private void indent() {
    out.append('\n').repeat(' ', 2 * depth);
  }

  /// What could take over a terminal, and halves of surrogate pairs, which UTF-8 could not carry,
  /// are escaped.
  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (ESCAPED.get(Character.getType(c))) {
            out.append(Text.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
