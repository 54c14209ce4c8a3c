package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.Outside;
import bohr.replay.FedMachine;
import java.util.function.BooleanSupplier;

/// Everything that comes from the host: what is typed, and the frames of the network, each of which
/// is recorded when it arrives. Frames that leave the machine are handed on at the same moments.
/// Looks every so many steps; waits only when the guest has nothing else to do.
final class HostInput implements FedMachine.Feed {

  private static final long EVERY = 10_000;
  private static final int FRAMES_AT_ONCE = 32;
  private static final long PAUSE_MILLIS = 1;

  private final ConsoleInput console;
  private final HostNetwork network;
  private final Recording recording;
  private final Terminal terminal;
  private final BooleanSupplier over;
  private long lookAt;

  /// @param over whether nobody waits any more
  HostInput(ConsoleInput console, HostNetwork network, Recording recording, Terminal terminal,
      BooleanSupplier over) {
    this.console = console;
    this.network = network;
    this.recording = recording;
    this.terminal = terminal;
    this.over = over;
  }

  @Override
  public boolean deliver(Machine machine, long step) {
    boolean asleep = machine.enabled() == 0;
    boolean any = false;
    if (step >= lookAt || asleep) {
      lookAt = step - step % EVERY + EVERY;
      any = exchange(machine);
    }
    if (asleep && !any && network.isOpen()) {
      console.beforeWaiting();
      while (!any && network.isOpen() && !console.isReady()) {
        if (over.getAsBoolean() || !paused()) {
          return false;
        }
        any = exchange(machine);
      }
    }
    return console.deliver(machine, step) || any;
  }

  /// Waits a little.
  ///
  /// @return false if this thread was interrupted
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean exchange(Machine machine) {
    Outside outside = machine.outside();
    for (var sent = outside.takeFrame(); sent.isPresent(); sent = outside.takeFrame()) {
      network.send(sent.get());
    }
    for (String line = network.takeNews(); line != null; line = network.takeNews()) {
      terminal.say(line);
    }
    boolean any = false;
    for (int i = 0; i < FRAMES_AT_ONCE; i++) {
      byte[] frame = network.take();
      if (frame == null) {
        return any;
      }
      // What Ethernet does not carry is lost.
      if (outside.receive(Outside.NETWORK, frame) > 0) {
        recording.input(Outside.NETWORK, frame);
        any = true;
      }
    }
    return any;
  }

  @Override
  public long next(long step) {
    return network.isOpen()
        ? Math.min(console.next(step), step - step % EVERY + EVERY) : console.next(step);
  }
}
