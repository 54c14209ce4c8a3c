package bohr.emulator.bus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;

/// The way down to a device whose register writes are posted: a hart has done with its store as
/// soon as the write is here, and the device gets it some steps later. Writes arrive in the order
/// in which they were posted. Whatever else a hart wants of the device, a read of a register or an
/// access to config space, stays behind them (PCI Express Base Specification §2.4.1, entry B2a).
///
/// Each step runs one phase of the handler of the oldest write.
public final class Downstream implements Agent, Link.WayDown {

  /// Writes under way; a hart that wants to post more waits for room.
  private static final int CAPACITY = 16;

  private final String name;
  private final int id;
  private final int object;
  private final Link link;
  private final Roster roster;
  private final Clock clock;
  private final VisibleAccesses accesses;
  private final Ordering ordering;
  private final Phase[] queue = new Phase[CAPACITY];

  /// What the writes bring along.
  private final int[] views = new int[CAPACITY];

  /// Who claimed their addresses when they were posted; null for one that has arrived.
  private final Claim[] claims = new Claim[CAPACITY];

  private RegisterBank registers;
  private Decoding decoding;
  private int count;
  private long waiting;

  /// @param id its agent number
  /// @param object the device's object number
  /// @param link the device's
  public Downstream(
      String device,
      int id,
      int object,
      Link link,
      Roster roster,
      Clock clock,
      VisibleAccesses accesses,
      Ordering ordering) {
    this.name = device + ".writes";
    this.id = id;
    this.object = object;
    this.link = link;
    this.roster = roster;
    this.clock = clock;
    this.accesses = accesses;
    this.ordering = ordering;
    ordering.follow(this::forget);
    link.answerBehind(this);
  }

  private void forget(int dropped) {
    for (int i = 0; i < count; i++) {
      views[i] = Ordering.shift(views[i], dropped);
    }
  }

  /// Has the writes arrive at `registers`.
  ///
  /// @param decoding is told when they do
  void deliverTo(RegisterBank registers, Decoding decoding) {
    this.registers = registers;
    this.decoding = decoding;
  }

  /// Its agent number.
  int id() {
    return id;
  }

  /// The device's object number.
  public int object() {
    return object;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  /// Posts a write whose handler begins with `phase`. Whoever posts has made sure that there is
  /// room.
  ///
  /// @param view of the store
  /// @param claim who claims its address
  void post(Phase phase, int view, Claim claim) {
    claims[count] = claim;
    views[count] = view;
    queue[count++] = phase;
    roster.enable(id);
  }

  @Override
  public void await(int agent) {
    waiting |= 1L << agent;
    roster.disable(agent);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    int steps = 0;
    while (steps < limit && roster.isEnabled(id)) {
      clock.step(1);
      steps++;
      if (ordering.rules().isWeak()) {
        ordering.views(link.id()).acquire(views[0]);
        ordering.hosts().enter(views[0]);
      }
      step(queue[0]);
    }
    return steps;
  }

  private void step(Phase phase) {
    Lock lock = registers.lock(phase);
    if (lock != null && !lock.acquire(id)) {
      return;
    }
    if (phase.sends() && link.isFull()) {
      link.waitForRoom(id);
      return;
    }
    claims[0] = decoding.arrived(claims[0], true);
    ordering.hosts().acquire(lock == null ? 0 : lock.view);
    accesses.begin();
    Phase next = registers.handle(phase);
    accesses.check(phase);
    if (!(next instanceof RegisterBank.Done)) {
      queue[0] = next;
      return;
    }
    if (lock != null) {
      lock.view = ordering.hosts().release();
      lock.release(id);
    }
    arrived();
  }

  private void arrived() {
    count--;
    System.arraycopy(queue, 1, queue, 0, count);
    System.arraycopy(views, 1, views, 0, count);
    System.arraycopy(claims, 1, claims, 0, count);
    queue[count] = null;
    if (count == 0) {
      roster.disable(id);
    }
    while (waiting != 0) {
      roster.enable(Long.numberOfTrailingZeros(waiting));
      waiting &= waiting - 1;
    }
  }

  @Override
  public StopReason stopped() {
    return roster.isEnabled(id) ? StopReason.LIMIT : StopReason.BLOCKED;
  }

  @Override
  public void pending(Access into) {
    into.object(object);
  }

  @Override
  public String describe() {
    return count == 0 ? "idle" : queue[0].toString().replace("[]", "");
  }

  @Override
  public void walk(Walker walker) {
    int before = count;
    count = walker.value(count);
    waiting = walker.value(waiting);
    for (int i = 0; i < count; i++) {
      queue[i] = walker.value(queue[i]);
      views[i] = walker.value(views[i]);
      claims[i] = walker.optional(claims[i]);
    }
    for (int i = count; i < before; i++) {
      queue[i] = null;
    }
  }
}
