package bohr.emulator;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.device.Device;
import bohr.emulator.device.image.Medium;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Finding;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Promise;
import bohr.emulator.state.Digest;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import bohr.emulator.state.ValueTypes;
import java.util.List;
import java.util.Optional;

/// The emulated machine as a transition system: harts, device threads and links that move only when
/// told. It has no thread, no clock, no file and no random number of its own.
///
/// Agents are numbered: the harts first, then for each device its threads and its link.
public final class Machine implements TransitionSystem {

  final Parts parts;
  private final Agent[] agents;
  private final Hart[] harts;
  private final GuestServices guest;

  /// Null unless an oracle wants to be told of every step.
  private final StepWatcher watcher;

  private final Loader loader = new Loader();
  private final DigestWalker hasher = new DigestWalker();
  private StopReason stopped = StopReason.LIMIT;
  private long deadline;
  private Verdict verdict;

  /// Builds the machine and resets it.
  public Machine(Board board) {
    parts = new Parts(board);
    agents = parts.agents.toArray(Agent[]::new);
    harts = parts.harts;
    guest = parts.guest;
    watcher = parts.monitor.watchesSteps() ? new StepWatcher(parts) : null;
    updateTimers();
  }

  // A transition system.

  @Override
  public int agents() {
    return agents.length;
  }

  @Override
  public String agentName(int agent) {
    return agents[agent].name();
  }

  @Override
  public long enabled() {
    return parts.roster.enabled();
  }

  @Override
  public int perform(int agent, int limit, Chooser chooser) {
    parts.monitor.actor(agent);
    parts.ordering.hosts().act(agent, chooser);
    int taken = 0;
    do {
      long before = parts.roster.enabled() | 1L << agent; // who looks at each step sees the same
      taken += move(agent, limit - taken, chooser);
      if (parts.clock.now() >= deadline || parts.clock.takeTimerSet()) {
        updateTimers();
      }
      stopped = reason(agent, before);
    } while (stopped == StopReason.LIMIT && taken < limit);
    return taken;
  }

  /// Takes as many steps of `agent` as it may before the machine has to look around. A hart goes on
  /// up to the next timer, for it stops by itself behind whatever others could notice; a device
  /// thread or a link takes a single step, for any of its steps may wake another agent or break a
  /// rule.
  ///
  /// Harts, which take most of the steps, are called by their class, because a call through the
  /// interface costs as much as the instruction that it is for.
  private int move(int agent, int limit, Chooser chooser) {
    if (watcher != null) {
      return watcher.step(agent, chooser);
    }
    return agent < harts.length
        ? harts[agent].perform(upToDeadline(limit), chooser)
        : agents[agent].perform(1, chooser);
  }

  private int upToDeadline(int limit) {
    return (int) Math.min(limit, Math.max(1, deadline - parts.clock.now()));
  }

  private StopReason reason(int agent, long before) {
    judge();
    if (verdict != null) {
      return StopReason.ENDED;
    }
    if (guest.takeSnapshotRequest()) {
      parts.ordering.settle();
      return StopReason.SNAPSHOT;
    }
    StopReason reason =
        agent < harts.length ? harts[agent].stopped() : agents[agent].stopped();
    boolean woke = reason == StopReason.LIMIT && (parts.roster.enabled() & ~before) != 0;
    return woke ? StopReason.WOKE : reason;
  }

  /// Whether it is over: an oracle has spoken, or the guest is done.
  private void judge() {
    Finding finding = parts.monitor.finding();
    if (finding == null && !guest.isDone()) {
      return;
    }
    if (finding == null) {
      parts.monitor.ended(parts.endState.violation(), parts.endState.place());
      if (guest.status() != 0) {
        parts.monitor.guestFailed("the guest ended with status " + guest.status(), "exit status");
      }
      finding = parts.monitor.finding();
    }
    verdict = finding != null ? new Verdict.Found(finding) : new Verdict.Done(guest.status());
  }

  private void updateTimers() {
    parts.interrupts.timers().update();
    long tick = parts.interrupts.timers().nextDeadline();
    deadline = parts.clock.stepsAt(tick);
  }

  @Override
  public StopReason stopped() {
    return stopped;
  }

  @Override
  public void pending(int agent, Access into) {
    if (agent < harts.length) {
      harts[agent].pending(into);
    } else {
      agents[agent].pending(into);
    }
    parts.ordering.mark(into);
  }

  @Override
  public long site(int agent) {
    return agent < harts.length ? harts[agent].pc() : ~agent;
  }

  @Override
  public boolean ended() {
    return verdict != null;
  }

  @Override
  public boolean advance() {
    if (deadline != Long.MAX_VALUE) {
      parts.clock.skipTo(parts.interrupts.timers().nextDeadline());
      updateTimers();
      return true;
    }
    parts.monitor.actor(-1);
    parts.monitor.asleep(pendingWork(), sleepers());
    parts.interrupts.reportWithheld();
    Finding finding = parts.monitor.finding();
    verdict = finding != null ? new Verdict.Found(finding) : new Verdict.Asleep();
    return false;
  }

  /// Whether virtual time could jump to a timer; without one, [#advance()] ends the execution.
  public boolean timerArmed() {
    return deadline != Long.MAX_VALUE;
  }

  private String pendingWork() {
    StringBuilder work = new StringBuilder(guest.pendingWork());
    for (var device : parts.devices) {
      String more = device.pendingWork();
      if (!more.isEmpty()) {
        work.append(work.isEmpty() ? "" : "; ").append(more);
      }
    }
    return work.toString();
  }

