package bohr.emulator.device;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.EduPhase.AwaitData;
import bohr.emulator.device.EduPhase.Beat;
import bohr.emulator.device.EduPhase.Compute;
import bohr.emulator.device.EduPhase.FetchCount;
import bohr.emulator.device.EduPhase.FetchDestination;
import bohr.emulator.device.EduPhase.FetchOperand;
import bohr.emulator.device.EduPhase.FetchSource;
import bohr.emulator.device.EduPhase.FinishDma;
import bohr.emulator.device.EduPhase.FinishFactorial;
import bohr.emulator.device.EduPhase.Idle;
import bohr.emulator.device.EduPhase.Load;
import bohr.emulator.device.EduPhase.LowerInterrupt;
import bohr.emulator.device.EduPhase.Open;
import bohr.emulator.device.EduPhase.Raise;
import bohr.emulator.device.EduPhase.Signal;
import bohr.emulator.device.EduPhase.StartFactorial;
import bohr.emulator.device.EduPhase.Store;
import bohr.emulator.device.EduPhase.StoreAcknowledged;
import bohr.emulator.device.EduPhase.StoreDma;
import bohr.emulator.device.EduPhase.StoreOperand;
import bohr.emulator.device.EduPhase.StoreRaised;
import bohr.emulator.device.EduPhase.StoreResult;
import bohr.emulator.device.EduPhase.Transfer;
import bohr.emulator.memory.Memory;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.util.List;

/// The edu device: compatible with QEMU's (docs/specs/edu), registers in docs/devices.md.
///
/// Departs from it: a DMA starts as soon as its thread is scheduled, not after 100 ms; a DMA
/// outside the device's buffer moves nothing, where QEMU aborts; the standard DMA mask is 32 bits
/// wide.
final class Edu implements PciDevice, DeviceThread.Program, Link.ReadSink {

  static final int BUFFER_BYTES = 4096;

  private static final int BUFFER_BASE = 0x40000;
  private static final long BAR_BYTES = 1 << 20;
  private static final long IDENTIFICATION = 0x010000ed;
  private static final int COMPUTING = 1;
  private static final int INTERRUPT_WHEN_DONE = 0x80;
  private static final int FACTORIAL_INTERRUPT = 1;
  private static final int DMA_INTERRUPT = 0x100;
  private static final int DMA_RUN = 1;
  private static final int DMA_TO_MEMORY = 2;
  private static final int DMA_INTERRUPT_WHEN_DONE = 4;

  private final Function function;
  private final Lock lock;
  private final DeviceThread factorialThread;
  private final DeviceThread dmaThread;
  private final Memory memory;
  private final int buffer;
  private final int maxPayload;
  private final long dmaMask;
  private final Register liveness;
  private final Register factorial;
  private final Register status;
  private final Register interruptStatus;
  private final Register source;
  private final Register destination;
  private final Register count;
  private final Register command;
  private final Register[] registers;

  Edu(Wiring wiring) {
    Settings settings = wiring.settings();
    function = wiring.function(new Function.Identity(0x1234, 0x11e8, 0x00ff00, 0x10), 2);
    function.addBar(0, BAR_BYTES, false);
    function.addMsi();
    function.onReset(this::reset);
    function.link().deliverReadsTo(this);
    lock = wiring.lock();
    factorialThread = wiring.thread(0, "factorial", this, lock, function);
    dmaThread = wiring.thread(1, "dma", this, lock, function);
    memory = wiring.memory();
    buffer = wiring.bulk();
    maxPayload = (int) settings.number("max-payload");
    dmaMask = settings.number("dma-mask");
    liveness = wiring.register("liveness", 0);
    factorial = wiring.register("factorial", 0);
    status = wiring.register("status", 0);
    interruptStatus = wiring.register("interrupt-status", 0);
    source = wiring.register("dma-source", 0);
    destination = wiring.register("dma-destination", 0);
    count = wiring.register("dma-count", 0);
    command = wiring.register("dma-command", 0);
    registers =
        new Register[] {
          liveness, factorial, status, interruptStatus, source, destination, count, command
        };
  }

