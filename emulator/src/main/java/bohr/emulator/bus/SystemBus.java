package bohr.emulator.bus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.hart.Hart;
import bohr.emulator.hart.HartBus;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Tlp;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Everything that is not RAM, as harts see it; and everything, as functions see it.
///
/// A hart's access to a function runs the function's handler, a phase a step, under the function's
/// lock. The completion of a read travels up the function's link and so stays behind the posted
/// writes that the function issued before it (PCI Express Base Specification §2.4.1, entry D2a).
/// Writes to a function complete at the function before the hart goes on: the downward direction is
/// not queued yet.
public final class SystemBus implements HartBus, Upstream, Stateful {

  private static final long NOBODY = -1;

  /// Banks at fixed addresses are numbered from here on, those of functions from 0.
  private static final int FIXED = 64;

  private final Memory memory;
  private final Ordering ordering;
  private final Roster roster;
  private final VisibleAccesses accesses;
  private final Transaction[] transactions;
  private final List<Region> regions = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private final Function[] slots = new Function[32];

  /// Config space of function i at 2i, its registers at 2i + 1.
  private final List<RegisterBank> banks = new ArrayList<>();

  private final List<FixedBank> fixed = new ArrayList<>();

  /// Registers of a device with threads that is no function.
  private record FixedBank(
      long base, long size, RegisterBank registers, Link link, int object) {}

  private record Region(long base, long size, PlatformDevice device) {

    boolean contains(long address) {
      return Long.compareUnsigned(address - base, size) < 0;
    }
  }

  /// A bus of a machine with sequential consistency.
  public SystemBus(Memory memory, Roster roster, VisibleAccesses accesses, int harts) {
    this(memory, new Ordering(memory, MemoryRules.SC, 0), roster, accesses, harts);
  }

  /// A bus whose writes to RAM are ordered by `ordering`.
  public SystemBus(
      Memory memory, Ordering ordering, Roster roster, VisibleAccesses accesses, int harts) {
    this.memory = memory;
    this.ordering = ordering;
    this.roster = roster;
    this.accesses = accesses;
    transactions = new Transaction[harts];
    for (int hart = 0; hart < harts; hart++) {
      transactions[hart] = new Transaction();
    }
  }

  /// Puts a platform device at `base`.
  public void add(long base, long size, PlatformDevice device) {
    regions.add(new Region(base, size, device));
  }

  /// Puts a function into its slot. Functions are added in the order of their object numbers.
  ///
  /// @param lock under which its config space is accessed; null for none
  public void add(Function function, RegisterBank registers, Lock lock) {
    slots[function.slot()] = function;
    functions.add(function);
    banks.add(new ConfigBank(function, registers, lock));
    banks.add(registers);
  }

  /// Puts the registers of a device with threads at `base`.
  ///
  /// @param link the device's
  /// @param object the device's object number
  public void add(long base, long size, RegisterBank registers, Link link, int object) {
    fixed.add(new FixedBank(base, size, registers, link, object));
  }

  /// Whether something on the platform claims `address` already.
  public boolean isTaken(long address) {
    return region(address) != null || bankAt(address) >= FIXED;
  }

  // Harts.

  @Override
  public Reply load(Hart hart, long address, int size) {
    Region region = region(address);
    if (region != null) {
      long offset = address - region.base;
      if (!region.device.accepts(offset, size)) {
        return Reply.FAULT;
      }
      hart.busValue = region.device.load(offset, size);
      return Reply.DONE;
    }
    int bank = bankAt(address);
    if (bank < 0) {
      hart.busValue = NOBODY >>> 64 - 8 * size;
      return inPciSpace(address) ? Reply.DONE : Reply.FAULT;
    }
    if (isConfig(bank) && (size > 4 || (address & size - 1) != 0)) {
      return Reply.FAULT;
    }
    Phase phase = registers(bank).load(bar(bank, address), offset(bank, address), size);
    return begin(hart, bank, false, phase);
  }

  @Override
  public Reply store(Hart hart, long address, int size, long value) {
    Region region = region(address);
    if (region != null) {
      long offset = address - region.base;
      if (!region.device.accepts(offset, size)) {
        return Reply.FAULT;
      }
      region.device.store(offset, size, value);
      return Reply.DONE;
    }
    int bank = bankAt(address);
    if (bank < 0) {
      return inPciSpace(address) ? Reply.DONE : Reply.FAULT;
    }
    if (isConfig(bank) && (size > 4 || (address & size - 1) != 0)) {
      return Reply.FAULT;
    }
    Phase phase = registers(bank).store(bar(bank, address), offset(bank, address), size, value);
    return begin(hart, bank, true, phase);
  }

  private Reply begin(Hart hart, int bank, boolean store, Phase phase) {
    if (phase == null) {
      return Reply.FAULT;
    }
    transactions[hart.id()].begin(bank, store, phase);
    return resume(hart);
  }

