package bohr.emulator.device.network;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;

/// An Ethernet hub: what one port sends, all others get. Each step hands the oldest frame to one
/// port, so that nothing is seen at two places in one step. A frame that finds the hub full is
/// lost.
public final class Hub implements Agent {

  /// The hub's object number (see [bohr.emulator.agent.Access]); devices have smaller ones.
  public static final int OBJECT = Access.PLATFORM_OBJECT - 1;

  private static final int CAPACITY = 256;

  private final int id;
  private final Roster roster;
  private final Clock clock;
  private final List<Port> ports = new ArrayList<>();
  private final Delivery[] queue = new Delivery[CAPACITY];
  private int count;

  /// Who listens; no part of the state, for nothing in the machine can tell.
  private Tap tap = (_, _) -> {};

  /// Whoever is plugged into the hub.
  public interface Port {

    /// A frame comes out of the hub.
    void arrived(Frame frame);

    /// The object number of what the frame arrives at.
    int object();
  }

  /// Who listens to what goes through the hub.
  @FunctionalInterface
  public interface Tap {

    /// A frame comes into the hub from port number `from`, whether or not there is room for it.
    void sent(int from, Frame frame);
  }

  /// A frame on its way to a port.
  private record Delivery(Frame frame, int port) implements Fingerprinted {
    @Override
    public long fingerprint() {
      return Digest.of(frame.fingerprint(), port);
    }
  }

  /// @param id the hub's agent number
  public Hub(int id, Roster roster, Clock clock) {
    this.id = id;
    this.roster = roster;
    this.clock = clock;
  }

  /// Plugs `port` in.
  ///
  /// @return its number
  public int connect(Port port) {
    ports.add(port);
    return ports.size() - 1;
  }

  /// The object number of what is at each port; [#OBJECT] for a port that is no device's.
  public List<Integer> objects() {
    return ports.stream().map(Port::object).toList();
  }

  /// Has `tap` listen in place of whoever did.
  public void tap(Tap tap) {
    this.tap = tap;
  }

  /// Sends a frame from port number `from` to all others.
  public void send(int from, Frame frame) {
    tap.sent(from, frame);
    for (int port = 0; port < ports.size(); port++) {
      if (port != from && count < CAPACITY) {
        queue[count++] = new Delivery(frame, port);
        roster.enable(id);
      }
    }
  }

  @Override
  public String name() {
    return "hub";
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    int steps = 0;
    while (steps < limit && count > 0) {
      clock.step(1);
      steps++;
      deliver();
    }
    return steps;
  }

  private void deliver() {
    Delivery first = queue[0];
    count--;
    System.arraycopy(queue, 1, queue, 0, count);
    queue[count] = null;
    if (count == 0) {
      roster.disable(id);
    }
    ports.get(first.port).arrived(first.frame);
  }

  @Override
  public StopReason stopped() {
    return count > 0 ? StopReason.LIMIT : StopReason.BLOCKED;
  }

  @Override
  public void pending(Access into) {
    into.object(ports.get(queue[0].port).object());
  }

  @Override
  public String describe() {
    return count == 0 ? "idle" : queue[0].frame + " to port " + queue[0].port;
  }

  @Override
  public void walk(Walker walker) {
    int before = count;
    count = walker.value(count);
    for (int i = 0; i < count; i++) {
      queue[i] = walker.value(queue[i]);
    }
    for (int i = count; i < before; i++) {
      queue[i] = null;
    }
  }
}
