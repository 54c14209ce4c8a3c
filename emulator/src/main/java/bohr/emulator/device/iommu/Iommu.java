package bohr.emulator.device.iommu;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.iommu.IommuPhase.Advance;
import bohr.emulator.device.iommu.IommuPhase.AdvanceTail;
import bohr.emulator.device.iommu.IommuPhase.AwaitCommand;
import bohr.emulator.device.iommu.IommuPhase.AwaitSweep;
import bohr.emulator.device.iommu.IommuPhase.CompleteFence;
import bohr.emulator.device.iommu.IommuPhase.Control;
import bohr.emulator.device.iommu.IommuPhase.Execute;
import bohr.emulator.device.iommu.IommuPhase.FetchCommand;
import bohr.emulator.device.iommu.IommuPhase.FindPlace;
import bohr.emulator.device.iommu.IommuPhase.Idle;
import bohr.emulator.device.iommu.IommuPhase.Load;
import bohr.emulator.device.iommu.IommuPhase.Look;
import bohr.emulator.device.iommu.IommuPhase.Open;
import bohr.emulator.device.iommu.IommuPhase.OpenFault;
import bohr.emulator.device.iommu.IommuPhase.OpenFence;
import bohr.emulator.device.iommu.IommuPhase.SetControl;
import bohr.emulator.device.iommu.IommuPhase.SetError;
import bohr.emulator.device.iommu.IommuPhase.Store;
import bohr.emulator.device.iommu.IommuPhase.StoreHalf;
import bohr.emulator.device.iommu.IommuPhase.Sweep;
import bohr.emulator.device.iommu.IommuPhase.TakeFault;
import bohr.emulator.device.iommu.IommuPhase.TestRoom;
import bohr.emulator.device.iommu.IommuPhase.WriteFault;
import bohr.emulator.device.iommu.IommuPhase.WriteFence;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A RISC-V IOMMU (RISC-V IOMMU Architecture Specification 1.0) as a PCI function, through which
/// the requests of all others go. References are to that specification; registers in
/// docs/devices.md.
///
/// Left out: second stage, process contexts, extended contexts and MSI page tables, directories of
/// more than one level, address spaces other than Sv39, updates of A and D, page requests, ATS,
/// counters, debug, and interrupts: software polls.
final class Iommu implements PciDevice, DeviceThread.Program, Link.ReadSink {

  private static final long BAR_BYTES = 4096;
  private static final int COMMAND_BYTES = 16;
  private static final int INVALIDATE = 1;
  private static final int FENCE = 2;
  private static final int DIRECTORY = 3;
  private static final int ADDRESS_VALID = 1 << 10;
  private static final int FENCE_INTERRUPTS = 1 << 11;
  private static final long SPACE_VALID = 1L << 32;
  private static final long DEVICE_VALID = 1L << 33;

  /// Faults that wait to be written; more are lost, and the queue says so.
  private static final int WAITING = 8;

  private final Function function;
  private final Lock lock;
  private final DeviceThread commandThread;
  private final DeviceThread faultThread;
  private final DeviceThread sweepThread;
  private final IommuRegisters registers;
  private final Translations translations;
  private final String invalidation;
  private final Fault[] waiting = new Fault[WAITING];
  private int count;

  Iommu(Wiring wiring) {
    function = wiring.function(new Function.Identity(0x1b36, 0x0014, 0x080600, 0), 3);
    function.addBar(0, BAR_BYTES, true);
    function.onReset(this::reset);
    function.link().requestAs(-1);
    function.link().deliverReadsTo(this);
    registers = new IommuRegisters(wiring);
    translations = new Translations(function.name(), function.object(), wiring.upstream(),
        wiring.monitor(), registers.directory, this::report);
    invalidation = wiring.settings().get("invalidation");
    lock = wiring.lock();
    commandThread = wiring.thread(0, "commands", this, lock, function);
    faultThread = wiring.thread(1, "faults", this, lock, function);
    sweepThread = wiring.thread(2, "iotlb", this, lock, function);
  }

