package com.example.tally;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Walker;
import com.example.tally.TallyPhase.Add;
import com.example.tally.TallyPhase.Announce;
import com.example.tally.TallyPhase.FetchTotal;
import com.example.tally.TallyPhase.Flush;
import com.example.tally.TallyPhase.Idle;
import com.example.tally.TallyPhase.Load;
import com.example.tally.TallyPhase.Open;
import com.example.tally.TallyPhase.Send;
import com.example.tally.TallyPhase.StoreTotal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A counter. Registers of BAR 0:
///
///     0x00  RO  4 bytes  total
///     0x04  WO  4 bytes  add: what is written is added to the total
///     0x08  RO  4 bytes  status: bit 0 done, the total is in memory
///     0x10  WO  8 bytes  flush: writes the total to this address
final class Tally implements PciDevice, DeviceThread.Program {

  private static final int TOTAL = 0x00;
  private static final int ADD = 0x04;
  private static final int STATUS = 0x08;
  private static final int FLUSH = 0x10;
  private static final long DONE = 1;

  private final Function function;
  private final Lock lock;
  private final DeviceThread flusher;
  private final Register total;
  private final Register status;
  private final boolean doneAtOnce;

  Tally(Wiring wiring) {
    function = wiring.function(new Function.Identity(0x1234, 0x7a11, 0x00ff00, 1), 1);
    function.addBar(0, 4096, false);
    function.onReset(this::reset);
    lock = wiring.lock();
    flusher = wiring.thread(0, "flusher", this, lock, function);
    total = wiring.register(0);
    status = wiring.register(0);
    doneAtOnce = wiring.settings().get("done").equals("at-once");
  }

  private void reset() {
    total.reset();
    status.reset();
    flusher.reset();
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(flusher);
  }

  /// A hart loads: the first phase of the handler, or null for a fault.
  @Override
  public Phase load(int bar, long offset, int size) {
    return size == 4 && (offset == TOTAL || offset == STATUS) ? new Load((int) offset) : null;
  }

  /// A hart stores.
  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (size == 4 && offset == ADD) {
      return new Add(value & 0xffff_ffffL);
    }
    return size == 8 && offset == FLUSH ? new Flush(value) : null;
  }

  /// One phase of a handler, on behalf of the hart; it ends with `Done`.
  @Override
  public Phase handle(Phase phase) {
    return phase instanceof TallyPhase mine ? step(mine) : phase;
  }

  /// Where the thread stands after power-on.
  @Override
  public Phase idle() {
    return new Idle();
  }

  /// One phase, in which at most one register is touched or one request sent.
  @Override
  public Phase step(Phase phase) {
    return switch ((TallyPhase) phase) {
      case Load(int offset) -> new Done(offset == TOTAL ? total.read() : status.read());
      case Add(long amount) -> new StoreTotal(total.read() + amount & 0xffff_ffffL);
      case StoreTotal(long sum) -> {
        total.write(sum);
        yield new Done(0);
      }
      case Flush(long address) -> {
        status.write(doneAtOnce ? DONE : 0);
        flusher.become(new FetchTotal(address));
        yield new Done(0);
      }
      case Idle idle -> idle;
      case FetchTotal(long address) -> new Open(address, total.read());
      case Open(long address, long sum) -> new Send(address, sum, function.begin());
      case Send(long address, long sum, Grant grant) -> {
        function.write(grant, address, bytes(sum));
        yield new Announce();
      }
      case Announce _ -> {
        status.write(DONE);
        yield idle();
      }
    };
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /// All of its state besides the function's and the threads'.
  @Override
  public void walk(Walker walker) {
    total.walk(walker);
    status.walk(walker);
  }
}
