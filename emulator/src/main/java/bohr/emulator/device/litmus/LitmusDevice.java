package bohr.emulator.device.litmus;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.litmus.LitmusPhase.At;
import bohr.emulator.device.litmus.LitmusPhase.Between;
import bohr.emulator.device.litmus.LitmusPhase.Idle;
import bohr.emulator.device.litmus.LitmusPhase.LoadMemory;
import bohr.emulator.device.litmus.LitmusPhase.LoadRegister;
import bohr.emulator.device.litmus.LitmusPhase.StoreMemory;
import bohr.emulator.device.litmus.LitmusPhase.StoreRegister;
import bohr.emulator.device.litmus.LitmusPhase.Waiting;
import bohr.emulator.device.litmus.Operation.Source;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.Cell;
import bohr.emulator.ordering.HostThreads;
import bohr.emulator.ordering.Order;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A PCI function for litmus tests. BAR 0 has four registers of 8 bytes. BAR 2 is memory of the
/// device: under `ram-bar: direct` harts reach it as they reach RAM, past every lock, as memory
/// that a hypervisor has mapped for them. The thread runs its program once, from power-on.
final class LitmusDevice implements PciDevice, DeviceThread.Program, Link.ReadSink {

  /// The names of the registers, in the order of their addresses.
  static final List<String> REGISTERS = List.of("doorbell", "doorbell2", "a", "b");

  static final int BAR_BYTES = 4096;

  /// The thread's results, and behind them the device's memory.
  static final int CONTENTS_BYTES = 2 * BAR_BYTES;

  private static final int WORD = 8;

  /// Bus master enable is looked at whenever a request is issued.
  private static final Grant EACH_BEAT = new Grant(false, true, 0);

  private final Function function;
  private final Lock lock;
  private final DeviceThread thread;
  private final List<Operation> program;
  private final Memory memory;
  private final HostThreads hosts;
  private final int contents;
  private final boolean direct;
  private final HostFence handlerFence;
  private final Runnable noteAccess;
  private final List<Register> registers = new ArrayList<>();

  LitmusDevice(Wiring wiring, List<Operation> program) {
    this.program = program;
    function = wiring.function(new Function.Identity(0x1234, 0xb0d3, 0x00ff00, 0), 1);
    memory = wiring.memory();
    hosts = wiring.ordering().hosts();
    contents = wiring.bulk();
    direct = wiring.settings().get("ram-bar").equals("direct");
    String fence = wiring.settings().get("handler-fence").toUpperCase(Locale.ROOT);
    handlerFence = HostFence.valueOf(fence);
    noteAccess = wiring.accesses()::note;
    function.addBar(0, BAR_BYTES, false);
    function.addBar(2, BAR_BYTES, false);
    if (direct) {
      function.mapped().add(2, contents + BAR_BYTES);
      hosts.shareMemory();
    }
    function.onReset(this::reset);
    function.link().deliverReadsTo(this);
    lock = wiring.lock();
    for (int i = 0; i < REGISTERS.size(); i++) {
      registers.add(wiring.register(0));
    }
    thread = wiring.thread(0, "thread", this, lock, function);
    thread.become(at(0));
  }

  private void reset() {
    registers.forEach(Register::reset);
    thread.reset();
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(thread);
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
    return CONTENTS_BYTES;
  }

  // Handlers.

  @Override
  public Phase load(int bar, long offset, int size) {
    if (bar == 2) {
      return new LoadMemory((int) offset, size);
    }
    boolean there = offset % WORD == 0 && offset / WORD < REGISTERS.size();
    return there ? new LoadRegister((int) offset / WORD) : null;
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (bar == 2) {
      return new StoreMemory((int) offset, size, value);
    }
    boolean there = offset % WORD == 0 && offset / WORD < REGISTERS.size();
    return there ? new StoreRegister((int) offset / WORD, value) : null;
  }

  @Override
  public Phase handle(Phase phase) {
    Phase done = step(phase);
    fence(handlerFence);
    return done;
  }

  private void fence(HostFence fence) {
    hosts.fence(fence.before, fence.behind);
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((LitmusPhase) phase) {
      case Idle idle -> idle;
      case Waiting waiting -> waiting;
      case Between(int operation) -> at(operation);
      case At(int operation, _, _) -> perform(operation);
      case LoadRegister(int register) -> new Done(registers.get(register).read());
      case StoreRegister(int register, long value) -> {
        registers.get(register).write(value);
        wake(register, value);
        yield new Done(0);
      }
      case LoadMemory(int offset, int size) -> new Done(loadMemory(offset, size));
      case StoreMemory(int offset, int size, long value) -> {
        storeMemory(offset, size, value);
        yield new Done(0);
      }
    };
  }

