package bohr.cli.console;

import java.io.InputStream;

/// The time that somebody, or another program, spends at the console of one execution.
public sealed interface Session extends AutoCloseable permits Interactive, Piped {

  /// Opens a session.
  @FunctionalInterface
  interface Opener {

    Session open(Subject subject);
  }

  /// What goes to the guest's UART.
  InputStream input();

  /// The guest has printed these bytes, and they have been shown.
  void shown(byte[] bytes);

  /// To be called every so often, behind what was printed.
  void tick();

  /// Whether whoever sits there wants to end the execution.
  boolean isOver();

  @Override
  void close();
}
