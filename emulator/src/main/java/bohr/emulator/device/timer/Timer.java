package bohr.emulator.device.timer;

import static bohr.emulator.device.timer.TimerRegisters.CAPABILITIES;
import static bohr.emulator.device.timer.TimerRegisters.CONFIGURATION;
import static bohr.emulator.device.timer.TimerRegisters.COUNTER;
import static bohr.emulator.device.timer.TimerRegisters.ENABLE;
import static bohr.emulator.device.timer.TimerRegisters.PM_TIMER;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.timer.TimerPhase.CheckVersion;
import bohr.emulator.device.timer.TimerPhase.CloseWrite;
import bohr.emulator.device.timer.TimerPhase.Configure;
import bohr.emulator.device.timer.TimerPhase.Load;
import bohr.emulator.device.timer.TimerPhase.LoadCounter;
import bohr.emulator.device.timer.TimerPhase.LookAtClock;
import bohr.emulator.device.timer.TimerPhase.OpenRead;
import bohr.emulator.device.timer.TimerPhase.OpenWrite;
import bohr.emulator.device.timer.TimerPhase.ReadHalted;
import bohr.emulator.device.timer.TimerPhase.ReadOffset;
import bohr.emulator.device.timer.TimerPhase.StartFromHalted;
import bohr.emulator.device.timer.TimerPhase.StartNow;
import bohr.emulator.device.timer.TimerPhase.StopFromOffset;
import bohr.emulator.device.timer.TimerPhase.StopNow;
import bohr.emulator.device.timer.TimerPhase.Store;
import bohr.emulator.device.timer.TimerPhase.StoreHalted;
import bohr.emulator.device.timer.TimerPhase.StoreOffset;
import bohr.emulator.device.timer.TimerPhase.TestEnable;
import bohr.emulator.device.timer.TimerPhase.Write;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.RegisterAccess;
import bohr.emulator.ordering.HostThreads;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Walker;
import java.util.List;

/// A timer: the main counter of the HPET (IA-PC HPET 1.0a), without comparators, and the ACPI PM
/// timer; registers in docs/devices.md. The counter is virtual time plus an offset while it runs,
/// and a register while it is halted, as in QEMU's model; the PM timer is virtual time alone.
///
/// Loads of the counter may be made under a seqlock (`counter-read`), for a counter that has left
/// the device's lock (`counter.locking`). One that finds a write under way waits for its end, where
/// a host thread would spin.
final class Timer implements PciDevice {

  private static final long BAR_BYTES = 4096;

  /// Sets of [bohr.emulator.ordering.HostThreads#fence].
  private static final int READS = 2;

  private static final int WRITES = 1;

  private final Function function;
  private final Lock lock;
  private final Monitor monitor;
  private final Clock clock;
  private final HostThreads hosts;

  /// The seqlock's writers exclude each other; null without a seqlock.
  private final Lock writing;

  private final Register version;
  private final Register configuration;
  private final Register offset;
  private final Register halted;

  Timer(Wiring wiring) {
    hosts = wiring.ordering().hosts();
    function = wiring.function(new Function.Identity(0x1234, 0xb0d4, 0x080200, 0), 0);
    function.addBar(0, BAR_BYTES, false);
    function.onReset(this::reset);
    monitor = wiring.monitor();
    clock = wiring.clock();
    lock = wiring.lock();
    boolean seqlock = wiring.settings().get("counter-read").equals("seqlock");
    writing = seqlock ? wiring.ownLock() : null;
    version = wiring.register("counter", 0);
    configuration = wiring.register("counter", 0);
    offset = wiring.register("counter", 0);
    halted = wiring.register("counter", 0);
    if (!configuration.mayBeOld()) {
      monitor.registersBuilt(name(), new TimerRegisters());
    }
  }

  private List<Register> registers() {
    return List.of(version, configuration, offset, halted);
  }

