package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Access;
import bohr.emulator.ordering.AddedFence;
import bohr.emulator.ordering.Load;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Order;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Promise;
import bohr.emulator.ordering.Store;
import bohr.emulator.ordering.Views;
import java.util.List;

/// A hart's accesses to RAM under a weak memory model: which message a load reads, whether an SC
/// succeeds and which promise a store fulfils are choices. What the instructions compute is not
/// done here; [Dependencies] follows it.
///
/// An access that crosses the boundary of an aligned 8-byte granule is two, the lower one first.
final class WeakAccess implements Store.Combination {

  private static final int GRANULE = 8;

  final Views views;
  final Ordering ordering;

  private final Hart hart;
  private final Dependencies dependencies;
  private final MemoryRules rules;
  private final Load load;
  private final Store store;
  final Solo solo;

  /// The AMO in progress.
  private long updating;

  /// Those of a hart in `ordering`; null if that is sequential consistency.
  static WeakAccess of(Hart hart, Ordering ordering) {
    return ordering.rules().isWeak() ? new WeakAccess(hart, ordering) : null;
  }

  private WeakAccess(Hart hart, Ordering ordering) {
    this.hart = hart;
    this.ordering = ordering;
    rules = ordering.rules();
    views = ordering.views(hart.id());
    dependencies = new Dependencies(views);
    load = ordering.newLoad();
    store = ordering.newStore();
    solo = new Solo(hart, this, ordering);
  }

  void reset() {
    dependencies.reset();
    views.endReservation();
  }

  /// The hart enters a trap handler; an interrupt brings along what was handed over with it.
  void trap(boolean interrupt) {
    views.endReservation();
    if (interrupt) {
      views.takeSignal();
    }
  }

  /// Whether a store has been promised and not been fulfilled.
  boolean hasPromised() {
    return views.promised() > 0;
  }

  /// Whether the step of an instruction may be to promise a store.
  boolean mayPromise(long w) {
    return rules.hasPromises() && Decoded.access(w) != Access.Kind.NONE;
  }

  /// An instruction that is no access to RAM has been executed.
  void computed(long w) {
    dependencies.computed(w);
    if (Decoded.opcode(w) >= CSRRW && Decoded.opcode(w) <= CSRRCI) {
      accessed(Csr.of((int) Decoded.immediate(w)), w);
    }
  }

  /// A CSR has been read or written. To claim an interrupt is to take it; otherwise those that tell
  /// of interrupts are inputs.
  private void accessed(Csr csr, long w) {
    boolean claims = csr == Csr.MTOPEI || csr == Csr.STOPEI;
    boolean writes =
        Decoded.opcode(w) == CSRRW || Decoded.opcode(w) == CSRRWI || Decoded.rs1(w) != 0;
    if (claims && writes) {
      views.takeSignal();
    } else if (csr.tellsOfInterrupts()) {
      dependencies.alsoResult(w, views.lookForSignal());
    }
  }

  /// Executes the load, store or atomic at the pc, which is all in RAM and allowed there.
  void access(long w, long offset) {
    ordering.trim();
    if (rules.hasPromises() && promises()) {
      return;
    }
    int size = Operand.size(w);
    int part = GRANULE - (int) (offset & GRANULE - 1);
    if (Decoded.opcode(w) == CBO_ZERO) {
      zero(w, offset);
    } else if (size > part) {
      across(w, offset, part, offset + part);
    } else {
      int ways = look(w, offset);
      take(w, hasPromised() ? pickCertified(w, offset, ways) : pick(ways));
    }
  }

  private int pick(int alternatives) {
    return alternatives == 1 ? 0 : hart.chooser.choose(hart.id(), alternatives);
  }

  /// Picks an alternative behind which all promises can still be kept. If the search for one gives
  /// up, which is not known to happen, any will do.
  private int pickCertified(long w, long offset, int alternatives) {
    int[] certified = solo.certified(w, offset, alternatives);
    look(w, offset);
    return certified.length == 0 ? pick(alternatives) : certified[pick(certified.length)];
  }

  /// Lets the hart promise a store instead of doing its access: the first alternative is not to.
  private boolean promises() {
    List<Promise> legal = solo.promises();
    int choice = legal.isEmpty() ? 0 : hart.chooser.choose(hart.id(), legal.size() + 1);
    if (choice > 0) {
      ordering.promise(hart.id(), legal.get(choice - 1));
    }
    return choice > 0;
  }

  /// If the alternative that was looked at is a new store that does not need anything newer than
  /// the message at `time`, adds it to `promises`.
  void promisable(long w, int alternative, int time, List<Promise> promises) {
    boolean stores = Decoded.access(w) != Access.Kind.READ && alternative < store.ways();
    if (stores && store.isNew(alternative) && store.bound() <= time) {
      promises.add(store.asPromise());
    }
  }

  /// Executes the fences that were added in front of the access at the pc. Once more makes no
  /// difference.
  private void fence() {
    for (int i = 0; i < rules.added().size(); i++) {
      AddedFence fence = rules.added().get(i);
      if (fence.pc() == hart.pc) {
        views.fence(fence.before(), fence.behind());
      }
    }
  }

