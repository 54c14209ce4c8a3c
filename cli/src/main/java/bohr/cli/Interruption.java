package bohr.cli;

import java.time.Duration;

/// Ctrl-C: the command is asked to come to an end, and has a moment for it; so a campaign can still
/// say what it has found.
final class Interruption {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::interrupted, "bohr-interruption");

  private Interruption() {}

  /// Interrupts the calling thread when the process is to end.
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupted() {
    worker.interrupt();
    try {
      worker.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The command has come to its end by itself, or because it was asked to; in that case the
  /// process ends as soon as this thread does.
  void over() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: exiting again would wait for the hook, which waits for us.
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  /// What shells say of a process that SIGINT ended.
  private static final int INTERRUPTED = 130;
}
