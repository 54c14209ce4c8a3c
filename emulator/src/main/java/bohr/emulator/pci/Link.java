package bohr.emulator.pci;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.Translator.Outcome;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The link from a function towards memory. Each step delivers one TLP: the oldest, or, where the
/// ordering rules let a later one pass, whichever the schedule chooses.
///
/// Serving a DMA read and handing its data back to the function is one step: between the two nobody
/// could see a difference, because the thread that asked does nothing but wait.
public final class Link implements Agent {

  /// TLPs under way; a function that wants to send more waits for room.
  private static final int CAPACITY = 32;

  /// Room kept for what must never wait: a completion for each hart, and MSIs that a hart sets free
  /// by unmasking their vector.
  private static final int RESERVE = 40;

  private final String name;
  private final int id;
  private final int object;
  private final String function;
  private final Upstream upstream;
  private final Roster roster;
  private final Clock clock;
  private final Monitor monitor;
  private final Tlp[] queue = new Tlp[CAPACITY + RESERVE];
  private final int[] eligible = new int[CAPACITY + RESERVE];
  private ReadSink sink;

  /// Null where register writes are not posted.
  private WayDown down;
  private boolean overtakes;

  /// Device and function number of whose requests are translated; negative for none.
  private int requester = -1;
  private int count;
  private long waitingForRoom;

  /// The TLP that is being delivered, which may have choices of its own; else null.
  private Tlp delivering;

  /// Where the data of DMA reads goes.
  public interface ReadSink {

    /// The data of the read with `tag` has arrived.
    void arrived(int tag, byte[] data);
  }

  /// @param id the link's agent number
  /// @param object the function's object number
  public Link(
      String function,
      int id,
      int object,
      Upstream upstream,
      Roster roster,
      Clock clock,
      Monitor monitor) {
    this.function = function;
    this.name = function + ".link";
    this.id = id;
    this.object = object;
    this.upstream = upstream;
    this.roster = roster;
    this.clock = clock;
    this.monitor = monitor;
  }

  /// The way down to a function, on which register writes may be posted.
  public interface WayDown {

    /// Whether no write is under way.
    boolean isEmpty();

    /// Disables `agent` until a write has arrived.
    void await(int agent);
  }

  /// Has the data of DMA reads stay behind the register writes that are under way (§2.4.1, entry
  /// D2a: a completion does not pass a posted request).
  public void answerBehind(WayDown way) {
    down = way;
  }

  /// Has requests be translated as those of `number`, where there is a translator; of none if it is
  /// negative.
  public void requestAs(int number) {
    requester = number;
  }

  /// Has the data of DMA reads given to `sink`.
  public void deliverReadsTo(ReadSink sink) {
    this.sink = sink;
  }

  /// Gives the function the data of a read that it did not have to send.
  public void answer(int tag, byte[] data) {
    sink.arrived(tag, data);
  }

  /// From now on posted writes may be sent that pass others; a policy, and so no state.
  void allowOvertaking() {
    overtakes = true;
  }

  /// Whether there is no room for another TLP.
  public boolean isFull() {
    return count >= CAPACITY;
  }

  /// Disables `agent` until there is room.
  public void waitForRoom(int agent) {
    waitingForRoom |= 1L << agent;
    roster.disable(agent);
  }

  /// `agent` no longer wants to send.
  public void forget(int agent) {
    waitingForRoom &= ~(1L << agent);
  }

  /// Whether a completion sent now would have to stay behind posted writes.
  public boolean holdsPosted() {
    return posted() > 0;
  }

  private int posted() {
    int posted = 0;
    for (int i = 0; i < count; i++) {
      posted += queue[i].posted() ? 1 : 0;
    }
    return posted;
  }

  /// Sends a TLP. Whoever can wait has made sure that there is room.
  public void send(Tlp tlp) {
    queue[count++] = tlp;
    roster.enable(id);
  }

  @Override
  public String name() {
    return name;
  }

  /// Its agent number.
  public int id() {
    return id;
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    int steps = 0;
    while (steps < limit && roster.isEnabled(id)) {
      clock.step(1);
      steps++;
      int index = choose(chooser);
      if (index < 0) {
        down.await(id);
      } else {
        deliver(index);
      }
    }
    return steps;
  }

  @Override
  public StopReason stopped() {
    return roster.isEnabled(id) ? StopReason.LIMIT : StopReason.BLOCKED;
  }

  /// Which TLP is delivered; -1 if all wait for register writes to arrive.
  private int choose(Chooser chooser) {
    int alternatives = alternatives();
    if (alternatives == 0) {
      return -1;
    }
    return alternatives == 1 ? eligible[0] : eligible[chooser.choose(id, alternatives)];
  }

  /// Finds out which TLPs may be delivered next, and how many there are.
  private int alternatives() {
    int alternatives = 0;
    for (int i = 0; i < count; i++) {
      if (mayGoNow(i)) {
        eligible[alternatives++] = i;
      }
    }
    return alternatives;
  }

