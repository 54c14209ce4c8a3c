package bohr.emulator.bus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.hart.Hart;
import bohr.emulator.hart.HartBus;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Tlp;
import bohr.emulator.pci.Translator;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Everything that is not RAM, as harts see it; and everything, as functions see it.
///
/// A hart's access to a function runs the function's handler, a phase a step, under the function's
/// lock. The completion of a read travels up the function's link and so stays behind the posted
/// writes that the function issued before it (PCI Express Base Specification §2.4.1, entry D2a).
/// Writes to a function complete at the function before the hart goes on, unless the function's way
/// down is a [Downstream].
public final class SystemBus implements HartBus, Upstream, Stateful {

  /// What nobody answers reads as.
  private static final long ONES = -1;

  private final Ordering ordering;
  private final Roster roster;
  private final VisibleAccesses accesses;
  private final Transaction[] transactions;
  private final AddressMap map = new AddressMap();
  private final Requests requests;
  private final List<Downstream> downstreams = new ArrayList<>();

  /// Null without an IOMMU.
  private Translator translator;
  private Decoding decoding = new Decoding(map, Monitor.blind());

  /// The handler that begins with `first` waits until the way down is free.
  private record Behind(Phase first) implements Phase {

    @Override
    public long fingerprint() {
      return Digest.mix(1, first.fingerprint());
    }
  }

  /// A bus of a machine with sequential consistency.
  public SystemBus(Memory memory, Roster roster, VisibleAccesses accesses, int harts) {
    this(memory, new Ordering(memory, MemoryRules.SC, 0), roster, accesses, harts);
  }

  /// A bus whose writes to RAM are ordered by `ordering`.
  public SystemBus(
      Memory memory, Ordering ordering, Roster roster, VisibleAccesses accesses, int harts) {
    this.ordering = ordering;
    this.roster = roster;
    this.accesses = accesses;
    requests = new Requests(memory, ordering, map);
    transactions = new Transaction[harts];
    for (int hart = 0; hart < harts; hart++) {
      transactions[hart] = new Transaction();
    }
  }

  /// Has `listener` told what becomes of accesses and messages.
  public void tell(Monitor listener) {
    requests.tell(listener);
    decoding = new Decoding(map, listener);
  }

  /// Puts a platform device at `base`.
  public void add(long base, long size, PlatformDevice device) {
    map.add(base, size, device);
  }

  /// Puts a function into its slot. Functions are added in the order of their object numbers.
  ///
  /// @param lock under which its config space is accessed; null for none
  public void add(Function function, RegisterBank registers, Lock lock) {
    map.add(function, registers, lock);
  }

  /// Puts the registers of a device with threads at `base`.
  ///
  /// @param link the device's
  /// @param object the device's object number
  public void add(long base, long size, RegisterBank registers, Link link, int object) {
    map.add(base, size, registers, link, object);
  }

  /// Has the addresses of functions be translated.
  public void translateBy(Translator by) {
    if (translator != null) {
      throw new BadInput("scenario", "devices", "there can be one IOMMU");
    }
    translator = by;
  }

  @Override
  public Translator translator() {
    return translator;
  }

  /// Has the registers of a device be reached in another way. To be called before its writes are
  /// posted.
  ///
  /// @param object the device's object number
  public void interpose(int object, UnaryOperator<RegisterBank> between) {
    map.replaceRegisters(object, between);
  }

  /// Whether something on the platform claims `address` already.
  public boolean isTaken(long address) {
    return map.isTaken(address);
  }

  /// Has register writes to a device that is there already be posted.
  public void add(Downstream downstream) {
    downstream.deliverTo(map.registersOf(downstream.object()), decoding);
    downstreams.add(downstream);
  }

  // Harts.

  @Override
  public Reply load(Hart hart, long address, int size) {
    AddressMap.Region region = map.region(address);
    if (region != null) {
      long offset = address - region.base();
      if (!region.device().accepts(offset, size)) {
        return Reply.FAULT;
      }
      hart.busValue = region.device().load(offset, size);
      return Reply.DONE;
    }
    decoding.issued(address, size, false);
    int bank = map.bankAt(address);
    if (bank < 0) {
      hart.busValue = ONES >>> 64 - 8 * size;
      return AddressMap.inPciSpace(address) ? Reply.DONE : Reply.FAULT;
    }
    if (AddressMap.isConfig(bank) && (size > 4 || (address & size - 1) != 0)) {
      return Reply.FAULT;
    }
    int bar = map.bar(bank, address);
    Phase phase = map.registers(bank).load(bar, map.offset(bank, address), size);
    return begin(hart, bank, false, phase, map.claim(address));
  }

  @Override
  public long mappedAt(long address) {
    return map.mappedAt(address);
  }

  @Override
  public void storedInMapped(long address, int size) {
    map.storedInMapped(address, size);
  }

  @Override
  public Reply store(Hart hart, long address, int size, long value) {
    AddressMap.Region region = map.region(address);
    if (region != null) {
      long offset = address - region.base();
      if (!region.device().accepts(offset, size)) {
        return Reply.FAULT;
      }
      ordering.deliver(carried(hart));
      region.device().store(offset, size, value);
      ordering.deliver(0);
      return Reply.DONE;
    }
    decoding.issued(address, size, true);
    int bank = map.bankAt(address);
    if (bank < 0) {
      return AddressMap.inPciSpace(address) ? Reply.DONE : Reply.FAULT;
    }
    if (AddressMap.isConfig(bank) && (size > 4 || (address & size - 1) != 0)) {
      return Reply.FAULT;
    }
    int bar = map.bar(bank, address);
    Phase phase = map.registers(bank).store(bar, map.offset(bank, address), size, value);
    return begin(hart, bank, true, phase, map.claim(address));
  }