  /// Looks at the access at the pc, which is in one granule.
  ///
  /// @return how many alternatives there are
  int look(long w, long offset) {
    fence();
    int size = Decoded.size(w);
    int address = dependencies.address(w);
    if (Decoded.access(w) == Access.Kind.READ) {
      return load.look(views, offset, size, address, order(w));
    }
    int data = dependencies.data(w);
    if (isUpdate(w)) {
      updating = w;
      return store.lookUpdate(hart.id(), offset, size, this, address, data, order(w));
    }
    long value = SlowPath.stored(hart, w);
    int ways = store.look(hart.id(), offset, size, value, address, data, order(w));
    return isConditional(w) ? ways + 1 : ways;
  }

  /// Executes it; the last alternative of an SC is to fail.
  void take(long w, int alternative) {
    if (Decoded.access(w) == Access.Kind.READ) {
      hart.busValue = load.take(alternative);
      dependencies.result(w, load.view());
      finish(w, hart.busValue);
    } else if (isConditional(w)) {
      conditional(w, alternative);
    } else {
      int time = store.take(alternative);
      if (isUpdate(w)) {
        dependencies.result(w, time);
      }
      finish(w, store.old());
    }
  }

  private void conditional(long w, int alternative) {
    boolean fails = alternative == store.ways();
    if (fails) {
      views.endReservation();
    }
    dependencies.result(w, fails ? 0 : store.take(alternative));
    hart.x[Decoded.rd(w)] = fails ? 1 : 0;
    hart.retire(w);
  }

  private void finish(long w, long value) {
    int opcode = Decoded.opcode(w);
    if (isAtomic(opcode) && !isOrdered(opcode)) {
      hart.x[Decoded.rd(w)] = Decoded.size(w) == 4 ? (int) value : value;
      hart.retire(w);
    } else {
      SlowPath.finishAccess(hart, w, HartBus.Reply.DONE);
    }
  }

  /// Executes a load or store whose first `part` bytes are at one offset and whose others are at
  /// another.
  void across(long w, long first, int part, long second) {
    fence();
    int rest = Decoded.size(w) - part;
    int address = dependencies.address(w);
    if (Decoded.access(w) == Access.Kind.READ) {
      long low = load.take(pick(load.look(views, first, part, address, order(w))));
      int view = load.view();
      long high = load.take(pick(load.look(views, second, rest, address, order(w))));
      hart.busValue = low | high << 8 * part;
      dependencies.result(w, Math.max(view, load.view()));
    } else {
      long value = SlowPath.stored(hart, w);
      int data = dependencies.data(w);
      int id = hart.id();
      store.take(pick(store.look(id, first, part, value, address, data, order(w))));
      long high = value >>> 8 * part;
      store.take(pick(store.look(id, second, rest, high, address, data, order(w))));
    }
    SlowPath.finishAccess(hart, w, HartBus.Reply.DONE);
  }

  private void zero(long w, long offset) {
    fence();
    for (int i = 0; i < CacheBlocks.BYTES; i += GRANULE) {
      int address = dependencies.address(w);
      store.take(pick(store.look(hart.id(), offset + i, GRANULE, 0, address, 0, order(w))));
    }
    hart.retire(w);
  }

  private static boolean isConditional(long w) {
    return Decoded.opcode(w) == SC_W || Decoded.opcode(w) == SC_D;
  }

  private static boolean isUpdate(long w) {
    return Decoded.opcode(w) >= AMOSWAP_W && Decoded.opcode(w) <= LAST_ATOMIC;
  }

  /// What the instruction's bits, and under tso its kind, ask for.
  private int order(long w) {
    int opcode = Decoded.opcode(w);
    int order = Order.PLAIN;
    if (isAtomic(opcode)) {
      int bits = (int) Decoded.immediate(w);
      boolean strong = !isOrdered(opcode) || rules.zalasr() == MemoryRules.Zalasr.RCSC;
      order |= (bits & 2) != 0 ? Order.ACQUIRE : 0;
      order |= (bits & 1) != 0 ? Order.RELEASE : 0;
      order |= bits != 0 && strong ? Order.RCSC : 0;
      order |= isOrdered(opcode) ? 0 : Order.EXCLUSIVE;
    }
    return rules.model() == MemoryModel.TSO ? order | total(w) : order;
  }

  private static int total(long w) {
    if (isUpdate(w)) {
      return Order.ACQUIRE | Order.RELEASE | Order.RCSC;
    }
    return Decoded.access(w) == Access.Kind.READ ? Order.ACQUIRE : Order.RELEASE;
  }

  @Override
  public long of(long old) {
    long source = hart.x[Decoded.rs2(updating)];
    return Decoded.size(updating) == 4
        ? Atomics.combine(Decoded.opcode(updating), (int) old, (int) source)
        : Atomics.combine(Decoded.opcode(updating), old, source);
  }

  // What is not an access of a program to RAM.

  /// A page-table walk updates an entry.
  void writeEntry(long offset, long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    ordering.write(offset, bytes, hart.id());
  }

  /// An access outside RAM begins. Unless whoever answers a load says otherwise, its reply carries
  /// nothing.
  void leavesRam(long w) {
    fence();
    views.carried =
        Decoded.access(w) == Access.Kind.WRITE
            ? views.output(dependencies.address(w), dependencies.data(w))
            : 0;
  }

  /// It has ended.
  void cameBack(long w) {
    if (Decoded.access(w) == Access.Kind.READ) {
      dependencies.result(w, views.input(dependencies.address(w), views.carried));
    }
    views.carried = 0;
  }
}
