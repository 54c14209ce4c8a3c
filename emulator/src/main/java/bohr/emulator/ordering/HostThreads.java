package bohr.emulator.ordering;

import bohr.emulator.agent.Chooser;

/// The host side of a machine with weak memory. A device model that runs without a lock is a
/// program of several host threads: each hart runs register handlers, each device thread its
/// phases. What they share is in [Cell]s, which they see by views of their own; a guest's fences
/// do not order them, and their order does not order guests.
public final class HostThreads {

  private static final int BYTES = 8;

  private final Ordering ordering;
  private final Load load;
  private final Store store;
  private int actor;
  private boolean shared;
  private Chooser chooser = Chooser.STRONGEST;

  HostThreads(Ordering ordering) {
    this.ordering = ordering;
    load = ordering.newLoad();
    store = ordering.newStore();
  }

  /// From now on it is `agent` who acts, and `chooser` who chooses.
  public void act(int agent, Chooser chooser) {
    actor = agent;
    this.chooser = chooser;
  }

  /// Who acts.
  public int actor() {
    return actor;
  }

  /// Whether registers of unlocked devices need cells.
  public boolean isWeak() {
    return ordering.rules().isWeak();
  }

  /// A place that host threads share, with the value that it has at power-on.
  public Cell cell(long value) {
    return ordering.newCell(value);
  }

  /// From now on host threads and harts share memory of a device.
  public void shareMemory() {
    shared = true;
  }

  boolean sharesMemory() {
    return shared;
  }

  /// A hart leaves the guest for a handler, with what its access carries. Where guests and host
  /// threads share memory, that is one processor, and the handler comes behind it.
  public void enter(int view) {
    if (shared) {
      acquire(view);
    }
  }

  /// The view with which a handler goes back to its guest, where they share memory.
  public int leave() {
    return shared ? release() : 0;
  }

  /// The doubleword at an offset in memory, which host threads share with harts.
  public Cell place(long offset) {
    return new Cell(offset, 0);
  }

  /// Loads.
  ///
  /// @param order bits of [Order]
  public long read(Cell cell, int order) {
    int ways = load.look(views(actor), cell.granule, BYTES, 0, order);
    return load.take(pick(ways));
  }

  /// Stores.
  public void write(Cell cell, long value, int order) {
    store.look(ordering.host(actor), cell.granule, BYTES, value, 0, 0, order);
    store.take(0);
  }

  /// Replaces a value by another one that depends on it, indivisibly.
  ///
  /// @return what it was
  public long update(Cell cell, Store.Combination combination, int order) {
    int host = ordering.host(actor);
    store.lookUpdate(host, cell.granule, BYTES, combination, 0, 0, order);
    store.take(0);
    return store.old();
  }

  /// A fence of whoever acts: sets of bits r = 2, w = 1, as [Views#fence] has them.
  public void fence(int before, int behind) {
    if (isWeak()) {
      views(actor).fence(before, behind);
    }
  }

  /// Whoever acts hands over to the host thread of `agent`, which sees what they have seen.
  public void handOver(int agent) {
    if (isWeak() && agent != actor) {
      views(agent).acquire(views(actor).release());
    }
  }

  /// Whoever acts sees what the host thread of `agent` has seen.
  public void takeOver(int agent) {
    if (isWeak()) {
      views(actor).acquire(views(agent).release());
    }
  }

  /// What the actor's host thread hands over when it lets go of a lock.
  public int release() {
    return isWeak() ? views(actor).release() : 0;
  }

  /// The actor's host thread has taken a lock.
  public void acquire(int view) {
    if (isWeak()) {
      views(actor).acquire(view);
    }
  }

  /// The bytes of RAM that a function reads by DMA. Within a request the order is nobody's
  /// business; what it reads later is not older. Writes of its own are behind it (PCI Express Base
  /// Specification §2.4.1, entry B2b: a read request does not pass them).
  ///
  /// @param agent the function's link
  public void dma(long offset, byte[] data, int agent) {
    Views views = views(agent, false);
    int newest = 0;
    for (int done = 0; done < data.length; ) {
      int part = Math.min(BYTES - (int) (offset + done & BYTES - 1), data.length - done);
      int ways = load.look(views, offset + done, part, 0, Order.PLAIN);
      long value = load.take(ways == 1 ? 0 : chooser.choose(agent, ways));
      newest = Math.max(newest, load.view());
      for (int i = 0; i < part; i++) {
        data[done + i] = (byte) (value >>> 8 * i);
      }
      done += part;
    }
    views.acquire(newest);
  }

  private int pick(int ways) {
    return ways == 1 ? 0 : chooser.choose(actor, ways);
  }

  private Views views(int agent) {
    return views(agent, true);
  }

  private Views views(int agent, boolean host) {
    return ordering.views(host ? ordering.host(agent) : agent);
  }
}
