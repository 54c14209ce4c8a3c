package bohr.emulator.device;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.OwnRegisters.Nested;
import bohr.emulator.ordering.HostThreads;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;

/// A thread of a device: a function from phase to phase. All of its state is its phase.
///
/// Where the device is locked, the thread takes the lock before a guarded phase and keeps it until
/// the first phase that is not guarded.
///
/// A thread that its own DMA has led into a handler of its device is [Nested] there. It cannot be
/// stopped from inside: whatever the handler does about it, it goes on where it was.
public final class DeviceThread implements Agent {

  private final String name;
  private final int id;
  private final Program program;
  private final Lock lock;
  private final Link link;
  private final int object;
  private final Roster roster;
  private final Clock clock;
  private final VisibleAccesses accesses;
  private final HostThreads hosts;
  private final Wiring wiring;

  /// Null where DMA does not reach the device's own registers.
  private OwnRegisters own;

  /// It is running a handler of its own device.
  private boolean inside;

  private Phase phase;

  /// What a thread does.
  public interface Program {

    /// Where the thread stands after power-on and reset; it waits.
    Phase idle();

    /// Takes one step.
    ///
    /// @return the next phase
    Phase step(Phase phase);
  }

  DeviceThread(
      String name, int id, Program program, Lock lock, Link link, Wiring wiring) {
    this.name = name;
    this.id = id;
    this.program = program;
    this.lock = lock;
    this.link = link;
    this.wiring = wiring;
    this.object = wiring.object();
    this.roster = wiring.roster();
    this.clock = wiring.clock();
    this.accesses = wiring.accesses();
    this.hosts = wiring.ordering().hosts();
    phase = program.idle();
  }

  /// Has DMA of the thread reach the device's own registers, where the policy says so.
  void reach(Function function, RegisterBank registers) {
    if (!wiring.settings().get("own-bar-dma").equals("dropped")) {
      own = new OwnRegisters(function, registers, wiring);
    }
  }

  /// Where the thread stands.
  public Phase phase() {
    return phase;
  }

  /// Moves the thread on from outside: it is signalled, its data arrives, or it is reset.
  public void become(Phase next) {
    if (inside) {
      return;
    }
    hosts.handOver(id);
    if (lock != null) {
      lock.forget(id);
      if (!next.guarded()) {
        lock.release(id);
      }
    }
    link.forget(id);
    phase = next;
    updateEnabled();
  }

  /// Back to where it stood after power-on.
  public void reset() {
    become(program.idle());
  }

  private void updateEnabled() {
    if (phase.waits()) {
      roster.disable(id);
    } else if (phase.sends() && link.isFull()) {
      link.waitForRoom(id);
    } else {
      roster.enable(id);
    }
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
      step();
    }
    return steps;
  }

  private void step() {
    if (lock != null && phase.guarded() && !lock.acquire(id)) {
      return;
    }
    if (lock != null && phase.guarded()) {
      hosts.acquire(lock.view);
    }
    accesses.begin();
    Phase next = phase instanceof Nested nested ? inHandler(nested) : advance();
    accesses.check(phase);
    if (lock != null && !next.guarded()) {
      lock.view = phase.guarded() ? hosts.release() : lock.view;
      lock.release(id);
    }
    Phase before = phase;
    phase = next;
    updateEnabled();
    if (before instanceof Nested nested && nested.hasRead()) {
      link.answer(nested.tag(), nested.data());
    }
  }

  private Phase advance() {
    Phase next = program.step(phase);
    return own == null ? next : own.divert(next);
  }

  private Phase inHandler(Nested nested) {
    inside = true;
    Phase next = own.step(nested);
    inside = false;
    return next;
  }

  @Override
  public StopReason stopped() {
    return roster.isEnabled(id) ? StopReason.LIMIT : StopReason.BLOCKED;
  }

  @Override
  public void pending(Access into) {
    int elsewhere = phase.elsewhere();
    into.object(elsewhere == Access.NO_OBJECT ? object : elsewhere);
  }

  /// A phase that touches something else can still be ended by a reset of the device.
  @Override
  public boolean isDivertible() {
    return phase.elsewhere() != Access.NO_OBJECT;
  }

  @Override
  public String describe() {
    return phase.toString().replace("[]", "");
  }

  @Override
  public void walk(Walker walker) {
    phase = walker.value(phase);
  }
}
