package bohr.emulator.device;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Objects of a device model that are made and freed while others may hold on to them: mappings of
/// guest memory, data planes. In a model written in C a handle would be a pointer. Here it knows
/// which life of its object it was given for, so that using it later is noticed.
public final class Handles implements Stateful {

  private final String device;
  private final String object;
  private final Monitor monitor;
  private final VisibleAccesses accesses;

  /// How often each object has been made or freed: odd while it lives.
  private final long[] epochs;

  /// A life of an object.
  public record Handle(int slot, long epoch) implements Fingerprinted {

    @Override
    public long fingerprint() {
      return Digest.of(slot, epoch);
    }
  }

  /// @param object what each of them is, for people
  /// @param count how many there can be at a time
  public Handles(Wiring wiring, String object, int count) {
    device = wiring.name();
    this.object = object;
    monitor = wiring.monitor();
    accesses = wiring.accesses();
    epochs = new long[count];
  }

  /// Makes an object; null if there are as many as can be. One access.
  public Handle make() {
    accesses.note();
    for (int slot = 0; slot < epochs.length; slot++) {
      if (epochs[slot] % 2 == 0) {
        return new Handle(slot, ++epochs[slot]);
      }
    }
    return null;
  }

  /// Frees an object. One access.
  public void free(Handle handle) {
    accesses.note();
    if (use(handle, "frees it")) {
      epochs[handle.slot]++;
    }
  }

  /// The device uses an object, as part of an access.
  ///
  /// @param how in words, such as `writes through it`
  /// @return whether it lives
  public boolean use(Handle handle, String how) {
    boolean lives = epochs[handle.slot] == handle.epoch;
    if (!lives) {
      monitor.staleUsed(device, object, how);
    }
    return lives;
  }

  /// Frees all that live, as part of a reset.
  public void clear() {
    for (int slot = 0; slot < epochs.length; slot++) {
      epochs[slot] += epochs[slot] % 2;
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(epochs);
  }
}