  private boolean mayGoNow(int index) {
    if (down != null && queue[index] instanceof Tlp.Read && !down.isEmpty()) {
      return false;
    }
    for (int earlier = 0; earlier < index; earlier++) {
      if (!queue[index].mayPass(queue[earlier])) {
        return false;
      }
    }
    return true;
  }

  /// Delivers a TLP, or takes a step towards knowing where it goes.
  private void deliver(int index) {
    Tlp tlp = queue[index];
    Translator.Request request = request(tlp);
    switch (request == null ? Outcome.DONE : upstream.translator().translate(request)) {
      case MORE -> {}
      case DONE -> {
        int olderWrites = remove(index);
        delivering = tlp;
        arrive(request == null ? tlp : tlp.at(upstream.translator().physical()), olderWrites);
        delivering = null;
      }
      case REFUSED -> {
        remove(index);
        if (tlp instanceof Tlp.Read read) {
          byte[] ones = new byte[read.length()];
          Arrays.fill(ones, (byte) -1);
          sink.arrived(read.tag(), ones);
        }
      }
    }
  }

  /// What is translated; null if a TLP goes where it says.
  private Translator.Request request(Tlp tlp) {
    boolean translated = requester >= 0 && upstream.translator() != null;
    return translated ? tlp.request(requester, id) : null;
  }

  /// Takes a TLP out.
  ///
  /// @return how many DMA writes before it are left
  private int remove(int index) {
    int olderWrites = 0;
    for (int i = 0; i < index; i++) {
      olderWrites += queue[i] instanceof Tlp.Write ? 1 : 0;
    }
    System.arraycopy(queue, index + 1, queue, index, count - index - 1);
    queue[--count] = null;
    if (count == 0) {
      roster.disable(id);
    }
    while (waitingForRoom != 0) {
      roster.enable(Long.numberOfTrailingZeros(waitingForRoom));
      waitingForRoom &= waitingForRoom - 1;
    }
    return olderWrites;
  }

  private void arrive(Tlp tlp, int olderWrites) {
    switch (tlp) {
      case Tlp.Write write -> {
        upstream.write(write.address(), write.data(), id);
        monitor.reached(function, id, Access.Kind.WRITE, write.address(), write.data());
      }
      case Tlp.Msi msi -> {
        upstream.message(msi.address(), msi.data(), id);
        monitor.reached(function, id, Access.Kind.WRITE, msi.address(), msi.bytes());
        monitor.msiDelivered(function, olderWrites);
      }
      case Tlp.Read read -> {
        byte[] data = upstream.read(read.address(), read.length());
        monitor.reached(function, id, Access.Kind.READ, read.address(), data);
        sink.arrived(read.tag(), data);
      }
      case Tlp.Completion completion -> upstream.completed(completion.hart());
    }
  }

  /// Looks at the oldest TLP, which is the one delivered unless the ordering is relaxed.
  @Override
  public void pending(Access into) {
    pending(queue[0], into);
  }

  @Override
  public void pending(int value, Access into) {
    pending(chosen(value), into);
  }

  private void pending(Tlp tlp, Access into) {
    Translator.Request request = request(tlp);
    if (request != null) {
      upstream.translator().pending(request, into);
    } else {
      untranslated(tlp, into);
    }
    boolean lastOrOvertaken = tlp.posted() && (overtakes || posted() == 1);
    if (lastOrOvertaken || count + 1 >= CAPACITY) {
      into.link = object;
    }
  }

  private void untranslated(Tlp tlp, Access into) {
    switch (tlp) {
      case Tlp.Write write ->
          into.memory(Access.Kind.WRITE, write.address(), write.data().length);
      case Tlp.Msi msi -> {
        into.memory(Access.Kind.WRITE, msi.address(), 4);
        into.object = upstream.objectAt(msi.address());
      }
      case Tlp.Read read -> {
        into.memory(Access.Kind.READ, read.address(), read.length());
        into.object = object;
      }
      case Tlp.Completion _ -> into.none();
    }
  }

  /// With a choice of TLPs the step is about all of them. One that is translated touches more than
  /// can be said: the IOMMU, and its function or an interrupt file.
  @Override
  public boolean isDivertible() {
    return alternatives() > 1 || count > 0 && request(queue[0]) != null;
  }

  @Override
  public String describe() {
    return count == 0 ? "idle" : queue[0].toString();
  }

  @Override
  public String describe(int value) {
    return chosen(value).toString();
  }

  /// What a choice is about: which TLP comes next, or what the one that is delivered finds.
  private Tlp chosen(int value) {
    return delivering != null ? delivering : queue[eligible[value]];
  }

  @Override
  public void walk(Walker walker) {
    int before = count;
    count = walker.value(count);
    waitingForRoom = walker.value(waitingForRoom);
    for (int i = 0; i < count; i++) {
      queue[i] = walker.value(queue[i]);
    }
    for (int i = count; i < before; i++) {
      queue[i] = null;
    }
  }
}
