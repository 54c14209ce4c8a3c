package bohr.emulator.device;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.HostThreads;
import bohr.emulator.ordering.Order;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.MappedBars;

/// Memory of a device in a BAR. Under `ram-bar: direct` harts reach it as they reach RAM, past
/// every handler and lock, as memory that a hypervisor has mapped for them.
public final class RamBar {

  /// Which memory of a device harts reach as RAM.
  public static final Setting POLICY =
      Setting.oneOf(
          "ram-bar",
          "whether accesses to the device's memory run under its lock, or reach it as RAM",
          "serialised",
          "direct");

  private static final int NOBODY = -1;

  private final Memory memory;
  private final HostThreads hosts;
  private final VisibleAccesses accesses;
  private final int at;
  private final boolean direct;

  /// @param at where in the machine's memory it lies
  public RamBar(Wiring wiring, Function function, int bar, int at, int bytes) {
    this(wiring, function, bar, at, bytes, (_, _) -> {});
  }

  /// As the other, with somebody who is told of stores that come past the handlers, in the same
  /// step.
  public RamBar(
      Wiring wiring,
      Function function,
      int bar,
      int at,
      int bytes,
      MappedBars.StoreListener listener) {
    memory = wiring.memory();
    hosts = wiring.ordering().hosts();
    accesses = wiring.accesses();
    this.at = at;
    direct = wiring.settings().get("ram-bar").equals("direct");
    function.addBar(bar, bytes, false);
    if (direct) {
      function.mapped().add(bar, at, listener);
      hosts.shareMemory();
    }
  }

  /// Whether harts reach it past the lock.
  public boolean direct() {
    return direct;
  }

  /// Loads for a handler. One access.
  public long load(int offset, int size) {
    accesses.note();
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (memory.load8(at + offset + i) & 0xffL) << 8 * i;
    }
    return value;
  }

  /// Stores for a handler. One access.
  public void store(int offset, int size, long value) {
    accesses.note();
    for (int i = 0; i < size; i++) {
      memory.store8(at + offset + i, (byte) (value >>> 8 * i), NOBODY);
    }
  }

  /// Loads the doubleword at an aligned offset for a thread of the device. One access.
  public long load64(int offset) {
    accesses.note();
    return direct && hosts.isWeak()
        ? hosts.read(hosts.place(at + offset), Order.PLAIN)
        : memory.load64(at + offset);
  }

  /// Reads doublewords from an aligned offset on for a thread of the device. One access.
  public void read(int offset, byte[] into) {
    accesses.note();
    if (!direct || !hosts.isWeak()) {
      memory.read(at + offset, into, 0, into.length);
      return;
    }
    for (int i = 0; i < into.length; i += Long.BYTES) {
      long value = hosts.read(hosts.place(at + offset + i), Order.PLAIN);
      for (int b = 0; b < Long.BYTES; b++) {
        into[i + b] = (byte) (value >>> 8 * b);
      }
    }
  }
}
