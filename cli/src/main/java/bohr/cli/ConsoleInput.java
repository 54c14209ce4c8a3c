package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.Outside;
import bohr.replay.FedMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Hands what another program sends to standard input to the guest's UART, and records what arrived
/// when. Looks every so many steps; waits only when the guest has nothing else to do.
final class ConsoleInput implements FedMachine.Feed {

  private static final long EVERY = 10_000;
  private static final int AT_ONCE = 256;

  private final InputStream in;
  private final Recording recording;
  private final Runnable beforeWaiting;
  private byte[] held = new byte[0];
  private boolean ended;
  private long lookAt;

  /// @param beforeWaiting shows what the guest has printed, for somebody may wait for it
  ConsoleInput(InputStream in, Recording recording, Runnable beforeWaiting) {
    this.in = in;
    this.recording = recording;
    this.beforeWaiting = beforeWaiting;
  }

  @Override
  public boolean deliver(Machine machine, long step) {
    boolean asleep = machine.enabled() == 0;
    if (held.length == 0 && step < lookAt && !asleep) {
      return false;
    }
    lookAt = next(step);
    try {
      fill(asleep);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int taken = machine.outside().receive(Outside.CONSOLE, held);
    if (taken == 0) {
      return false;
    }
    recording.input(Outside.CONSOLE, Arrays.copyOf(held, taken));
    held = Arrays.copyOfRange(held, taken, held.length);
    return true;
  }

  /// Shows what the guest has printed.
  void beforeWaiting() {
    beforeWaiting.run();
  }

  /// Whether something is there, so that nobody has to wait for it.
  boolean isReady() {
    try {
      return held.length > 0 || in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(boolean wait) throws IOException {
    if (held.length > 0 || ended) {
      return;
    }
    int ready = Math.min(in.available(), AT_ONCE);
    if (ready == 0 && !wait) {
      return;
    }
    if (ready == 0) {
      beforeWaiting.run();
    }
    byte[] bytes = new byte[Math.max(1, ready)];
    int count = in.read(bytes);
    ended = count < 0;
    held = Arrays.copyOf(bytes, Math.max(0, count));
  }

  @Override
  public long next(long step) {
    return ended && held.length == 0 ? Long.MAX_VALUE : step - step % EVERY + EVERY;
  }
}