  private String sleepers() {
    StringBuilder places = new StringBuilder();
    for (Hart hart : harts) {
      places.append(places.isEmpty() ? "" : ", ").append(parts.place(hart.pc()));
    }
    return places.toString();
  }

  /// The step bound is reached: asks the oracles, and ends the execution.
  public void exhaust(long steps) {
    parts.monitor.actor(-1);
    parts.monitor.exhausted(steps, sleepers());
    Finding finding = parts.monitor.finding();
    verdict = finding != null ? new Verdict.Found(finding) : new Verdict.Exhausted(steps);
  }

  /// How the execution ended; null while it has not.
  public Verdict verdict() {
    return verdict;
  }

  // State.

  /// The whole state, to come back to. Costs a copy of what changed in memory since the last
  /// snapshot or restore.
  public Snapshot snapshot() {
    return new Snapshot(parts.memory.image(), saved(), verdict);
  }

  Saved saved() {
    Saver saver = new Saver();
    parts.walk(saver);
    return saver.saved();
  }

  /// Goes back, or forward, to `snapshot`.
  public void restore(Snapshot snapshot) {
    parts.memory.restore(snapshot.memory);
    load(snapshot.parts, snapshot.verdict);
  }

  boolean load(Saved saved, Verdict then) {
    parts.walk(loader.from(saved));
    verdict = then;
    parts.monitor.clear();
    updateTimers();
    return loader.done();
  }

  /// A hash of the whole state; equal states have equal digests on every host.
  public long digest() {
    parts.walk(hasher.reset());
    return Digest.mix(hasher.digest(), parts.memory.digest());
  }

  Memory memory() {
    return parts.memory;
  }

  /// What its state is made of besides numbers and bytes.
  ValueTypes valueTypes() {
    return ValueTypes.OF_MODULE.with(parts.classesOfDevices);
  }

  /// A hash of what can matter for the future: as [#digest()], but without the counts of steps
  /// while no timer is armed and the guest has not looked at the time. States that are equal in
  /// this sense have the same executions before them.
  public long futureDigest() {
    parts.walk(hasher.reset(isTimed()));
    return Digest.mix(hasher.digest(), parts.memory.digest());
  }

  /// Whether what comes may depend on how many steps were taken: a timer is armed, or the guest has
  /// looked at the time.
  public boolean isTimed() {
    return timerArmed() || parts.clock.observed();
  }

  /// Whether others could change what the next step of an enabled agent does without touching what
  /// [#pending] says that it touches.
  public boolean isDivertible(int agent) {
    return agents[agent].isDivertible();
  }

  /// Steps taken since reset, by all agents together.
  public long steps() {
    return parts.clock.steps();
  }

  /// What the guest has sent over its UART.
  public byte[] console() {
    return consoleSince(0);
  }

  /// What the guest has sent over its UART, without the first `from` bytes.
  public byte[] consoleSince(int from) {
    return parts.console.since(from);
  }

  /// What comes from outside, and what goes there.
  public Outside outside() {
    return parts.outside;
  }

  /// The disk of the device called `name`, if there is such a device and it began as an image. To
  /// be read only.
  public Optional<Medium> disk(String name) {
    return parts.devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .flatMap(Device::disk);
  }

  /// How often the machine forgot stores that a hart could still have seen; see [Ordering].
  public long forgotten() {
    return parts.ordering.forgotten();
  }

  // For people.

  /// The next step of an agent in words: an instruction, a phase, a TLP.
  public String describe(int agent) {
    return agents[agent].describe();
  }

  /// As [#describe(int)], of a step that is making a choice with this value; see [Agent].
  public String describe(int agent, int value) {
    return agents[agent].describe(value);
  }

  /// As [#pending(int, Access)], of a step that is making a choice with this value; see [Agent].
  public void pending(int agent, int value, Access into) {
    agents[agent].pending(value, into);
    parts.ordering.mark(into);
  }

  /// Where an agent stands: for a hart, its program counter in the guest's source; for others, "".
  public String place(int agent) {
    return agents[agent] instanceof Hart hart ? parts.place(hart.pc()) : "";
  }

  /// Hart number `hart`, to set its registers before it runs and to look at them.
  public Hart hart(int hart) {
    return harts[hart];
  }

  /// The newest 8 bytes of memory at a physical address in RAM.
  public long newest(long address) {
    return parts.memory.load64((int) (address - MemoryLayout.RAM));
  }

  /// The stores that hart number `hart` may promise now, under the memory model `rvwmo-full`.
  public List<Promise> promises(int hart) {
    return harts[hart].solo().promises();
  }

  /// Has the hart promise one of them. This is no step: neither recorded nor counted.
  public void promise(int hart, Promise promise) {
    parts.ordering.promise(hart, promise);
  }

  /// The program counter of hart number `hart`.
  public long pc(int hart) {
    return harts[hart].pc();
  }

  /// The privilege mode of hart number `hart`: `machine`, `supervisor` or `user`.
  public String mode(int hart) {
    return harts[hart].firmware().mode();
  }

  /// Virtual time since reset, in nanoseconds.
  public long nanoseconds() {
    return parts.clock.now() * Clock.NANOSECONDS_PER_STEP;
  }

  /// Whether a byte that arrives at the UART would interrupt the guest.
  public boolean listens() {
    return parts.uart.listens();
  }

  /// What the first disk holds now; empty if no device has a disk.
  public Optional<Medium> medium() {
    return parts.devices.stream().map(Device::disk).flatMap(Optional::stream).findFirst();
  }

  /// How many of the agents are harts; they come first.
  public int harts() {
    return harts.length;
  }

  /// Instructions that hart number `hart` has retired since reset.
  public long retired(int hart) {
    return harts[hart].retired();
  }
}
