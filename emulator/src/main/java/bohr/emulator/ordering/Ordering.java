package bohr.emulator.ordering;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Lock;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;

/// The order in which the agents of a machine see RAM: a history of messages and a view for each
/// agent. [Memory] keeps the newest value of every byte, promises included, so whoever asks for
/// nothing older than that can read it there. Whoever writes RAM must do it here, by a [Store] or
/// by [#write].
///
/// Under sequential consistency there is no history, and nothing of this is state.
public final class Ordering implements Stateful {

  /// More messages than this are not kept: then the older half is dropped, as if every agent had
  /// seen it.
  public static final int MOST_MESSAGES = 256;

  private static final int BYTES = 8;

  /// Where cells are: behind everything that is in memory.
  private static final long CELLS = 1L << 40;

  private final Memory memory;
  private final MemoryRules rules;
  private final List<Cell> cells = new ArrayList<>();
  private final History history = new History();

  /// Of each agent, and behind them of each agent's host thread.
  private final Views[] views;

  private final HostThreads hosts;
  private final List<Carrier> carriers = new ArrayList<>();

  /// The view of what is being delivered.
  private int delivered;

  /// Stores are simulated: they get into the history, to be taken back, and not into memory.
  private boolean ahead;

  /// Only promises may be fulfilled.
  private boolean complete;

  private long forgotten;

  /// Whoever keeps views for others, and has to keep up when messages are dropped.
  @FunctionalInterface
  public interface Carrier {

    /// The first `dropped` messages are gone: a view is [#shift] of what it was.
    void forget(int dropped);
  }

  /// An order for agents 0 to `agents - 1`.
  public Ordering(Memory memory, MemoryRules rules, int agents) {
    this.memory = memory;
    this.rules = rules;
    views = new Views[2 * agents];
    for (int agent = 0; agent < views.length; agent++) {
      views[agent] = new Views();
    }
    hosts = new HostThreads(this);
  }

  public MemoryRules rules() {
    return rules;
  }

  /// The memory with the newest values.
  public Memory memory() {
    return memory;
  }

  History history() {
    return history;
  }

  /// What an agent must see.
  public Views views(int agent) {
    return views[agent];
  }

  /// The host side.
  public HostThreads hosts() {
    return hosts;
  }

  /// Tells `carrier` when messages are dropped.
  public void follow(Carrier carrier) {
    carriers.add(carrier);
  }

  /// A view, when the first `dropped` messages are gone.
  public static int shift(int view, int dropped) {
    return Views.shift(view, dropped);
  }

  /// Has what is done under `lock` be seen by whoever takes it next.
  public void follow(Lock lock) {
    follow(dropped -> lock.view = shift(lock.view, dropped));
  }

  /// The number of an agent's host thread, as an agent of this order.
  int host(int agent) {
    return views.length / 2 + agent;
  }

  Cell newCell(long value) {
    Cell cell = new Cell(CELLS + BYTES * (long) cells.size(), value);
    cells.add(cell);
    return cell;
  }

  /// The value of a granule without messages.
  long settled(long granule) {
    return granule < CELLS ? memory.load64((int) granule) : cell(granule).value;
  }

  private Cell cell(long granule) {
    return cells.get((int) (granule - CELLS) / BYTES);
  }

  /// Something with this view is on its way to a hart; until it is told otherwise, interrupts that
  /// rise carry it.
  public void deliver(int view) {
    delivered = view;
  }

  /// The view of the interrupt that has just risen.
  public int delivered() {
    return delivered;
  }

  /// The view of somebody who has seen everything.
  public int now() {
    return history.count();
  }

  /// How often messages were dropped that a hart could still have seen. An exploration during which
  /// this has changed has not seen everything.
  public long forgotten() {
    return forgotten;
  }

  public Load newLoad() {
    return new Load(this);
  }

  public Store newStore() {
    return new Store(this);
  }

  // Stores.

  /// Whether stores may be new messages.
  boolean storesAnew() {
    return !complete;
  }

  /// Adds a message, which is now the newest value of its bytes.
  int append(long granule, int mask, long value, int agent) {
    int time = history.append(openSlot(granule), mask, value, agent);
    if (granule >= CELLS) {
      cell(granule).value = value;
    } else if (!ahead) {
      writeThrough(granule, mask, value, agent);
    }
    return time;
  }

  private int openSlot(long granule) {
    int slot = history.slot(granule);
    return slot != History.NO_SLOT ? slot : history.open(granule, settled(granule));
  }

  /// Only the bytes that change hands: whoever decoded or reserved the others keeps them.
  private void writeThrough(long granule, int mask, long value, int agent) {
    int first = Integer.numberOfTrailingZeros(mask);
    int offset = (int) granule + first;
    long bytes = value >>> 8 * first;
    switch (mask >>> first) {
      case 0xff -> memory.store64(offset, bytes, agent);
      case 0xf -> memory.store32(offset, (int) bytes, agent);
      case 3 -> memory.store16(offset, (short) bytes, agent);
      case 1 -> memory.store8(offset, (byte) bytes, agent);
      default -> {
        for (int b = 0; mask >>> first + b != 0; b++) {
          memory.store8(offset + b, (byte) (bytes >>> 8 * b), agent);
        }
      }
    }
  }

