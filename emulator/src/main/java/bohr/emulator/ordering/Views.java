package bohr.emulator.ordering;

import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;
import java.util.List;

/// How new a value an agent must see: the views of Promising-RISC-V (Pulte, Pichon-Pharabod, Kang,
/// Lee, Hur, PLDI 2019). A view is a timestamp of the [History]; the join of two views is the
/// greater one, and 0 asks for nothing.
///
/// What is kept for each location there is kept here for each byte of each granule, so that
/// variables that share a granule do not order each other.
public final class Views implements Stateful {

  /// What [#frontiers()] tells, in the words of the paper: of loads and stores, of device input and
  /// output, of control, and of releases.
  public static final List<String> NAMES = List.of("vrOld", "vwOld", "vrNew", "vwNew",
      "viOld", "voOld", "viNew", "voNew", "vCAP", "vRel");

  private static final int BYTES = 8;

  /// The view of the device access under way: what a store brings there, what a load's reply brings
  /// back. Whoever answers a load may change it.
  public int carried;

  /// What whoever raised an interrupt has handed over to the hart, until it takes one.
  private int signalled;

  /// The views of what an agent has in its registers, if it is a hart.
  private int[] registers = {};

  /// Everything loaded and stored so far.
  int oldReads;

  int oldWrites;

  /// What later loads and stores must be newer than.
  int newReads;

  int newWrites;

  // The same for device input and device output.
  int oldInputs;
  int oldOutputs;
  int newInputs;
  int newOutputs;

  /// Addresses and branch conditions so far: what later stores must be newer than.
  int control;

  /// RCsc releases so far: what later RCsc acquires must be newer than.
  int releases;

  // For each byte of each slot: what its next value must not be older than; the agent's last own
  // store there, the view of that store's operands, and whether it was an SC or AMO.
  int[] coherence = {};
  int[] forwardTime = {};
  int[] forwardView = {};
  boolean[] forwardExclusive = {};

  /// How many slots the arrays speak of; those behind are all 0.
  private int slots;

  /// The granule reserved by the last LR, -1 if there is none; which bytes it loaded and from which
  /// messages, the newest of its granule then, and its view.
  long reserved = -1;

  int reservedMask;
  final int[] reservedFrom = new int[BYTES];
  int reservedAt;
  int reservedView;

  /// Timestamps of own stores promised and not yet fulfilled, ascending.
  private int[] promises = new int[4];

  private int promised;

  Views() {}

  /// Keeps the views of `count` registers, and returns them.
  public int[] keepRegisters(int count) {
    registers = new int[count];
    return registers;
  }

  /// For people: all views that are not of a register, a place or a promise.
  public int[] frontiers() {
    return new int[] {oldReads, oldWrites, newReads, newWrites, oldInputs, oldOutputs, newInputs,
        newOutputs, control, releases};
  }

  // What devices need; docs/memory-model.md, "Devices".

  /// What the agent hands over to whom it tells that it has come this far: everything that it has
  /// seen and done. For a release of a lock, an MSI in order, a completion.
  public int release() {
    return Math.max(Math.max(oldReads, oldWrites), Math.max(newReads, newWrites));
  }

  /// Everything that the agent does from now on comes behind `view`.
  public void acquire(int view) {
    newReads = Math.max(newReads, view);
    newWrites = Math.max(newWrites, view);
  }

  /// Somebody who raises an interrupt hands over `view`.
  public void signal(int view) {
    signalled = Math.max(signalled, view);
  }

  /// An interrupt is taken or claimed, or has ended a WFI: everything from now on comes behind what
  /// was handed over.
  public void takeSignal() {
    acquire(signalled);
    signalled = 0;
  }

  /// Somebody reads whether interrupts have come: an input (unprivileged ISA, chapter "Zicsr": CSR
  /// accesses are weakly ordered, and for FENCE they are device input and output).
  ///
  /// @return the view of what is read
  public int lookForSignal() {
    oldInputs = Math.max(oldInputs, Math.max(newInputs, signalled));
    return signalled;
  }

  /// The view that a store to a device carries, and its effect on who stores.
  public int output(int address, int data) {
    int view = Math.max(Math.max(newOutputs, control), Math.max(address, data));
    oldOutputs = Math.max(oldOutputs, view);
    control = Math.max(control, address);
    return view;
  }