  private void reset() {
    registers.reset();
    translations.reset();
    count = 0;
    Arrays.fill(waiting, null);
    threads().forEach(DeviceThread::reset);
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(commandThread, faultThread, sweepThread);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public void plugInto(SystemBus bus) {
    PciDevice.super.plugInto(bus);
    bus.translateBy(translations);
  }

  // Registers.

  @Override
  public Phase load(int bar, long offset, int size) {
    return refused(offset, size) ? null : new Load((int) offset, size);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    long whole = size == 4 ? value & 0xffff_ffffL : value;
    return refused(offset, size) ? null : new Store((int) offset, size, whole);
  }

  private static boolean refused(long offset, int size) {
    return size < 4 || (offset & size - 1) != 0;
  }

  @Override
  public Phase handle(Phase phase) {
    return step(phase);
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((IommuPhase) phase) {
      case Load(int offset, int size) -> new Done(registers.read(offset, size));
      case Store store -> store(store);
      case StoreHalf(int offset, long old, long value) -> storeHalf(offset, old, value);
      case Control control -> control(control);
      case SetControl(int offset, long value) -> setControl(offset, value);
      case SetError(int offset, int bit) -> {
        registers.control(offset).set(bit);
        yield offset == IommuRegisters.CQCSR ? new Idle() : new TakeFault();
      }
      case Look _ -> look();
      case Open(long index) -> new FetchCommand(function.begin(), index);
      case FetchCommand fetch -> fetch(fetch);
      case Execute execute -> execute(execute.first(), execute.second());
      case OpenFence(long first, long second) ->
          new WriteFence(function.begin(), second & ~3L, (int) (first >>> 32));
      case WriteFence fence -> writeFence(fence);
      case CompleteFence _ -> {
        translations.iotlb().report();
        yield advance();
      }
      case Advance _ -> advance();
      case TakeFault _ -> takeFault();
      case TestRoom(Fault fault) -> testRoom(fault);
      case FindPlace(Fault fault, long tail) ->
          new OpenFault(
              fault, tail, IommuRegisters.entry(registers.faults.read(), tail, Fault.BYTES));
      case OpenFault open -> openFault(open);
      case WriteFault write -> writeFault(write);
      case AdvanceTail(long tail) -> advanceTail(tail);
      case Sweep _ -> sweep();
      case Idle _, AwaitCommand _, AwaitSweep _ -> phase;
    };
  }

  private Phase storeHalf(int offset, long old, long value) {
    int shift = 8 * (offset & 7);
    long merged = old & ~(0xffff_ffffL << shift) | value << shift;
    registers.wide(offset).write(IommuRegisters.written(offset, old, merged));
    return new Done(0);
  }

  private Phase store(Store store) {
    int offset = store.offset();
    if (registers.wide(offset) != null) {
      long old = registers.wide(offset).peek();
      if (store.size() == 4) {
        return new StoreHalf(offset, registers.wide(offset).read(), store.value());
      }
      registers.wide(offset).write(IommuRegisters.written(offset, old, store.value()));
      return new Done(0);
    }
    switch (offset) {
      case IommuRegisters.CQT -> {
        registers.commandTail.write(store.value());
        wake();
      }
      case IommuRegisters.FQH -> registers.faultHead.write(store.value());
      case IommuRegisters.CQCSR, IommuRegisters.FQCSR -> {
        return new Control(offset, registers.control(offset).read(), store.value());
      }
      default -> {}
    }
    return new Done(0);
  }

  /// §5.11, §5.12: switching a queue on resets the index that the IOMMU owns, and the errors.
  private Phase control(Control control) {
    boolean enable = (control.value() & IommuRegisters.ENABLE) != 0;
    boolean on = (control.old() & IommuRegisters.ON) != 0;
    long errors = control.old() & IommuRegisters.ERRORS & ~control.value();
    long set = enable ? IommuRegisters.ENABLE | IommuRegisters.ON : 0;
    if (enable && !on) {
      boolean ofCommands = control.offset() == IommuRegisters.CQCSR;
      (ofCommands ? registers.commandHead : registers.faultTail).write(0);
      errors = 0;
    }
    return new SetControl(control.offset(), set | errors);
  }

  private Phase setControl(int offset, long value) {
    registers.control(offset).write(value);
    if (offset == IommuRegisters.CQCSR) {
      wake();
    }
    return new Done(0);
  }

  private void wake() {
    if (commandThread.phase() instanceof Idle) {
      commandThread.become(new Look());
    }
  }

  // The command queue. Its head is this thread's while the queue is on.

  private Phase look() {
    long control = registers.commandControl.peek();
    boolean runs =
        (control & IommuRegisters.ON) != 0 && (control & IommuRegisters.ERRORS) == 0;
    long mask = IommuRegisters.mask(registers.commands.peek());
    long head = registers.commandHead.peek() & mask;
    return runs && (registers.commandTail.read() & mask) != head ? new Open(head) : new Idle();
  }

  private Phase fetch(FetchCommand fetch) {
    long index = fetch.index();
    long address =
        IommuRegisters.entry(registers.commands.peek(), index, COMMAND_BYTES);
    if (function.read(fetch.grant(), address, COMMAND_BYTES, (int) index)) {
      return new AwaitCommand(index);
    }
    return new SetError(IommuRegisters.CQCSR, IommuRegisters.MEMORY_FAULT);
  }

  @Override
  public void arrived(int tag, byte[] data) {
    if (commandThread.phase() instanceof AwaitCommand(long index) && index == tag) {
      ByteBuffer command = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      commandThread.become(new Execute(command.getLong(), command.getLong()));
    }
  }

  private Phase execute(long first, long second) {
    boolean byAddress = (first & ADDRESS_VALID) != 0;
    int command = (int) first & 0x3ff;
    switch (command == FENCE && (first & FENCE_INTERRUPTS) != 0 ? -1 : command) {
      case INVALIDATE -> {
        int space = (first & SPACE_VALID) != 0 ? (int) (first >>> 12) & 0xf_ffff : -1;
        boolean atOnce = invalidation.equals("at-once");
        translations.iotlb().invalidate(space, !byAddress, second >>> 10 << 12, atOnce);
        translations.restartWalks();
        if (!atOnce && sweepThread.phase() instanceof Idle) {
          sweepThread.become(new Sweep());
        }
        return new Advance();
      }
      case FENCE -> {
        boolean waits = invalidation.equals("awaited") && translations.iotlb().hasLeaving();
        return waits ? new AwaitSweep(first, second) : behindFence(first, second);
      }
      case DIRECTORY -> {
        boolean one = (first & DEVICE_VALID) != 0;
        translations.forgetContexts(one ? (int) (first >>> 40) : -1);
        return new Advance();
      }
      default -> {
        return new SetError(IommuRegisters.CQCSR, IommuRegisters.COMMAND_ILLEGAL);
      }
    }
  }

  private static Phase behindFence(long first, long second) {
    boolean writes = (first & ADDRESS_VALID) != 0;
    return writes ? new OpenFence(first, second << 2) : new CompleteFence();
  }

  private Phase writeFence(WriteFence fence) {
    ByteBuffer data = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    function.write(fence.grant(), fence.address(), data.putInt(fence.data()).array());
    return new CompleteFence();
  }

  private Phase advance() {
    long mask = IommuRegisters.mask(registers.commands.peek());
    registers.commandHead.write(registers.commandHead.peek() + 1 & mask);
    return new Look();
  }

  private Phase sweep() {
    translations.iotlb().dropLeaving();
    if (translations.iotlb().hasLeaving()) {
      return new Sweep();
    }
    if (commandThread.phase() instanceof AwaitSweep(long first, long second)) {
      commandThread.become(behindFence(first, second));
    }
    return new Idle();
  }

  // The fault queue. Its tail is this thread's while the queue is on.

  /// A request was refused. What finds no room here is lost, as if the queue were full.
  private void report(Fault fault) {
    if ((registers.faultControl.peek() & IommuRegisters.ON) == 0) {
      return;
    }
    if (count == WAITING) {
      registers.faultControl.set(IommuRegisters.OVERFLOW);
      return;
    }
    waiting[count++] = fault;
    if (faultThread.phase() instanceof Idle) {
      faultThread.become(new TakeFault());
    }
  }

  private Phase takeFault() {
    boolean stopped = (registers.faultControl.peek() & IommuRegisters.ERRORS) != 0;
    if (count == 0 || stopped) {
      count = 0;
      return new Idle();
    }
    Fault fault = waiting[0];
    System.arraycopy(waiting, 1, waiting, 0, --count);
    return new TestRoom(fault);
  }

  private Phase testRoom(Fault fault) {
    long mask = IommuRegisters.mask(registers.faults.peek());
    long tail = registers.faultTail.peek() & mask;
    if ((tail + 1 & mask) != (registers.faultHead.read() & mask)) {
      return new FindPlace(fault, tail);
    }
    return new SetError(IommuRegisters.FQCSR, IommuRegisters.OVERFLOW);
  }

  private Phase openFault(OpenFault open) {
    Grant grant = function.begin();
    return grant.open()
        ? new WriteFault(grant, open.fault(), open.tail(), open.address())
        : new SetError(IommuRegisters.FQCSR, IommuRegisters.MEMORY_FAULT);
  }

  private Phase writeFault(WriteFault write) {
    function.write(write.grant(), write.address(), write.fault().bytes());
    return new AdvanceTail(write.tail());
  }

  private Phase advanceTail(long tail) {
    registers.faultTail.write(tail + 1 & IommuRegisters.mask(registers.faults.peek()));
    return new TakeFault();
  }

  @Override
  public void walk(Walker walker) {
    registers.walk(walker);
    translations.walk(walker);
    count = walker.value(count);
    for (int i = 0; i < WAITING; i++) {
      waiting[i] = i < count ? walker.value(waiting[i]) : null;
    }
  }
}