  private void wake(int register, long value) {
    boolean awaited = thread.phase() instanceof Waiting(int operation)
        && program.get(operation) instanceof Operation.Await(int wanted)
        && wanted == register;
    if (awaited && value != 0) {
      thread.become(at(((Waiting) thread.phase()).operation() + 1));
    }
  }

  private long loadMemory(int offset, int size) {
    noteAccess.run();
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (memory.load8(contents + BAR_BYTES + offset + i) & 0xffL) << 8 * i;
    }
    return value;
  }

  private void storeMemory(int offset, int size, long value) {
    noteAccess.run();
    for (int i = 0; i < size; i++) {
      memory.store8(contents + BAR_BYTES + offset + i, (byte) (value >>> 8 * i), -1);
    }
  }

  // The thread.

  private LitmusPhase at(int number) {
    if (number == program.size()) {
      return new Idle();
    }
    Operation operation = program.get(number);
    boolean guarded = operation.touchesRegister() || operation.touchesMemory() && !direct;
    return new At(number, guarded, operation.sends());
  }

  /// What comes behind an operation, outside the lock if that was held.
  private LitmusPhase behind(int number) {
    LitmusPhase next = at(number + 1);
    return next.guarded() ? new Between(number + 1) : next;
  }

  private Phase perform(int number) {
    switch (program.get(number)) {
      case Operation.DmaWrite write ->
          function.write(EACH_BEAT, write.address(), bytes(write), write.relaxed());
      case Operation.DmaRead read -> {
        boolean goes = function.read(EACH_BEAT, read.address(), read.bytes(), number);
        return goes ? new Waiting(number) : behind(number);
      }
      case Operation.Msi msi -> function.message(msi.address(), msi.data());
      case Operation.Await(int register) -> {
        boolean rung = registers.get(register).set(0) != 0;
        return rung ? behind(number) : new Waiting(number);
      }
      case Operation.ReadRegister read ->
          setResult(read.result(), registers.get(read.register()).read());
      case Operation.WriteRegister write ->
          registers.get(write.register()).write(value(write.value()));
      case Operation.ReadMemory read -> setResult(read.result(), readOwn(read.offset()));
      case Operation.WriteMemory write -> writeOwn(write.offset(), value(write.value()));
      case Operation.Fence fence -> fence(fence.kind());
    }
    return behind(number);
  }

  private long readOwn(int offset) {
    if (!direct) {
      return loadMemory(offset, WORD);
    }
    noteAccess.run();
    return hosts.isWeak() ? hosts.read(place(offset), Order.PLAIN)
        : memory.load64(contents + BAR_BYTES + offset);
  }

  private void writeOwn(int offset, long value) {
    if (!direct || !hosts.isWeak()) {
      storeMemory(offset, WORD, value);
    } else {
      noteAccess.run();
      hosts.write(place(offset), value, Order.PLAIN);
    }
  }

  private Cell place(int offset) {
    return hosts.place(contents + BAR_BYTES + offset);
  }

  private byte[] bytes(Operation.DmaWrite write) {
    long value = value(write.value());
    byte[] data = new byte[write.bytes()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (value >>> 8 * i);
    }
    return data;
  }

  private long value(Source source) {
    return switch (source) {
      case Source.Constant(long value) -> value;
      case Source.Result(int number) -> memory.load64(contents + WORD * number);
    };
  }

  private void setResult(int number, long value) {
    memory.store64(contents + WORD * number, value, -1);
  }

  @Override
  public void arrived(int tag, byte[] data) {
    Operation.DmaRead read = (Operation.DmaRead) program.get(tag);
    long value = 0;
    for (int i = 0; i < data.length; i++) {
      value |= (data[i] & 0xffL) << 8 * i;
    }
    int unused = Long.SIZE - Byte.SIZE * data.length;
    long narrow = read.signed() ? value << unused >> unused : value;
    setResult(read.result(), narrow);
    if (thread.phase() instanceof Waiting(int operation) && operation == tag) {
      thread.become(at(tag + 1));
    }
  }

  @Override
  public void walk(Walker walker) {
    registers.forEach(register -> register.walk(walker));
  }
}
