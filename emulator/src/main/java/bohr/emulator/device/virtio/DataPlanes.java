package bohr.emulator.device.virtio;

import bohr.emulator.device.Handles;
import bohr.emulator.device.Handles.Handle;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;
import java.util.Locale;

/// What serves the queues of a virtio device: a handler for each, attached to the event loop of the
/// queue's thread while the driver has the device running. How the handlers are taken away when it
/// resets the device is the setting `data-plane-stop`.
final class DataPlanes implements Stateful {

  private final Stop stop;
  private final Handles handles;
  private final Handle[] attached;

  private enum Stop {

    /// The hart takes the thread out of whatever it does: nothing is ever attached.
    CANCEL,

    /// The hart takes the handler away and frees what it works on. One that was called already
    /// cannot be taken back.
    FROM_HART,

    /// The hart asks, and the thread takes its handler away itself, between two calls.
    FROM_THREAD
  }

  DataPlanes(Wiring wiring, int queues) {
    String name = wiring.settings().get("data-plane-stop").replace('-', '_');
    stop = Stop.valueOf(name.toUpperCase(Locale.ROOT));
    handles = stop == Stop.CANCEL ? null : new Handles(wiring, "data plane", queues);
    attached = new Handle[queues];
  }

  /// Whether handlers are attached and called at all.
  boolean kept() {
    return stop != Stop.CANCEL;
  }

  /// Whether it is the thread that detaches its handler.
  boolean stopsFromThread() {
    return stop == Stop.FROM_THREAD;
  }

  /// Attaches the handler of a queue. One access.
  void attach(int queue) {
    if (attached[queue] == null) {
      attached[queue] = handles.make();
    }
  }

  /// What the handler of a queue works on; null if none is attached.
  Handle of(int queue) {
    return attached[queue];
  }

  /// A handler runs, with what was attached when it was called.
  void run(Handle plane) {
    handles.use(plane, "serves a queue");
  }

  /// Detaches the handler of a queue. One access.
  void detach(int queue) {
    handles.free(attached[queue]);
    attached[queue] = null;
  }

  /// Whether no handler is attached.
  boolean none() {
    for (Handle handle : attached) {
      if (handle != null) {
        return false;
      }
    }
    return true;
  }

  /// Detaches all, as part of a reset.
  void clear() {
    if (kept()) {
      handles.clear();
      Arrays.fill(attached, null);
    }
  }

  @Override
  public void walk(Walker walker) {
    if (kept()) {
      handles.walk(walker);
      for (int i = 0; i < attached.length; i++) {
        attached[i] = walker.value(attached[i]);
      }
    }
  }
}