  private void reset() {
    registers().forEach(Register::reset);
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
  public boolean readsClock() {
    return true;
  }

  // Handlers.

  @Override
  public Phase load(int bar, long at, int size) {
    if (refused(at, size)) {
      return null;
    }
    boolean ofCounter = TimerRegisters.register((int) at) == COUNTER;
    return ofCounter ? new LoadCounter((int) at, size) : new Load((int) at, size);
  }

  @Override
  public Phase store(int bar, long at, int size, long value) {
    long whole = size == 4 ? value & 0xffff_ffffL : value;
    return refused(at, size) ? null : new Store((int) at, size, whole);
  }

  private static boolean refused(long at, int size) {
    return size < 4 || (at & size - 1) != 0;
  }

  @Override
  public Phase handle(Phase phase) {
    switch (phase) {
      case Load(int at, int size) -> begin(new RegisterAccess(false, at, size, 0));
      case LoadCounter(int at, int size) -> begin(new RegisterAccess(false, at, size, 0));
      case Store(int at, int size, long value) -> begin(new RegisterAccess(true, at, size, value));
      default -> {}
    }
    Phase next = step((TimerPhase) phase);
    if (next instanceof Done(long value)) {
      monitor.registerEnded(name(), value);
    }
    return next;
  }

  private void begin(RegisterAccess access) {
    monitor.registerBegun(name(), access);
  }

  private Phase step(TimerPhase phase) {
    return switch (phase) {
      case Load(int at, int size) -> new Done(TimerRegisters.part(read(at), at, size));
      case LoadCounter load -> writing == null ? new TestEnable(load, 0) : new OpenRead(load);
      case OpenRead(LoadCounter load) -> openRead(load);
      case TestEnable(LoadCounter load, long seen) -> {
        boolean counts = (configuration.read() & ENABLE) != 0;
        yield counts ? new ReadOffset(load, seen) : new ReadHalted(load, seen);
      }
      case ReadOffset(LoadCounter load, long seen) -> new LookAtClock(load, seen, offset.read());
      case LookAtClock(LoadCounter load, long seen, long from) -> counted(load, seen, now() + from);
      case ReadHalted(LoadCounter load, long seen) -> counted(load, seen, halted.read());
      case CheckVersion(LoadCounter load, long seen, long count) -> closeRead(load, seen, count);
      case Store store -> writing == null ? new Write(store) : new OpenWrite(store);
      case OpenWrite(Store store) -> openWrite(store);
      case Write(Store store) -> write(store);
      case Configure(long before, long after) -> {
        configuration.write(after);
        yield toggled(before, after);
      }
      case StartFromHalted _ -> new StartNow(halted.read());
      case StartNow(long from) -> new StoreOffset(from - now());
      case StoreOffset(long from) -> {
        offset.write(from);
        yield written();
      }
      case StopFromOffset _ -> new StopNow(offset.read());
      case StopNow(long from) -> new StoreHalted(now() + from);
      case StoreHalted(long count) -> {
        halted.write(count);
        yield written();
      }
      case CloseWrite _ -> closeWrite();
    };
  }

  private long now() {
    clock.observe();
    monitor.registerLooked(name(), clock.now());
    return clock.now();
  }

  /// A register that is not the counter.
  private long read(int at) {
    return switch (TimerRegisters.register(at)) {
      case CAPABILITIES -> TimerRegisters.IDENTITY;
      case CONFIGURATION -> configuration.read();
      case PM_TIMER -> TimerRegisters.pmTimer(now());
      default -> 0;
    };
  }

  /// The first access of a store that does something.
  private Phase write(Store store) {
    int register = TimerRegisters.register(store.offset());
    if (register != CONFIGURATION && (register != COUNTER || store.size() != 8)) {
      return written();
    }
    long before = configuration.read();
    if (register == CONFIGURATION) {
      long after = TimerRegisters.configured(before, store.offset(), store.value());
      return new Configure(before, after);
    }
    return before == 0 ? new StoreHalted(store.value()) : written();
  }

  private Phase toggled(long before, long after) {
    if (before == after) {
      return written();
    }
    return after != 0 ? new StartFromHalted() : new StopFromOffset();
  }

  private Phase written() {
    return writing == null ? new Done(0) : new CloseWrite();
  }

  private static Phase done(LoadCounter load, long count) {
    return new Done(TimerRegisters.part(count, load.offset(), load.size()));
  }

  private Phase counted(LoadCounter load, long seen, long count) {
    return writing == null ? done(load, count) : new CheckVersion(load, seen, count);
  }

  // The seqlock: QEMU's include/qemu/seqlock.h, with its fences.

  private Phase openRead(LoadCounter load) {
    long seen = version.read();
    hosts.fence(READS, READS);
    if ((seen & 1) == 0) {
      return new TestEnable(load, seen);
    }
    if (writing.acquire(hosts.actor())) {
      writing.release(hosts.actor());
    }
    return new OpenRead(load);
  }

  private Phase closeRead(LoadCounter load, long seen, long count) {
    hosts.fence(READS, READS);
    if (version.read() == seen) {
      return done(load, count);
    }
    monitor.registerLooked(name(), -1);
    return new OpenRead(load);
  }

  /// The version belongs to who writes, and so is no access of another one's.
  private Phase openWrite(Store store) {
    if (!writing.acquire(hosts.actor())) {
      return new OpenWrite(store);
    }
    hosts.acquire(writing.view);
    version.write(version.peek() + 1);
    hosts.fence(WRITES, WRITES);
    return new Write(store);
  }

  private Phase closeWrite() {
    hosts.fence(WRITES, WRITES);
    version.write(version.peek() + 1);
    writing.view = hosts.release();
    writing.release(hosts.actor());
    return new Done(0);
  }

  @Override
  public void walk(Walker walker) {
    registers().forEach(register -> register.walk(walker));
    if (writing != null) {
      writing.walk(walker);
    }
  }
}
