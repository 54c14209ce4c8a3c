package bohr.emulator;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.bus.Downstream;
import bohr.emulator.device.Device;
import bohr.emulator.hart.Hart;
import java.util.Arrays;

/// Takes steps one by one and tells the oracles what each of them touched: found out beforehand,
/// because afterwards it cannot be seen.
final class StepWatcher {

  private final Access access = new Access();
  private final Chooser listener = this::choose;
  private final Parts parts;

  /// For each agent, the object of the device that it belongs to.
  private final int[] owners;

  private Chooser chooser;

  StepWatcher(Parts parts) {
    this.parts = parts;
    owners = new int[parts.agents.size()];
    Arrays.fill(owners, Access.NO_OBJECT);
    for (int object = 0; object < parts.devices.size(); object++) {
      Device device = parts.devices.get(object);
      owners[parts.agents.indexOf(device.link())] = object;
      for (Agent thread : device.threads()) {
        owners[parts.agents.indexOf(thread)] = object;
      }
    }
    for (int agent = 0; agent < owners.length; agent++) {
      if (parts.agents.get(agent) instanceof Downstream writes) {
        owners[agent] = writes.object();
      }
    }
  }

  /// Has `agent` take one step.
  int step(int agent, Chooser decider) {
    chooser = decider;
    Agent actor = parts.agents.get(agent);
    Hart hart = actor instanceof Hart is ? is : null;
    actor.pending(access);
    int ordering = hart == null ? 0 : hart.synchronization();
    long site = hart == null ? ~agent : hart.pc();
    int taken = actor.perform(1, listener);
    parts.monitor.stepped(agent, owners[agent], access, ordering, site);
    return taken;
  }

  /// A choice may be what decides what the step touches.
  private int choose(int agent, int alternatives) {
    int value = chooser.choose(agent, alternatives);
    parts.agents.get(agent).pending(value, access);
    return value;
  }
}
