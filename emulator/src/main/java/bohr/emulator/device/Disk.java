package bohr.emulator.device;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DiskPhase.AwaitData;
import bohr.emulator.device.DiskPhase.Beat;
import bohr.emulator.device.DiskPhase.CancelInFlight;
import bohr.emulator.device.DiskPhase.ClearTaskFile;
import bohr.emulator.device.DiskPhase.Commit;
import bohr.emulator.device.DiskPhase.CountCompletion;
import bohr.emulator.device.DiskPhase.DriveIntx;
import bohr.emulator.device.DiskPhase.Enqueue;
import bohr.emulator.device.DiskPhase.FetchRing;
import bohr.emulator.device.DiskPhase.FinishReset;
import bohr.emulator.device.DiskPhase.Gather;
import bohr.emulator.device.DiskPhase.Idle;
import bohr.emulator.device.DiskPhase.InFlight;
import bohr.emulator.device.DiskPhase.Load;
import bohr.emulator.device.DiskPhase.MsiXLoad;
import bohr.emulator.device.DiskPhase.MsiXStore;
import bohr.emulator.device.DiskPhase.Open;
import bohr.emulator.device.DiskPhase.OpenRing;
import bohr.emulator.device.DiskPhase.Request;
import bohr.emulator.device.DiskPhase.SetIsr;
import bohr.emulator.device.DiskPhase.Signal;
import bohr.emulator.device.DiskPhase.Store;
import bohr.emulator.device.DiskPhase.TakeRequest;
import bohr.emulator.device.DiskPhase.TestInterruptEnable;
import bohr.emulator.device.DiskPhase.WriteRing;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.util.List;

/// The disk: a block device with a task file, a small queue, a completion ring in guest memory and
/// a reset register. Registers in docs/devices.md; [DiskRegisters] holds them, [DiskStore] the
/// bytes.
final class Disk implements PciDevice, DeviceThread.Program, Link.ReadSink {

  private static final long REGISTER_BYTES = 4096;
  private static final int MSIX_BAR = 2;
  private static final int VECTORS = 2;
  private static final int MAX_SECTORS = 8;

  private final Function function;
  private final Lock lock;
  private final DeviceThread thread;
  private final DiskRegisters registers;
  private final DiskStore store;
  private final int maxPayload;
  private final boolean clearFirst;

  Disk(Wiring wiring) {
    Settings settings = wiring.settings();
    function = wiring.function(new Function.Identity(0x1234, 0xb0d1, 0x018000, 1), 1);
    function.addBar(0, REGISTER_BYTES, false);
    function.addBar(MSIX_BAR, REGISTER_BYTES, true);
    function.addMsiX(MSIX_BAR, VECTORS);
    function.onReset(this::functionLevelReset);
    function.link().deliverReadsTo(this);
    lock = wiring.lock();
    thread = wiring.thread(0, "io", this, lock, function);
    store = new DiskStore(wiring.memory(), wiring.bulk(), (int) settings.number("sectors"));
    registers = new DiskRegisters(wiring, store.sectors());
    maxPayload = (int) settings.number("max-payload");
    clearFirst = settings.get("reset-order").equals("clear-first");
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
    return store.medium();
  }

  @Override
  public int contentsBytes() {
    return store.sectors() * DiskStore.SECTOR_BYTES;
  }

  private void functionLevelReset() {
    thread.reset();
    registers.reset();
  }

  // Registers.

