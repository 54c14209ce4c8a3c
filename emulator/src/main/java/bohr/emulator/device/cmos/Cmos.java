package bohr.emulator.device.cmos;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.cmos.CmosPhase.Load;
import bohr.emulator.device.cmos.CmosPhase.LoadByte;
import bohr.emulator.device.cmos.CmosPhase.Store;
import bohr.emulator.device.cmos.CmosPhase.StoreByte;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.RegisterAccess;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Walker;
import java.util.List;

/// 128 bytes behind an index and a data register, as in the real-time clock of a PC (Motorola
/// MC146818). The clock is left out. What is behind the data register depends on who wrote the
/// index last: a lock of the device is held for one access, and the pair is two.
final class Cmos implements PciDevice {

  static final int INDEX = 0x00;
  static final int DATA = 0x04;
  static final int BYTES = 128;

  private static final long BAR_BYTES = 4096;
  private static final int NOBODY = -1;

  private final Function function;
  private final Lock lock;
  private final Memory memory;
  private final Monitor monitor;
  private final VisibleAccesses accesses;
  private final int contents;
  private final Register index;

  Cmos(Wiring wiring) {
    function = wiring.function(new Function.Identity(0x1234, 0xb0d6, 0x080300, 0), 0);
    function.addBar(0, BAR_BYTES, false);
    function.onReset(this::reset);
    memory = wiring.memory();
    monitor = wiring.monitor();
    accesses = wiring.accesses();
    contents = wiring.bulk();
    index = wiring.register("index", 0);
    lock = wiring.lock();
    if (!index.mayBeOld()) {
      monitor.registersBuilt(name(), new CmosRegisters());
    }
  }

  /// The memory has a battery.
  private void reset() {
    index.reset();
    monitor.registersReset(name());
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of();
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public int contentsAt() {
    return contents;
  }

  @Override
  public int contentsBytes() {
    return BYTES;
  }

  @Override
  public Phase load(int bar, long offset, int size) {
    return refused(offset, size) ? null : new Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    return refused(offset, size) ? null : new Store((int) offset, (int) value);
  }

  private static boolean refused(long offset, int size) {
    return size != 4 || (offset & 3) != 0;
  }

  @Override
  public Phase handle(Phase phase) {
    switch (phase) {
      case Load(int offset) -> begin(false, offset, 0);
      case Store(int offset, int value) -> begin(true, offset, value);
      default -> {}
    }
    Phase next = step((CmosPhase) phase);
    if (next instanceof Done(long value)) {
      monitor.registerEnded(name(), value);
    }
    return next;
  }

  private void begin(boolean store, int offset, int value) {
    long unsigned = Integer.toUnsignedLong(value);
    monitor.registerBegun(name(), new RegisterAccess(store, offset, Integer.BYTES, unsigned));
  }

  private Phase step(CmosPhase phase) {
    return switch (phase) {
      case Load(int offset) -> switch (offset) {
        case INDEX -> new Done(index.read());
        case DATA -> new LoadByte((int) index.read());
        default -> new Done(0);
      };
      case Store(int offset, int value) -> switch (offset) {
        case INDEX -> {
          index.write(value & BYTES - 1);
          yield new Done(0);
        }
        case DATA -> new StoreByte((int) index.read(), value);
        default -> new Done(0);
      };
      case LoadByte(int at) -> {
        accesses.note();
        yield new Done(memory.load8(contents + at) & 0xff);
      }
      case StoreByte(int at, int value) -> {
        accesses.note();
        memory.store8(contents + at, (byte) value, NOBODY);
        yield new Done(0);
      }
    };
  }

  @Override
  public void walk(Walker walker) {
    index.walk(walker);
  }
}
