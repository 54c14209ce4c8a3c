package bohr.replay.gdb;

import java.nio.charset.StandardCharsets;

/// The contents of a packet from gdb, read from left to right. Every byte is hostile; what does not
/// fit is a [BadPacket].
final class Packet {

  private static final int LONGEST_NUMBER = 16;

  private final String text;
  private int at;

  Packet(byte[] contents) {
    text = new String(contents, StandardCharsets.ISO_8859_1);
  }

  /// Whether the rest begins with `prefix`, which is then passed.
  boolean takes(String prefix) {
    boolean has = text.startsWith(prefix, at);
    at += has ? prefix.length() : 0;
    return has;
  }

  /// Passes `prefix`, which has to be there.
  void take(String prefix) {
    if (!takes(prefix)) {
      throw new BadPacket(BadPacket.MALFORMED);
    }
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /// Passes the next character.
  char next() {
    if (isAtEnd()) {
      throw new BadPacket(BadPacket.MALFORMED);
    }
    return text.charAt(at++);
  }

  /// A number in hex of at most 64 bits.
  long hex() {
    int begin = at;
    long value = 0;
    while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
      value = value << 4 | Character.digit(text.charAt(at++), 16);
    }
    if (at == begin || at - begin > LONGEST_NUMBER) {
      throw new BadPacket(BadPacket.MALFORMED);
    }
    return value;
  }

  /// A number in hex that is at most `most`.
  int hex(int most) {
    long value = hex();
    if (value < 0 || value > most) {
      throw new BadPacket(BadPacket.NO_SUCH);
    }
    return (int) value;
  }

  /// The number of a thread, -1 for all, 0 for any.
  int thread() {
    return takes("-1") ? -1 : hex(Integer.MAX_VALUE);
  }

  /// What stands before the next `end`, or before the end; `end` is passed.
  String until(char end) {
    int stop = text.indexOf(end, at);
    String part = stop < 0 ? text.substring(at) : text.substring(at, stop);
    at = stop < 0 ? text.length() : stop + 1;
    return part;
  }

  /// The rest.
  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /// Text whose bytes are written in hex.
  static String decoded(String hex) {
    if (hex.length() % 2 != 0) {
      throw new BadPacket(BadPacket.MALFORMED);
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw new BadPacket(BadPacket.MALFORMED);
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
