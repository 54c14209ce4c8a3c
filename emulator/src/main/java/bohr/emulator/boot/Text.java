package bohr.emulator.boot;

/// Names inside an image: bounded in length, because many names may start in one long string, and
/// free of what a terminal would take as a command.
final class Text {

  /// Longer names, which only C++ templates and garbage have, are cut.
  static final int MOST_CHARACTERS = 255;

  private Text() {}

  /// The ASCII text at `offset` up to the next zero byte; "" if the offset is outside the image.
  static String at(byte[] bytes, long offset) {
    if (offset < 0 || offset >= bytes.length) {
      return "";
    }
    int start = (int) offset;
    int most = Math.min(bytes.length - start, MOST_CHARACTERS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < most && bytes[start + i] != 0; i++) {
      char character = (char) (bytes[start + i] & 0xff);
      text.append(character >= ' ' && character < 0x7f ? character : '?');
    }
    return text.toString();
  }

  /// Whether the text at `offset` is `name`, without making a string of it.
  static boolean isAt(byte[] bytes, long offset, String name) {
    int length = name.length();
    if (offset < 0 || offset >= bytes.length - length || bytes[(int) offset + length] != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((bytes[(int) offset + i] & 0xff) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