  @Override
  public Reply resume(Hart hart) {
    Transaction transaction = transactions[hart.id()];
    if (transaction.phase == null) {
      return finishLoad(hart, transaction);
    }
    RegisterBank bank = registers(transaction.bank);
    Lock lock = bank.lock();
    if (lock != null && !lock.acquire(hart.id())) {
      return Reply.PENDING;
    }
    Link link = link(transaction.bank);
    if (transaction.phase.sends() && link.isFull()) {
      link.waitForRoom(hart.id());
      return Reply.PENDING;
    }
    accesses.begin();
    Phase next = bank.handle(transaction.phase);
    accesses.check(transaction.phase);
    if (!(next instanceof RegisterBank.Done done)) {
      transaction.phase = next;
      return Reply.PENDING;
    }
    if (lock != null) {
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
    transaction.end();
    return Reply.DONE;
  }

  private Reply finishLoad(Hart hart, Transaction transaction) {
    if (!transaction.completed) {
      roster.disable(hart.id());
      return Reply.PENDING;
    }
    hart.busValue = transaction.value;
    transaction.end();
    return Reply.DONE;
  }

  @Override
  public void pending(Hart hart, long address, int size, boolean store, Access into) {
    Transaction transaction = transactions[hart.id()];
    if (!transaction.idle()) {
      into.object(object(transaction.bank));
      return;
    }
    int platform = objectAt(address);
    if (platform != Access.NO_OBJECT) {
      into.object(platform);
      return;
    }
    int bank = bankAt(address);
    if (bank < 0) {
      into.none();
    } else {
      into.object(object(bank));
    }
  }

  private Region region(long address) {
    int object = objectAt(address);
    return object == Access.NO_OBJECT ? null : regions.get(object - Access.PLATFORM_OBJECT);
  }

  private RegisterBank registers(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).registers : banks.get(bank);
  }

  private Link link(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).link : functions.get(bank / 2).link();
  }

  private int object(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).object : functions.get(bank / 2).object();
  }

  /// The bank that claims an address, or -1.
  private int bankAt(long address) {
    for (int i = 0; i < fixed.size(); i++) {
      if (Long.compareUnsigned(address - fixed.get(i).base, fixed.get(i).size) < 0) {
        return FIXED + i;
      }
    }
    long offset = address - MemoryLayout.ECAM;
    if (Long.compareUnsigned(offset, MemoryLayout.ECAM_SIZE) < 0) {
      boolean firstBusAndFunction = offset >>> 20 == 0 && (offset >>> 12 & 7) == 0;
      Function function = firstBusAndFunction ? slots[(int) offset >>> 15] : null;
      return function == null ? -1 : 2 * functions.indexOf(function);
    }
    if (!inWindow(address)) {
      return -1;
    }
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i).barAt(address) >= 0) {
        return 2 * i + 1;
      }
    }
    return -1;
  }

  private static boolean inPciSpace(long address) {
    return inWindow(address)
        || isWithin(address, MemoryLayout.ECAM, MemoryLayout.ECAM_SIZE)
        || isWithin(address, MemoryLayout.PCI_PORTS, MemoryLayout.PCI_PORTS_SIZE);
  }

  /// Whether a BAR of memory space can claim an address.
  private static boolean inWindow(long address) {
    return isWithin(address, MemoryLayout.PCI_MMIO, MemoryLayout.PCI_MMIO_SIZE)
        || isWithin(address, MemoryLayout.PCI_HIGH, MemoryLayout.PCI_HIGH_SIZE);
  }

  private static boolean isWithin(long address, long start, long size) {
    return Long.compareUnsigned(address - start, size) < 0;
  }

  private static boolean isConfig(int bank) {
    return bank < FIXED && (bank & 1) == 0;
  }

  private int bar(int bank, long address) {
    return isConfig(bank) || bank >= FIXED ? -1 : functions.get(bank / 2).barAt(address);
  }

  private long offset(int bank, long address) {
    if (isConfig(bank)) {
      return address & 0xfff;
    }
    if (bank >= FIXED) {
      return address - fixed.get(bank - FIXED).base;
    }
    Function function = functions.get(bank / 2);
    return address - function.barBase(function.barAt(address));
  }

  // Functions.

  @Override
  public void write(long address, byte[] data, int agent) {
    long offset = address - MemoryLayout.RAM;
    if (offset >= 0 && offset <= memory.ramBytes() - data.length) {
      ordering.write(offset, data, agent);
    }
  }

  @Override
  public byte[] read(long address, int length) {
    byte[] data = new byte[length];
    long offset = address - MemoryLayout.RAM;
    if (offset >= 0 && offset <= memory.ramBytes() - length) {
      memory.read((int) offset, data, 0, length);
    } else {
      Arrays.fill(data, (byte) 0xff);
    }
    return data;
  }

  @Override
  public void message(long address, int data, int agent) {
    Region region = region(address);
    long offset = address - MemoryLayout.RAM;
    if (region != null && region.device instanceof MessageTarget target) {
      target.message(data);
    } else if (offset >= 0 && offset <= memory.ramBytes() - 4) {
      byte[] bytes = {
        (byte) data, (byte) (data >>> 8), (byte) (data >>> 16), (byte) (data >>> 24)
      };
      ordering.write(offset, bytes, agent);
    }
  }

  @Override
  public void completed(int hart) {
    transactions[hart].completed = true;
    roster.enable(hart);
  }

  @Override
  public int objectAt(long address) {
    for (int i = 0; i < regions.size(); i++) {
      if (regions.get(i).contains(address)) {
        return Access.PLATFORM_OBJECT + i;
      }
    }
    return Access.NO_OBJECT;
  }

  @Override
  public void walk(Walker walker) {
    for (Transaction transaction : transactions) {
      transaction.walk(walker);
    }
  }
}