  @Override
  public Phase load(int bar, long offset, int size) {
    if (size < 4 || (offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    return bar == MSIX_BAR ? new MsiXLoad((int) offset) : new Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (size < 4 || (offset & size - 1) != 0 || bar == MSIX_BAR && size != 4) {
      return null;
    }
    long whole = size == 4 ? value & 0xffff_ffffL : value;
    if (bar == MSIX_BAR) {
      return new MsiXStore((int) offset, whole);
    }
    return new Store((int) offset | (size == 8 ? DiskRegisters.WIDE : 0), whole);
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
    return switch ((DiskPhase) phase) {
      case Idle idle -> idle;
      case Load(int offset) -> new Done(registers.read(offset, thread.phase()));
      case Store(int offset, long value) -> registers.write(offset, value, clearFirst);
      case MsiXLoad(int offset) -> new Done(function.interrupts().loadMsiX(offset));
      case MsiXStore(int offset, long value) -> {
        function.interrupts().storeMsiX(offset, value);
        yield new Done(0);
      }
      case DriveIntx(boolean level) -> {
        function.interrupts().setIntx(level);
        yield new Done(0);
      }
      case Gather gather -> registers.gather(gather);
      case Enqueue(Request request) -> {
        if (registers.enqueue(request) && thread.phase() instanceof Idle) {
          thread.become(new TakeRequest());
        }
        yield new Done(0);
      }
      case CancelInFlight _ -> {
        cancel();
        yield clearFirst ? new FinishReset() : new ClearTaskFile();
      }
      case ClearTaskFile _ -> {
        registers.clearTaskFile();
        yield clearFirst ? new CancelInFlight() : new FinishReset();
      }
      case FinishReset _ -> {
        function.acknowledgeReset();
        function.interrupts().setIntx(false);
        yield new Done(0);
      }
      case TakeRequest _ -> taken(registers.take());
      case Open(Request request) -> new Beat(request, function.begin(), 0);
      case Beat beat -> issue(beat);
      case AwaitData awaiting -> awaiting;
      case Commit(Request request) -> {
        store.commit(registers.current().lba(), request.sectors());
        yield new CountCompletion(request.tag(), false);
      }
      case CountCompletion(int tag, boolean failed) ->
          registers.countCompletion(tag, failed);
      case FetchRing fetch -> registers.fetchRing(fetch);
      case OpenRing(long entry, long address) -> new WriteRing(entry, address, function.begin());
      case WriteRing(long entry, long address, Grant grant) -> {
        function.write(grant, address, DiskStore.littleEndian(entry));
        yield new SetIsr();
      }
      case SetIsr _ -> registers.setIsr() ? new TakeRequest() : new TestInterruptEnable();
      case TestInterruptEnable _ ->
          registers.interruptsEnabled() ? new Signal() : new TakeRequest();
      case Signal _ -> {
        interrupt(0);
        yield new TakeRequest();
      }
    };
  }

  private Phase taken(Request request) {
    if (request == null) {
      return idle();
    }
    boolean possible =
        request.sectors() >= 1
            && request.sectors() <= MAX_SECTORS
            && Integer.compareUnsigned(request.lba(), store.sectors() - request.sectors()) <= 0;
    if (!possible) {
      return new CountCompletion(request.tag(), true);
    }
    if (!request.write()) {
      store.fetch(request.lba(), request.sectors());
    }
    return new Open(request);
  }

  private Phase issue(Beat beat) {
    Request request = beat.request();
    long address = request.address() + beat.offset();
    int length = length(address, DiskStore.SECTOR_BYTES * request.sectors() - beat.offset());
    if (request.write()) {
      boolean sent = function.read(beat.grant(), address, length, beat.offset());
      return sent
          ? new AwaitData(request, beat.grant(), beat.offset())
          : new CountCompletion(request.tag(), true);
    }
    function.write(beat.grant(), address, store.buffered(beat.offset(), length));
    return next(beat, beat.offset() + length);
  }

  /// A beat ends at the next multiple of the maximum payload.
  private int length(long address, int left) {
    return (int) Math.min(maxPayload - Long.remainderUnsigned(address, maxPayload), left);
  }

  private static Phase next(Beat beat, int offset) {
    Request request = beat.request();
    if (offset < DiskStore.SECTOR_BYTES * request.sectors()) {
      return new Beat(request, beat.grant(), offset);
    }
    return request.write() ? new Commit(request) : new CountCompletion(request.tag(), false);
  }

  @Override
  public void arrived(int tag, byte[] data) {
    if (thread.phase() instanceof AwaitData awaiting && awaiting.offset() == tag) {
      store.fill(tag, data);
      Beat beat = new Beat(awaiting.request(), awaiting.grant(), tag);
      thread.become(next(beat, tag + data.length));
    }
  }

  /// Ends the request in flight. In the order `clear-first` its completion runs now, as a callback
  /// that finds the task file cleared: this is how CVE-2023-5088 wrote to sector 0.
  private void cancel() {
    boolean callback = clearFirst && thread.phase() instanceof InFlight f && f.request().write();
    if (callback) {
      store.commit(registers.current().lba(), registers.current().sectors());
    }
    registers.drop();
    thread.reset();
  }

  @Override
  public void walk(Walker walker) {
    registers.walk(walker);
  }
}