  private void reset() {
    for (Register register : registers) {
      register.reset();
    }
    factorialThread.reset();
    dmaThread.reset();
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(factorialThread, dmaThread);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public int contentsAt() {
    return buffer;
  }

  @Override
  public int contentsBytes() {
    return BUFFER_BYTES;
  }

  // Registers. Accesses that QEMU's model refuses read as ones or do nothing; those that its memory
  // core refuses (narrow or misaligned) fault.

  @Override
  public Phase load(int bar, long offset, int size) {
    return refused(offset, size) ? null : narrow(offset, size) ? new Done(-1) : loadPhase(offset);
  }

  /// The identification and the liveness check stand for nothing but themselves.
  @Override
  public boolean mayBeReentered(int bar, long offset) {
    return offset < 8;
  }

  private static Phase loadPhase(long offset) {
    return new Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (refused(offset, size)) {
      return null;
    }
    long whole = size == 4 ? value & 0xffff_ffffL : value;
    return new Store(narrow(offset, size) ? -1 : (int) offset, whole);
  }

  private static boolean refused(long offset, int size) {
    return size < 4 || (offset & size - 1) != 0;
  }

  /// Registers below 0x80 are 4 bytes wide and nothing else.
  private static boolean narrow(long offset, int size) {
    return offset < 0x80 && size != 4;
  }

  @Override
  public Phase handle(Phase phase) {
    return phase instanceof EduPhase eduPhase ? step(eduPhase) : phase;
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((EduPhase) phase) {
      case Idle idle -> idle;
      case Load(int offset) -> new Done(read(offset));
      case Store(int offset, long value) -> write(offset, value);
      case StoreOperand(long value) -> {
        factorial.write(value);
        yield new StartFactorial();
      }
      case StartFactorial _ -> {
        status.set(COMPUTING);
        factorialThread.become(new FetchOperand());
        yield new Done(0);
      }
      case StoreDma(int offset, long value) -> {
        writeDma(offset, value);
        yield new Done(0);
      }
      case StoreAcknowledged(long left) -> {
        interruptStatus.write(left);
        yield left == 0 ? new LowerInterrupt() : new Done(0);
      }
      case LowerInterrupt _ -> {
        function.interrupts().setIntx(false);
        yield new Done(0);
      }
      case Raise(long bits, Phase then) -> new StoreRaised(interruptStatus.read() | bits, then);
      case StoreRaised(long raised, Phase then) -> {
        interruptStatus.write(raised);
        yield raised == 0 ? then : new Signal(then);
      }
      case Signal(Phase then) -> {
        interrupt(0);
        yield then;
      }
      case FetchOperand _ -> new Compute((int) factorial.read());
      case Compute(int operand) -> new StoreResult(factorialOf(operand));
      case StoreResult(int result) -> {
        factorial.write(Integer.toUnsignedLong(result));
        yield new FinishFactorial();
      }
      case FinishFactorial _ ->
          (status.clear(COMPUTING) & INTERRUPT_WHEN_DONE) != 0
              ? new Raise(FACTORIAL_INTERRUPT, idle())
              : idle();
      case FetchSource(int command) -> new FetchDestination(command, source.read());
      case FetchDestination(int command, long from) ->
          new FetchCount(command, from, destination.read());
      case FetchCount(int command, long from, long to) -> planned(command, from, to, count.read());
      case Open(int command, long address, int inner, int bytes) -> {
        boolean toMemory = (command & DMA_TO_MEMORY) != 0;
        yield new Beat(new Transfer(toMemory, address, inner, bytes, function.begin()), 0);
      }
      case Beat(Transfer transfer, int offset) -> beat(transfer, offset);
      case AwaitData awaiting -> awaiting;
      case FinishDma _ ->
          (command.clear(DMA_RUN) & DMA_INTERRUPT_WHEN_DONE) != 0
              ? new Raise(DMA_INTERRUPT, idle())
              : idle();
    };
  }

  private long read(int offset) {
    return switch (offset) {
      case 0x00 -> IDENTIFICATION;
      case 0x04 -> liveness.read();
      case 0x08 -> factorial.read();
      case 0x20 -> status.read();
      case 0x24 -> interruptStatus.read();
      case 0x80 -> source.read();
      case 0x88 -> destination.read();
      case 0x90 -> count.read();
      case 0x98 -> command.read();
      default -> -1;
    };
  }

  private Phase write(int offset, long value) {
    switch (offset) {
      case 0x04 -> liveness.write(~value & 0xffff_ffffL);
      case 0x08 -> {
        return (status.read() & COMPUTING) != 0 ? new Done(0) : new StoreOperand(value);
      }
      case 0x20 -> {
        if ((value & INTERRUPT_WHEN_DONE) != 0) {
          status.set(INTERRUPT_WHEN_DONE);
        } else {
          status.clear(INTERRUPT_WHEN_DONE);
        }
      }
      case 0x60 -> {
        return new Raise(value, new Done(0));
      }
      case 0x64 -> {
        return new StoreAcknowledged(interruptStatus.read() & ~value);
      }
      case 0x80, 0x88, 0x90, 0x98 -> {
        return (command.read() & DMA_RUN) != 0 ? new Done(0) : new StoreDma(offset, value);
      }
      default -> {}
    }
    return new Done(0);
  }

  private void writeDma(int offset, long value) {
    switch (offset) {
      case 0x80 -> source.write(value);
      case 0x88 -> destination.write(value);
      case 0x90 -> count.write(value);
      default -> {
        if ((value & DMA_RUN) != 0) {
          command.write(value);
          dmaThread.become(new FetchSource((int) value));
        }
      }
    }
  }

  private static int factorialOf(int operand) {
    int product = 1;
    // Unsigned and modulo 2^32, as QEMU computes it; from 34 on the product is 0 and stays so.
    for (int factor = operand; factor != 0 && product != 0; factor--) {
      product *= factor;
    }
    return product;
  }

  // DMA.

  private Phase planned(int commandValue, long from, long to, long bytes) {
    boolean toMemory = (commandValue & DMA_TO_MEMORY) != 0;
    long inner = (toMemory ? from : to) - BUFFER_BASE;
    long address = (toMemory ? to : from) & dmaMask;
    boolean fits = inner >= 0 && bytes > 0 && bytes <= BUFFER_BYTES - inner;
    return fits ? new Open(commandValue, address, (int) inner, (int) bytes) : new FinishDma();
  }

  private Phase beat(Transfer transfer, int offset) {
    int length = length(transfer, offset);
    long address = transfer.address() + offset;
    if (!transfer.toMemory()) {
      boolean sent = function.read(transfer.grant(), address, length, offset);
      return sent ? new AwaitData(transfer, offset) : next(transfer, offset + length);
    }
    byte[] data = new byte[length];
    memory.read(buffer + transfer.inner() + offset, data, 0, length);
    function.write(transfer.grant(), address, data);
    return next(transfer, offset + length);
  }

  /// A beat ends at the next multiple of the maximum payload.
  private int length(Transfer transfer, int offset) {
    long misalignment = Long.remainderUnsigned(transfer.address() + offset, maxPayload);
    return (int) Math.min(maxPayload - misalignment, transfer.count() - offset);
  }

  private static Phase next(Transfer transfer, int offset) {
    return offset < transfer.count() ? new Beat(transfer, offset) : new FinishDma();
  }

  @Override
  public void arrived(int tag, byte[] data) {
    if (dmaThread.phase() instanceof AwaitData(Transfer transfer, int offset) && offset == tag) {
      int agent = -1;
      memory.write(buffer + transfer.inner() + offset, data, 0, data.length, agent);
      dmaThread.become(next(transfer, offset + data.length));
    }
  }

  @Override
  public void walk(Walker walker) {
    for (Register register : registers) {
      register.walk(walker);
    }
  }
}