  /// The view of what a load from a device gives; `completion` is the view that the reply carries.
  public int input(int address, int completion) {
    int view = Math.max(Math.max(newInputs, address), completion);
    oldInputs = Math.max(oldInputs, view);
    control = Math.max(control, address);
    return view;
  }

  /// A FENCE: sets of bits i = 8, o = 4, r = 2, w = 1 before and behind it.
  public void fence(int before, int behind) {
    int view = (before & 8) != 0 ? oldInputs : 0;
    view = (before & 4) != 0 ? Math.max(view, oldOutputs) : view;
    view = (before & 2) != 0 ? Math.max(view, oldReads) : view;
    view = (before & 1) != 0 ? Math.max(view, oldWrites) : view;
    newInputs = (behind & 8) != 0 ? Math.max(newInputs, view) : newInputs;
    newOutputs = (behind & 4) != 0 ? Math.max(newOutputs, view) : newOutputs;
    newReads = (behind & 2) != 0 ? Math.max(newReads, view) : newReads;
    newWrites = (behind & 1) != 0 ? Math.max(newWrites, view) : newWrites;
  }

  /// FENCE.TSO: loads before everything behind it, stores before stores behind it.
  public void fenceTso() {
    newReads = Math.max(newReads, oldReads);
    newWrites = Math.max(newWrites, Math.max(oldReads, oldWrites));
  }

  /// A branch on values of view `view`.
  public void branch(int view) {
    control = Math.max(control, view);
  }

  /// There is no reservation any more.
  public void endReservation() {
    reserved = -1;
    reservedMask = 0;
    Arrays.fill(reservedFrom, 0);
    reservedAt = 0;
    reservedView = 0;
  }

  // Locations.

  /// Makes room for what is known of `slot`.
  void know(int slot) {
    if (slot < slots) {
      return;
    }
    int needed = (slot + 1) * BYTES;
    if (needed > coherence.length) {
      int capacity = Math.max(2 * needed, 8 * BYTES);
      coherence = Arrays.copyOf(coherence, capacity);
      forwardTime = Arrays.copyOf(forwardTime, capacity);
      forwardView = Arrays.copyOf(forwardView, capacity);
      forwardExclusive = Arrays.copyOf(forwardExclusive, capacity);
    }
    int from = slots * BYTES;
    Arrays.fill(coherence, from, needed, 0);
    Arrays.fill(forwardTime, from, needed, 0);
    Arrays.fill(forwardView, from, needed, 0);
    Arrays.fill(forwardExclusive, from, needed, false);
    slots = slot + 1;
  }

  /// The greatest coherence view of the bytes of `mask` in `slot`.
  int coherence(int slot, int mask) {
    int view = 0;
    for (int rest = slot < slots ? mask : 0; rest != 0; rest &= rest - 1) {
      view = Math.max(view, coherence[slot * BYTES + Integer.numberOfTrailingZeros(rest)]);
    }
    return view;
  }

  // Promises.

  /// How many stores are promised and not yet fulfilled.
  public int promised() {
    return promised;
  }

  /// The timestamp of promise number `i`.
  int promise(int i) {
    return promises[i];
  }

  void addPromise(int time) {
    if (promised == promises.length) {
      promises = Arrays.copyOf(promises, 2 * promised);
    }
    promises[promised++] = time;
  }

  void removePromise(int time) {
    int left = 0;
    for (int i = 0; i < promised; i++) {
      if (promises[i] != time) {
        promises[left++] = promises[i];
      }
    }
    promised = left;
  }

  // Copies, for looking ahead.

  void copy(Views from) {
    if (registers.length != from.registers.length) {
      registers = new int[from.registers.length];
    }
    System.arraycopy(from.registers, 0, registers, 0, registers.length);
    carried = from.carried;
    signalled = from.signalled;
    oldReads = from.oldReads;
    oldWrites = from.oldWrites;
    newReads = from.newReads;
    newWrites = from.newWrites;
    oldInputs = from.oldInputs;
    oldOutputs = from.oldOutputs;
    newInputs = from.newInputs;
    newOutputs = from.newOutputs;
    control = from.control;
    releases = from.releases;
    slots = 0;
    if (from.slots > 0) {
      know(from.slots - 1);
    }
    int bytes = from.slots * BYTES;
    System.arraycopy(from.coherence, 0, coherence, 0, bytes);
    System.arraycopy(from.forwardTime, 0, forwardTime, 0, bytes);
    System.arraycopy(from.forwardView, 0, forwardView, 0, bytes);
    System.arraycopy(from.forwardExclusive, 0, forwardExclusive, 0, bytes);
    reserved = from.reserved;
    reservedMask = from.reservedMask;
    System.arraycopy(from.reservedFrom, 0, reservedFrom, 0, BYTES);
    reservedAt = from.reservedAt;
    reservedView = from.reservedView;
    promised = 0;
    for (int i = 0; i < from.promised; i++) {
      addPromise(from.promises[i]);
    }
  }

