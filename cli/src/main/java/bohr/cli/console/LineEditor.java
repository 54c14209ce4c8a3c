package bohr.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a line from a terminal that does not do so itself any more: echoes, takes back, gives up.
final class LineEditor {

  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int CTRL_U = 0x15;
  private static final int ESC = 0x1b;
  private static final int DELETE = 0x7f;

  private final Keyboard keyboard;
  private final PrintStream out;

  /// How a line ends.
  sealed interface Ending {}

  /// With this text.
  record Line(String text) implements Ending {}

  /// The person goes back to the guest.
  record Left() implements Ending {}

  /// The person has enough, or is gone.
  record Quit() implements Ending {}

  LineEditor(Keyboard keyboard, PrintStream out) {
    this.keyboard = keyboard;
    this.out = out;
  }

  /// One line, behind `prompt`.
  Ending line(String prompt) {
    byte[] typed = {};
    show(prompt);
    while (true) {
      int key = keyboard.key();
      switch (key) {
        case -1 -> {
          return end(new Quit());
        }
        case Keyboard.ESCAPE -> {
          int command = keyboard.key();
          if (command == 'c' || command == 'x' || command < 0) {
            return end(command == 'c' ? new Left() : new Quit());
          }
        }
        case '\r', '\n' -> {
          return end(new Line(new String(typed, StandardCharsets.UTF_8)));
        }
        case CTRL_D -> {
          return end(new Left());
        }
        case CTRL_C, CTRL_U -> typed = shorter(typed, 0, prompt);
        case BACKSPACE, DELETE -> typed = shorter(typed, lastCharacter(typed), prompt);
        case ESC -> skipSequence();
        default -> typed = longer(typed, key);
      }
    }
  }

  private Ending end(Ending ending) {
    out.println();
    return ending;
  }

  private void show(String text) {
    out.print(text);
    out.flush();
  }

  private byte[] longer(byte[] typed, int key) {
    if (key < ' ') {
      return typed;
    }
    out.write(key);
    out.flush();
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.writeBytes(typed);
    more.write(key);
    return more.toByteArray();
  }

  private byte[] shorter(byte[] typed, int length, String prompt) {
    byte[] rest = Arrays.copyOf(typed, length);
    show("\r\u001b[K" + prompt + new String(rest, StandardCharsets.UTF_8));
    return rest;
  }

  /// Where the last character begins, which may have several bytes.
  private static int lastCharacter(byte[] typed) {
    int at = Math.max(0, typed.length - 1);
    while (at > 0 && (typed[at] & 0xc0) == 0x80) {
      at--;
    }
    return at;
  }

  /// An arrow or a function key: there is nothing that it could do here.
  private void skipSequence() {
    int key = keyboard.key();
    if (key == '[' || key == 'O') {
      do {
        key = keyboard.key();
      } while (key >= 0 && (key < 0x40 || key > 0x7e));
    }
  }
}
