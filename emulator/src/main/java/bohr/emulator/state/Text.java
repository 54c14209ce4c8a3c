package bohr.emulator.state;

import java.util.Locale;

/// Texts that are the same everywhere: a locale may have digits of its own, and replays compare
/// texts.
public final class Text {

  private Text() {}

  /// As `String.format`, in no locale.
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
