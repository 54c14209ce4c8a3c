package bohr.cli.console;

/// Follows what is printed on a terminal, to know when it is between two things: not inside an
/// escape sequence (ECMA-48, §5.4 and §8.3) and not inside a character of several bytes (UTF-8).
/// Only there may somebody else print without spoiling either.
final class EscapeSequences {

  private static final int ESC = 0x1b;
  private static final int BEL = 7;

  private enum State { GROUND, ESCAPE, CONTROL, STRING, STRING_ESCAPE, CHARACTER }

  private State state = State.GROUND;
  private int missing;

  /// Nothing printed yet.
  EscapeSequences() {}

  void print(byte[] bytes) {
    for (byte b : bytes) {
      print(b & 0xff);
    }
  }

  private void print(int b) {
    state = switch (state) {
      case GROUND -> ground(b);
      case CHARACTER -> --missing > 0 && continues(b) ? State.CHARACTER : again(b);
      case ESCAPE -> escape(b);
      case CONTROL -> b >= 0x40 && b <= 0x7e ? State.GROUND : State.CONTROL;
      case STRING -> b == BEL ? State.GROUND : b == ESC ? State.STRING_ESCAPE : State.STRING;
      case STRING_ESCAPE -> b == '\\' ? State.GROUND : State.STRING;
    };
  }

  /// The end of a character, or what has cut it off.
  private State again(int b) {
    return continues(b) ? State.GROUND : ground(b);
  }

  private State ground(int b) {
    if (b == ESC) {
      return State.ESCAPE;
    }
    missing = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc2 ? 1 : 0;
    return missing > 0 ? State.CHARACTER : State.GROUND;
  }

  private static State escape(int b) {
    return switch (b) {
      case '[' -> State.CONTROL;
      case ']', 'P', 'X', '^', '_' -> State.STRING;
      case ESC -> State.ESCAPE;
      default -> b >= 0x20 && b <= 0x2f ? State.ESCAPE : State.GROUND;
    };
  }

  private static boolean continues(int b) {
    return (b & 0xc0) == 0x80;
  }

  /// Whether somebody else may print now.
  boolean isBetween() {
    return state == State.GROUND;
  }
}