  /// Whether nobody else stored to the granule that `views` have reserved between LR and `time`.
  boolean keepsReservation(Views views, int agent, int time) {
    int slot = history.slot(views.reserved);
    int at = slot == History.NO_SLOT ? 0 : history.newest(slot);
    for (; at != 0; at = history.previous(at)) {
      if (at < time && history.agent(at) != agent && isLater(views, at)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a message was not there when the LR loaded, or is newer than what it loaded.
  private boolean isLater(Views views, int time) {
    if (time > views.reservedAt) {
      return true;
    }
    for (int rest = history.mask(time) & views.reservedMask; rest != 0; rest &= rest - 1) {
      if (time > views.reservedFrom[Integer.numberOfTrailingZeros(rest)]) {
        return true;
      }
    }
    return false;
  }

  /// Somebody writes bytes that are all in RAM, in ascending order: DMA, an MSI into memory, a
  /// page-table walk. The write is behind everything that `agent` did.
  ///
  /// @param agent an agent; or a negative number for nobody, whose writes are ordered by themselves
  /// @return the view that the write has
  public int write(long offset, byte[] data, int agent) {
    if (!rules.isWeak()) {
      memory.write((int) offset, data, 0, data.length, agent);
      return 0;
    }
    for (int done = 0; done < data.length; ) {
      long at = offset + done;
      int part = Math.min(BYTES - (int) (at & BYTES - 1), data.length - done);
      long value = 0;
      for (int i = 0; i < part; i++) {
        value |= (data[done + i] & 0xffL) << 8 * i;
      }
      int shift = (int) at & BYTES - 1;
      append(at & -BYTES, (1 << part) - 1 << shift, value << 8 * shift, agent);
      done += part;
    }
    int time = history.count();
    if (agent >= 0) {
      views[agent].oldWrites = time;
      views[agent].acquire(time);
    }
    trim();
    return time;
  }

  /// Says of a step that writes RAM, or that deals with a device, that its place in the order of
  /// all stores matters: what a device says carries the view of everything before it.
  public void mark(Access step) {
    boolean writes = step.kind == Access.Kind.WRITE || step.kind == Access.Kind.UPDATE;
    if (rules.isWeak() && (writes || step.object != Access.NO_OBJECT)) {
      step.appends = true;
    }
  }

  // Promises.

  /// `agent` promises a store.
  public void promise(int agent, Promise promise) {
    int time = append(promise.granule(), promise.mask(), promise.value(), agent);
    views[agent].addPromise(time);
  }

  /// Whether an agent cannot fulfil a promise any more: what its later stores must be newer than is
  /// not older than the promise.
  public boolean isBroken(Views of) {
    for (int i = 0; i < of.promised(); i++) {
      int time = of.promise(i);
      int bound = Math.max(of.control, of.newWrites);
      if (time <= Math.max(bound, of.coherence(history.slotOf(time), history.mask(time)))) {
        return true;
      }
    }
    return false;
  }

  // Looking ahead.

  /// From here on stores are simulated, until [#back].
  ///
  /// @param complete whether all stores there are have been promised already
  public void lookAhead(boolean complete) {
    ahead = true;
    this.complete = complete;
  }

  /// How far a simulation has come, to return to.
  public long mark() {
    return (long) history.count() << 32 | history.slotCount();
  }

  /// The newest message.
  public Promise newest() {
    int time = history.count();
    return new Promise(
        history.granule(history.slotOf(time)), history.mask(time), history.value(time));
  }

  /// The newest value of the 8 aligned bytes at `granule`, simulated stores included.
  public long newest(long granule) {
    int slot = history.slot(granule);
    return slot == History.NO_SLOT
        ? settled(granule)
        : history.read(slot, 0xff, history.count());
  }

  /// Takes back what was stored behind `mark`.
  public void undo(long mark) {
    history.truncate((int) (mark >>> 32), (int) mark);
  }

  /// Stores are stores again.
  public void back(long mark) {
    undo(mark);
    ahead = false;
    complete = false;
  }

  /// A copy of what an agent sees, into `into`, or out of it.
  public static void copy(Views from, Views into) {
    into.copy(from);
  }

  /// Views to copy into.
  public static Views noViews() {
    return new Views();
  }

  /// Whether the granule around an offset has been stored to after `time`.
  public boolean isChanged(long offset, int time) {
    int slot = history.slot(offset & -BYTES);
    return slot != History.NO_SLOT && history.newest(slot) > time;
  }

  // Forgetting.

  /// Drops old messages if there are too many. Called between two accesses.
  public void trim() {
    if (history.count() <= MOST_MESSAGES || ahead) {
      return;
    }
    int dropped = history.count() - MOST_MESSAGES / 2;
    boolean seen = true;
    for (Views each : views) {
      seen &= each.newReads >= dropped;
    }
    if (drop(dropped) && !seen) {
      forgotten++;
    }
  }

  /// Everybody has seen everything: the state from which a search starts. Nothing happens while a
  /// store is promised.
  public void settle() {
    drop(history.count());
  }

  private boolean drop(int dropped) {
    for (Views each : views) {
      if (each.promised() > 0) {
        return false;
      }
    }
    for (int agent = 0; agent < views.length; agent++) {
      if (views[agent].reserved >= 0 && !keepsReservation(views[agent], agent, dropped + 1)) {
        views[agent].endReservation();
      }
    }
    int[] renumbered = history.drop(dropped);
    for (Views each : views) {
      each.drop(dropped, renumbered);
    }
    carriers.forEach(carrier -> carrier.forget(dropped));
    return true;
  }

  @Override
  public void walk(Walker walker) {
    if (!rules.isWeak()) {
      return;
    }
    history.walk(walker);
    boolean hostsSee = !cells.isEmpty() || hosts.sharesMemory();
    int walked = hostsSee ? views.length : views.length / 2;
    for (int agent = 0; agent < walked; agent++) {
      views[agent].walk(walker);
    }
    forgotten = walker.counter(forgotten);
  }
}
