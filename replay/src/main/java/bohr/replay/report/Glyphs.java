package bohr.replay.report;

import java.nio.charset.Charset;

/// The characters that a table is drawn with: those of Unicode, or replacements for a terminal that
/// has only ASCII.
///
/// @param lane the line of an agent that stands still
/// @param rule of the line below the heading and of switches
/// @param pair marks the two critical steps
/// @param finding marks the step at which an oracle spoke
/// @param times before a count
/// @param cut at the end of a text that is too long, and between the ends of a range
/// @param more before a remark about what was folded
public record Glyphs(
    char lane, char rule, String pair, String finding, String times, String cut, String more) {

  private static final Glyphs UNICODE = new Glyphs('│', '─', "▶", "✗", "×", "…", "⋮");
  private static final Glyphs ASCII = new Glyphs('|', '-', ">", "X", "x", "..", ":");

  /// The best ones that `charset` can show.
  public static Glyphs of(Charset charset) {
    boolean all = charset.canEncode() && charset.newEncoder().canEncode("│─▶✗×…⋮");
    return all ? UNICODE : ASCII;
  }

  /// A text that comes from elsewhere, as these glyphs can show it: nothing that ends a line or
  /// could take over a terminal, and nothing but ASCII where nothing else is shown.
  public String clean(String text) {
    String shown = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return this == UNICODE ? shown : ascii(shown);
  }

  private static String ascii(String text) {
    return text
        .replace("§", "section ")
        .replace("…", "..")
        .replaceAll("[–—]", "-")
        .replaceAll("[^\\x20-\\x7e]", "?");
  }
}