  /// The first `dropped` messages are gone, and slots have new numbers.
  void drop(int dropped, int[] renumbered) {
    Views old = new Views();
    old.copy(this);
    slots = 0;
    for (int slot = 0; slot < old.slots; slot++) {
      if (renumbered[slot] != History.NO_SLOT) {
        know(renumbered[slot]);
      }
    }
    for (int slot = 0; slot < old.slots; slot++) {
      for (int b = 0; b < BYTES && renumbered[slot] != History.NO_SLOT; b++) {
        move(old, slot * BYTES + b, renumbered[slot] * BYTES + b, dropped);
      }
    }
    for (int b = 0; b < BYTES; b++) {
      reservedFrom[b] = shift(reservedFrom[b], dropped);
    }
    for (int i = 0; i < promised; i++) {
      promises[i] -= dropped;
    }
    Shift shift = view -> shift(view, dropped);
    scalars(shift);
  }

  private void move(Views old, int from, int to, int dropped) {
    coherence[to] = shift(old.coherence[from], dropped);
    forwardTime[to] = shift(old.forwardTime[from], dropped);
    if (forwardTime[to] > 0) {
      forwardView[to] = shift(old.forwardView[from], dropped);
      forwardExclusive[to] = old.forwardExclusive[from];
    }
  }

  static int shift(int view, int dropped) {
    return Math.max(view - dropped, 0);
  }

  /// What becomes of a view.
  private interface Shift {
    int of(int view);
  }

  private void scalars(Shift shift) {
    carried = shift.of(carried);
    signalled = shift.of(signalled);
    for (int register = 0; register < registers.length; register++) {
      registers[register] = shift.of(registers[register]);
    }
    oldReads = shift.of(oldReads);
    oldWrites = shift.of(oldWrites);
    newReads = shift.of(newReads);
    newWrites = shift.of(newWrites);
    oldInputs = shift.of(oldInputs);
    oldOutputs = shift.of(oldOutputs);
    newInputs = shift.of(newInputs);
    newOutputs = shift.of(newOutputs);
    control = shift.of(control);
    releases = shift.of(releases);
    reservedAt = shift.of(reservedAt);
    reservedView = shift.of(reservedView);
  }

  /// How many slots there are up to the last one with something to tell. That others have arrays
  /// makes no difference to anybody.
  private int told() {
    int told = slots;
    while (told > 0 && isSilent(told - 1)) {
      told--;
    }
    return told;
  }

  private boolean isSilent(int slot) {
    for (int at = slot * BYTES; at < (slot + 1) * BYTES; at++) {
      if (coherence[at] != 0 || forwardTime[at] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void walk(Walker walker) {
    scalars(walker::value);
    reserved = walker.value(reserved);
    reservedMask = walker.value(reservedMask);
    int known = walker.value(told());
    if (walker instanceof Loader) {
      slots = 0;
      if (known > 0) {
        know(known - 1);
      }
    }
    for (int at = 0; at < known * BYTES; at++) {
      coherence[at] = walker.value(coherence[at]);
      forwardTime[at] = walker.value(forwardTime[at]);
      forwardView[at] = walker.value(forwardView[at]);
      forwardExclusive[at] = walker.value(forwardExclusive[at]);
    }
    for (int b = 0; b < BYTES; b++) {
      reservedFrom[b] = walker.value(reservedFrom[b]);
    }
    int count = walker.value(promised);
    for (int i = 0; i < count; i++) {
      if (i == promised) {
        addPromise(0);
      }
      promises[i] = walker.value(promises[i]);
    }
    promised = count;
  }
}
