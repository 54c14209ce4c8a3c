package bohr.emulator.oracle;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/// Tells the oracles what happens and keeps the first finding.
public final class Monitor implements Stateful {

  private final Oracle[] oracles;
  private final Oracle[] watching;
  private final Stateful[] remembering;
  private final LongFunction<String> places;
  private IntFunction<String> agents = agent -> "agent " + agent;
  private int actor = -1;
  private Finding finding;

  /// @param oracles those switched on
  /// @param places names a program counter for people
  public Monitor(List<Oracle> oracles, LongFunction<String> places) {
    this.oracles = oracles.toArray(Oracle[]::new);
    watching = oracles.stream().filter(Oracle::watchesSteps).toArray(Oracle[]::new);
    remembering =
        oracles.stream()
            .filter(Stateful.class::isInstance)
            .map(Stateful.class::cast)
            .toArray(Stateful[]::new);
    this.places = places;
  }

  /// A monitor that nobody has told what to look for.
  public static Monitor blind() {
    return new Monitor(List.of(), Long::toHexString);
  }

  /// The first finding since reset or restore, or null.
  public Finding finding() {
    return finding;
  }

  /// From now on it is `agent` who acts; -1 is nobody.
  public void actor(int agent) {
    actor = agent;
  }

  /// Called by an oracle: this is wrong. Only the first report of an execution counts.
  public void report(Oracle oracle, String message, String place) {
    if (finding == null) {
      finding = new Finding(oracle.name(), oracle.clause(), message, actor, place);
    }
  }

  /// The name of a site, for an oracle's report: of a program counter, or of an agent without one.
  public String place(long site) {
    return site < 0 && ~site < Long.SIZE ? agent((int) ~site) : places.apply(site);
  }

  /// Has agents called by these names in reports.
  public void callAgents(IntFunction<String> names) {
    agents = names;
  }

  /// The name of an agent, for an oracle's report.
  public String agent(int agent) {
    return agents.apply(agent);
  }

  /// Whether an oracle wants to be told of every step.
  public boolean watchesSteps() {
    return watching.length > 0;
  }

  // The events; see Oracle.

  public void guestFailed(String message, String place) {
    for (Oracle oracle : oracles) {
      oracle.guestFailed(this, message, place);
    }
  }

  public void exception(int hart, int cause, long pc, long retired) {
    for (Oracle oracle : oracles) {
      oracle.exception(this, hart, cause, pc, retired);
    }
  }

  public void requestIssued(
      String function, String request, boolean busMaster, boolean resetting) {
    for (Oracle oracle : oracles) {
      oracle.requestIssued(this, function, request, busMaster, resetting);
    }
  }

  public void msiDelivered(String function, int olderWrites) {
    for (Oracle oracle : oracles) {
      oracle.msiDelivered(this, function, olderWrites);
    }
  }

  public void fetchedAgain(String device, String what, long first, long again) {
    for (Oracle oracle : oracles) {
      oracle.fetchedAgain(this, device, what, first, again);
    }
  }

  public void reentered(String device, String register, boolean exempt) {
    for (Oracle oracle : oracles) {
      oracle.reentered(this, device, register, exempt);
    }
  }

  public void staleUsed(String device, String object, String use) {
    for (Oracle oracle : oracles) {
      oracle.staleUsed(this, device, object, use);
    }
  }

  public void reached(String function, int link, Access.Kind kind, long address, byte[] data) {
    for (Oracle oracle : oracles) {
      oracle.reached(this, function, link, kind, address, data);
    }
  }

  public void owned(long address, long bytes, boolean byHarts) {
    for (Oracle oracle : oracles) {
      oracle.owned(this, address, bytes, byHarts);
    }
  }

  public void recordDeclared(long address, byte[] contents) {
    for (Oracle oracle : oracles) {
      oracle.recordDeclared(this, address, contents);
    }
  }

  public void recordConsumed(long address, byte[] copy, String place) {
    for (Oracle oracle : oracles) {
      oracle.recordConsumed(this, address, copy, place);
    }
  }

  public void interruptVanished(String interrupt, String why) {
    for (Oracle oracle : oracles) {
      oracle.interruptVanished(this, interrupt, why);
    }
  }

  public void completed(int source, boolean ignored) {
    for (Oracle oracle : oracles) {
      oracle.completed(this, source, ignored);
    }
  }

  public void withheld(int source) {
    for (Oracle oracle : oracles) {
      oracle.withheld(this, source);
    }
  }

  public void misdecoded(String access, String why) {
    for (Oracle oracle : oracles) {
      oracle.misdecoded(this, access, why);
    }
  }

  public void stepped(int agent, int owner, Access access, int ordering, long site) {
    for (Oracle oracle : watching) {
      oracle.stepped(this, agent, owner, access, ordering, site);
    }
  }

  public void begun() {
    for (Oracle oracle : watching) {
      oracle.begun(this);
    }
  }

  public void asleep(String pending, String place) {
    for (Oracle oracle : oracles) {
      oracle.asleep(this, pending, place);
    }
  }

  public void ended(String violation, String place) {
    for (Oracle oracle : oracles) {
      oracle.ended(this, violation, place);
    }
  }

  public void exhausted(long steps, String place) {
    for (Oracle oracle : oracles) {
      oracle.exhausted(this, steps, place);
    }
  }

  public void overwritten(String who, String place, boolean seen) {
    for (Oracle oracle : oracles) {
      oracle.overwritten(this, who, place, seen);
    }
  }

  public void translated(String iommu, long address, boolean reportedGone) {
    for (Oracle oracle : oracles) {
      oracle.translated(this, iommu, address, reportedGone);
    }
  }

  public void hostAsserted(String device, String assertion) {
    for (Oracle oracle : oracles) {
      oracle.hostAsserted(this, device, assertion);
    }
  }

  public void registersBuilt(String device, RegisterSpecification specification) {
    for (Oracle oracle : oracles) {
      oracle.registersBuilt(device, specification);
    }
  }

  public void registersReset(String device) {
    for (Oracle oracle : oracles) {
      oracle.registersReset(device);
    }
  }

  /// A handler that whoever acts runs has begun; so too the two below.
  public void registerBegun(String device, RegisterAccess access) {
    for (Oracle oracle : oracles) {
      oracle.registerBegun(device, actor, access);
    }
  }

  public void registerLooked(String device, long time) {
    for (Oracle oracle : oracles) {
      oracle.registerLooked(device, actor, time);
    }
  }

  public void registerEnded(String device, long result) {
    for (Oracle oracle : oracles) {
      oracle.registerEnded(this, device, actor, result);
    }
  }

  /// Forgets the finding: the execution starts anew.
  public void clear() {
    finding = null;
    actor = -1;
  }

  @Override
  public void walk(Walker walker) {
    for (Stateful oracle : remembering) {
      oracle.walk(walker);
    }
  }
}
