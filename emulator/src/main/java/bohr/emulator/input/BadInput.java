package bohr.emulator.input;

/// Input from outside that cannot be used: its message is one line that names the file, the place
/// in it and the reason, ready to be shown to a person. The command line turns it into exit status
/// 3.
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param file the file as the user knows it
  /// @param place where in it, such as `line 4, column 7` or `byte 52`; empty for the whole file
  /// @param reason what is wrong, and where it helps what would be right
  public BadInput(String file, String place, String reason) {
    super(oneLine(place.isEmpty() ? file + ": " + reason : file + ": " + place + ": " + reason));
  }

  /// Input is hostile: nothing of it that ends a line or controls a terminal is shown, be it of
  /// ASCII or of the rest of Unicode.
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
  }
}
