package bohr.cli.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/// A session with a person at a terminal. Every key goes to the guest, but for Ctrl-A and the key
/// behind it. While nobody has anything to do, virtual time is held back to the person's: a
/// `sleep 1` takes a second, and a log-in does not time out at once.
public final class Interactive implements Session, Keyboard.Commands {

  private static final String HELP = """

      Ctrl-A x       quits
      Ctrl-A c       the monitor, and back
      Ctrl-A h       this help
      Ctrl-A Ctrl-A  sends Ctrl-A to the guest
      """;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /// Longer pauses of the guest are cut short: nobody waits for a timer of days.
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final TerminalSettings settings;
  private final PrintStream screen;
  private final Subject subject;
  private final Meter meter;
  private final Optional<Title> title;
  private final Keyboard keyboard;
  private final Monitor monitor;
  private long skippedNanos;

  private Interactive(TerminalSettings settings, Screen on, Subject subject) {
    this.settings = settings;
    this.screen = on.messages;
    this.subject = subject;
    meter = new Meter(subject);
    title = on.status ? Optional.of(new Title(on.messages, subject, meter)) : Optional.empty();
    keyboard = new Keyboard(on.keys, this);
    monitor = new Monitor(subject, meter, on.messages, on.folder);
    skippedNanos = skipped();
    say("bohr: Ctrl-A x quits, Ctrl-A h helps\n");
  }

  /// What the person sits at.
  ///
  /// @param keys what is typed
  /// @param messages where Bohr speaks
  /// @param status whether the terminal's title tells how things go
  /// @param folder relative paths begin there
  public record Screen(InputStream keys, PrintStream messages, boolean status, Path folder) {}

  /// Opens a session; one of which nothing is heard if the terminal is not to be touched, because
  /// this process is in the background.
  public static Session open(Screen screen, Subject subject) {
    return TerminalSettings.raw()
        .<Session>map(settings -> new Interactive(settings, screen, subject))
        .orElseGet(() -> new Piped(InputStream.nullInputStream()));
  }

  @Override
  public InputStream input() {
    return keyboard;
  }

  @Override
  public void shown(byte[] bytes) {
    title.ifPresent(line -> line.shown(bytes));
  }

  @Override
  public void tick() {
    title.ifPresent(Title::tick);
  }

  @Override
  public boolean isOver() {
    return keyboard.isOver();
  }

  @Override
  public void close() {
    title.ifPresent(Title::close);
    settings.restore();
  }

  // Keys.

  @Override
  public void pressed(int key, Keyboard from) {
    subject.show().run();
    switch (key) {
      case 'x', 'X' -> from.end();
      case 'c', 'C' -> {
        meter.measure();
        monitor.converse(from);
        meter.skip();
      }
      case 'h', 'H', '?' -> say(HELP);
      default -> {}
    }
  }

  private void say(String text) {
    screen.print(text);
    screen.flush();
  }

  @Override
  public boolean mayWait() {
    return subject.machine().listens();
  }

  @Override
  public void look(Keyboard at) {
    long millis = (skipped() - skippedNanos) / NANOS_PER_MILLI;
    if (millis > 0) {
      skippedNanos += millis * NANOS_PER_MILLI;
      subject.show().run();
      at.await(Math.min(millis, LONGEST_PAUSE_MILLIS));
    }
  }

  /// Nanoseconds of virtual time in which nobody took a step.
  private long skipped() {
    return subject.machine().idleNanoseconds();
  }
}
