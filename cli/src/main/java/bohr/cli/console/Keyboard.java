package bohr.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/// What somebody types, for the guest, without the keys that are for Bohr: those behind Ctrl-A.
/// They are acted upon on the thread that reads, which is the one that runs the machine; so the
/// machine stands still between two steps meanwhile.
final class Keyboard extends InputStream {

  static final int ESCAPE = 'A' & 0x1f;

  /// How often a wait looks at the terminal: a person does not notice, and a signal is seen soon.
  private static final long LOOK_EVERY_MILLIS = 5;

  private final InputStream terminal;
  private final Commands commands;
  private final Queue<Integer> typed = new ArrayDeque<>();
  private boolean escaped;
  private boolean over;

  /// What the keys behind Ctrl-A do.
  interface Commands {

    /// The key `key` was pressed behind Ctrl-A.
    ///
    /// @param keyboard what more is typed
    void pressed(int key, Keyboard keyboard);

    /// Whether it makes sense to wait for keys now, for somebody might notice them.
    boolean mayWait();

    /// To be called before what was typed is looked at: the moment to let time pass.
    void look(Keyboard keyboard);
  }

  Keyboard(InputStream terminal, Commands commands) {
    this.terminal = terminal;
    this.commands = commands;
  }

  /// No more keys are wanted.
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public int available() {
    commands.look(this);
    drain();
    return over ? 0 : typed.size();
  }

  /// The next key for the guest; -1 if there will be none, or nobody would notice it.
  @Override
  public int read() {
    drain();
    while (typed.isEmpty() && !over && commands.mayWait() && pause(LOOK_EVERY_MILLIS)) {
      drain();
    }
    return over || typed.isEmpty() ? -1 : typed.remove();
  }

  /// The next key, whatever it is; -1 if there will be none.
  int key() {
    while (!over && !isReady()) {
      if (!pause(LOOK_EVERY_MILLIS)) {
        return -1;
      }
    }
    return over ? -1 : next();
  }

  /// Lets time pass, up to `millis`, but not beyond the next key.
  void await(long millis) {
    for (long passed = 0; passed < millis && !over && !isReady(); passed += LOOK_EVERY_MILLIS) {
      if (!pause(Math.min(LOOK_EVERY_MILLIS, millis - passed))) {
        return;
      }
    }
  }

  private void drain() {
    while (!over && isReady()) {
      int key = next();
      if (key < 0) {
        return;
      }
      if (!escaped && key == ESCAPE) {
        escaped = true;
      } else if (!escaped || key == ESCAPE) {
        escaped = false;
        typed.add(key);
      } else {
        escaped = false;
        commands.pressed(key, this);
      }
    }
  }

  private boolean isReady() {
    try {
      return terminal.available() > 0;
    } catch (IOException gone) {
      over = true;
      return false;
    }
  }

  private int next() {
    try {
      int key = terminal.read();
      over |= key < 0;
      return key;
    } catch (IOException gone) {
      over = true;
      return -1;
    }
  }

  /// @return false if this thread is asked to come to an end
  private boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
      return false;
    }
  }
}