  private Reply begin(Hart hart, int bank, boolean store, Phase phase, Claim claim) {
    if (phase == null) {
      return Reply.FAULT;
    }
    boolean waits = downstream(bank) != null;
    transactions[hart.id()].begin(bank, store, waits ? new Behind(phase) : phase);
    transactions[hart.id()].claim = claim;
    return resume(hart);
  }

  /// The way down to a bank, if writes to it are posted; null if not.
  private Downstream downstream(int bank) {
    for (int i = 0; i < downstreams.size(); i++) {
      if (downstreams.get(i).object() == map.object(bank)) {
        return downstreams.get(i);
      }
    }
    return null;
  }

  /// A step of an access to a device whose writes are posted, before its handler has begun. Of what
  /// is not posted, nothing passes what is.
  private Reply goDown(Hart hart, Transaction transaction, Phase first) {
    Downstream downstream = downstream(transaction.bank);
    boolean posted = transaction.store && !AddressMap.isConfig(transaction.bank);
    if (posted ? downstream.isFull() : !downstream.isEmpty()) {
      downstream.await(hart.id());
      return Reply.PENDING;
    }
    // To the hart it is one way down: what it asks comes behind what it has told, and the other way
    // round, though it is not the same host thread that sees to it.
    if (posted) {
      ordering.hosts().handOver(downstream.id());
      downstream.post(first, carried(hart), transaction.claim);
      transaction.end();
      return Reply.DONE;
    }
    ordering.hosts().takeOver(downstream.id());
    transaction.phase = first;
    return resume(hart);
  }

  @Override
  public Reply resume(Hart hart) {
    Transaction transaction = transactions[hart.id()];
    if (transaction.phase == null) {
      return finishLoad(hart, transaction);
    }
    if (transaction.phase instanceof Behind(Phase first)) {
      return goDown(hart, transaction, first);
    }
    RegisterBank bank = map.registers(transaction.bank);
    Lock lock = bank.lock(transaction.phase);
    if (lock != null && !lock.acquire(hart.id())) {
      return Reply.PENDING;
    }
    Link link = map.link(transaction.bank);
    if (transaction.phase.sends() && link.isFull()) {
      link.waitForRoom(hart.id());
      return Reply.PENDING;
    }
    transaction.claim = decoding.arrived(transaction.claim, transaction.store);
    if (transaction.store && ordering.rules().isWeak()) {
      ordering.views(link.id()).acquire(carried(hart));
      ordering.hosts().enter(carried(hart));
    }
    ordering.hosts().acquire(lock == null ? 0 : lock.view);
    accesses.begin();
    Phase next = bank.handle(transaction.phase);
    accesses.check(transaction.phase);
    if (!(next instanceof RegisterBank.Done done)) {
      transaction.phase = next;
      return Reply.PENDING;
    }
    if (lock != null) {
      lock.view = ordering.hosts().release();
      lock.release(hart.id());
    }
    return complete(hart, transaction, link, done.value());
  }

  private Reply complete(Hart hart, Transaction transaction, Link link, long value) {
    if (transaction.store) {
      transaction.end();
      return Reply.DONE;
    }
    if (link.holdsPosted()) {
      transaction.phase = null;
      transaction.value = value;
      link.send(new Tlp.Completion(hart.id()));
      roster.disable(hart.id());
      return Reply.PENDING;
    }
    hart.busValue = value;
    reply(hart, link);
    transaction.end();
    return Reply.DONE;
  }

  /// The view that a store of `hart` brings along.
  private int carried(Hart hart) {
    return ordering.rules().isWeak() ? ordering.views(hart.id()).carried : 0;
  }

  /// The reply to a load comes behind the posted writes of the function.
  private void reply(Hart hart, Link link) {
    if (ordering.rules().isWeak()) {
      int view = Math.max(ordering.views(link.id()).release(), ordering.hosts().leave());
      ordering.views(hart.id()).carried = view;
    }
  }

  private Reply finishLoad(Hart hart, Transaction transaction) {
    if (!transaction.completed) {
      roster.disable(hart.id());
      return Reply.PENDING;
    }
    hart.busValue = transaction.value;
    reply(hart, map.link(transaction.bank));
    transaction.end();
    return Reply.DONE;
  }

  @Override
  public void pending(Hart hart, long address, int size, boolean store, Access into) {
    Transaction transaction = transactions[hart.id()];
    if (!transaction.idle()) {
      device(into, transaction.bank);
      return;
    }
    int platform = map.platformObject(address);
    if (platform != Access.NO_OBJECT) {
      into.object(platform);
      into.timed = map.region(address).readsClock(address);
      return;
    }
    int bank = map.bankAt(address);
    if (bank >= 0) {
      device(into, bank);
    } else if (map.mayBeClaimed(address)) {
      into.object(0); // as good as any: which function claims it, depends on all of them
    } else {
      into.none();
    }
  }

  private void device(Access into, int bank) {
    into.object(map.object(bank));
    into.timed = map.registers(bank).readsClock();
  }

  // Functions.

  @Override
  public void write(long address, byte[] data, int agent) {
    requests.write(address, data, agent);
  }

  @Override
  public byte[] read(long address, int length) {
    return requests.read(address, length);
  }

  @Override
  public void message(long address, int data, int agent) {
    requests.message(address, data, agent);
  }

  @Override
  public void completed(int hart) {
    transactions[hart].completed = true;
    roster.enable(hart);
  }

  @Override
  public int objectAt(long address) {
    return map.platformObject(address);
  }

  @Override
  public void walk(Walker walker) {
    for (Transaction transaction : transactions) {
      transaction.walk(walker);
    }
  }
}
