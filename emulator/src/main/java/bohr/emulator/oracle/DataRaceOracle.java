package bohr.emulator.oracle;

import static bohr.emulator.agent.Synchronization.*;

import bohr.emulator.agent.Access;
import bohr.emulator.oracle.Accesses.Plain;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// Two plain accesses to one place in memory, by different agents and at least one of them a write,
/// that nothing orders. Vector clocks and epochs as in FastTrack (Flanagan and Freund, PLDI 2009);
/// agents are harts, device threads and links.
///
/// **What is plain.** Machine code does not say which loads and stores are atomic in their source,
/// so it is taken from what is around them, as compilers place fences for C11 (RISC-V unprivileged
/// ISA, appendix "Mappings from C/C++ primitives to RISC-V primitives"). Not plain are AMO, LR and
/// SC; the first store behind a fence that orders earlier writes before later ones; and a load
/// whose hart next makes an acquire, or loads from the same address again: a loop that waits. Nor
/// is an aligned DMA write of at most 16 bytes: an index, a status, a completion, a message.
///
/// **What orders** (C11 §5.1.2.4, §7.17.4; RVWMO, preserved program order rules 4 to 7):
/// - A store hands over what its hart had seen at its last fence `w,w`; a release, everything, and
///   what earlier loads saw. A
///   load that sees it takes that over at the next fence `r,r`, or at once if it is an acquire.
///   Stronger fences count as these two. An AMO or SC adds to what is handed over, a store replaces
///   it.
/// - A store to a device hands over what had been seen at the last fence `w,o`. A load from one
///   takes over what the device has seen, at the next fence `i,r`. (Linux's writel and readl.)
/// - The threads and the link of a device see what the others of it have seen. A DMA write hands
///   over everything, because posted writes stay in order (PCI Express Base Specification §2.4.1).
/// - An MSI, or a store to an interrupt controller, hands over to whoever takes an interrupt, waits
///   for one, or reads mip or mtopei.
///
/// **Not covered**: stores of Dekker's algorithm, ordered before a later load by a fence `w,r`,
/// which count as plain; registers of devices; dependencies (RVWMO rules 9 to 13), which order
/// nothing in C; accesses across a page boundary beyond their first page; a load still undecided
/// when the execution ends. A failed SC counts as one that stores. What the guest does before its
/// snapshot point is set-up, and races with nothing.
final class DataRaceOracle implements Oracle, Stateful {

  private final Accesses accesses = new Accesses();

  /// What each agent has seen; what it had seen at its last fence for stores to memory, and to
  /// devices; and what loads from memory, and from devices, will add at its next fence.
  private final Views seen;

  private final Views storing;
  private final Views signalling;
  private final Views loading;
  private final Views polling;

  /// What is handed over by each place in memory, by the address of its first byte, and by objects.
  private final Views places;

  private final Views objects;

  /// Harts whose last access to memory or fence was a fence that makes a store no plain one.
  private long released;

  /// For each hart, the last load, while it is undecided whether it is plain.
  private final Undecided[] undecided;

  /// @param length of the load in bytes
  /// @param with what it races with if it is plain; null if nothing
  private record Undecided(long address, int length, long site, Plain with) {

    private boolean overlaps(long other, int otherLength) {
      return address < other + otherLength && other < address + length;
    }
  }

  /// For a machine with so many agents.
  DataRaceOracle(int agents) {
    seen = new Views(agents);
    storing = new Views(agents);
    signalling = new Views(agents);
    loading = new Views(agents);
    polling = new Views(agents);
    places = new Views(agents);
    objects = new Views(agents);
    undecided = new Undecided[agents];
  }

  @Override
  public String name() {
    return "data-race";
  }

  @Override
  public String number() {
    return "O6";
  }

  @Override
  public String clause() {
    return "ISO C11 §5.1.2.4p25: of two conflicting accesses one is atomic, or one happens before"
        + " the other; RVWMO orders only what fences, acquires and releases order";
  }

  @Override
  public boolean watchesSteps() {
    return true;
  }

  @Override
  public void begun(Monitor monitor) {
    accesses.clear();
    Arrays.fill(undecided, null);
  }

  @Override
  public void stepped(
      Monitor monitor, int agent, int owner, Access access, int ordering, long site) {
    if (owner == Access.NO_OBJECT) {
      hart(monitor, agent, access, ordering, site);
    } else {
      device(monitor, agent, owner, access, site);
    }
  }

  // Harts.

  private void hart(Monitor monitor, int hart, Access access, int ordering, long site) {
    switch (access.kind) {
      case NONE -> order(hart, access, ordering);
      case READ -> load(monitor, hart, access, site);
      case WRITE -> store(monitor, hart, access, site);
      case UPDATE -> update(monitor, hart, access, ordering);
    }
  }

  /// A fence, an access to a device, or something about interrupts.
  private void order(int hart, Access access, int ordering) {
    if ((ordering & INTERRUPT) != 0) {
      seen.joinAll(hart, objects, Access.PLATFORM_OBJECT, Integer.MAX_VALUE);
    } else if (access.object != Access.NO_OBJECT) {
      if ((ordering & DEVICE_STORE) != 0) {
        objects.join(access.object, signalling.of(hart));
      } else {
        polling.join(hart, objects.of(access.object));
      }
    } else if ((ordering & 0xff) != 0) {
      fence(hart, ordering);
    }
  }

  private void fence(int hart, int ordering) {
    boolean toAccesses = (ordering & (SUCCESSOR_READS | SUCCESSOR_WRITES)) != 0;
    if (toAccesses && (ordering & PREDECESSOR_READS) != 0) {
      undecided[hart] = null;
      seen.join(hart, loading.of(hart));
    }
    if (toAccesses && (ordering & PREDECESSOR_INPUT) != 0) {
      seen.join(hart, polling.of(hart));
    }
    if ((ordering & PREDECESSOR_WRITES) != 0) {
      if ((ordering & SUCCESSOR_WRITES) != 0) {
        released |= 1L << hart;
        storing.set(hart, now(hart));
      }
      if ((ordering & SUCCESSOR_OUTPUT) != 0) {
        signalling.set(hart, now(hart));
      }
      seen.tick(hart);
    }
  }

  private void load(Monitor monitor, int hart, Access access, long site) {
    Undecided last = undecided[hart];
    if (last != null && last.address != access.address) {
      decide(monitor, hart);
    }
    takeOver(loading, hart, access);
    Plain with = accesses.racing(hart, now(hart), access.address, access.length, false);
    undecided[hart] = new Undecided(access.address, access.length, site, with);
    released &= ~(1L << hart);
  }

  private void store(Monitor monitor, int hart, Access access, long site) {
    decide(monitor, hart);
    if ((released >>> hart & 1) == 0) {
      write(monitor, hart, access, site);
    }
    released &= ~(1L << hart);
    replace(access, storing.of(hart));
  }

  private void update(Monitor monitor, int hart, Access access, int ordering) {
    boolean acquires = (ordering & ACQUIRE) != 0;
    if (acquires) {
      undecided[hart] = null;
    }
    decide(monitor, hart);
    takeOver(acquires ? seen : loading, hart, access);
    places.join(access.address, storing.of(hart));
    if ((ordering & RELEASE) != 0) {
      places.join(access.address, now(hart));
      places.join(access.address, loading.of(hart));
      seen.tick(hart);
    }
    released &= ~(1L << hart);
  }

  /// The hart's last load is plain.
  private void decide(Monitor monitor, int hart) {
    Undecided last = undecided[hart];
    if (last == null) {
      return;
    }
    undecided[hart] = null;
    if (last.with != null) {
      report(monitor, hart, last.site, last.length, false, last.with);
    }
    long clock = now(hart)[hart];
    accesses.add(hart, clock, last.site, last.address, last.length, false);
  }

  // Devices.

  private void device(Monitor monitor, int agent, int owner, Access access, long site) {
    seen.join(agent, objects.of(owner));
    if (access.kind == Access.Kind.READ) {
      seen.joinAll(agent, places, access.address - 7, access.address + access.length - 1);
      Plain with = accesses.racing(agent, now(agent), access.address, access.length, false);
      if (with != null) {
        report(monitor, agent, site, access.length, false, with);
      }
      accesses.add(agent, now(agent)[agent], site, access.address, access.length, false);
    } else if (access.kind == Access.Kind.WRITE && access.object == Access.NO_OBJECT) {
      if (!isWord(access)) {
        write(monitor, agent, access, site);
      }
      replace(access, now(agent));
    }
    if (access.object != Access.NO_OBJECT && access.object != owner) {
      objects.join(access.object, now(agent));
    }
    objects.join(owner, now(agent));
    seen.tick(agent);
  }

  private static boolean isWord(Access access) {
    return access.length <= 2 * Long.BYTES && access.address % access.length == 0;
  }

  // Both.

  /// What an agent has seen; its own clock begins at 1.
  private long[] now(int agent) {
    if (seen.of(agent)[agent] == 0) {
      seen.tick(agent);
    }
    return seen.of(agent);
  }

  /// What is handed over by the places that an access reads goes to `into`.
  private void takeOver(Views into, int hart, Access access) {
    into.joinAll(hart, places, access.address - 7, access.address + access.length - 1);
  }

  /// A write hands over `view`, and nothing that was handed over there before.
  private void replace(Access access, long[] view) {
    places.forget(access.address, access.address + access.length - 1);
    for (long at = access.address; at < access.address + access.length; at += Long.BYTES) {
      places.set(at, view);
    }
  }

  /// A plain write.
  private void write(Monitor monitor, int agent, Access access, long site) {
    long[] view = now(agent);
    Plain with = accesses.racing(agent, view, access.address, access.length, true);
    if (with != null) {
      report(monitor, agent, site, access.length, true, with);
    }
    Plain self = new Plain(agent, view[agent], site, access.length, true, 0);
    for (int hart = 0; hart < undecided.length; hart++) {
      Undecided load = undecided[hart];
      if (hart != agent && load != null && load.with == null
          && load.overlaps(access.address, access.length)) {
        undecided[hart] = new Undecided(load.address, load.length, load.site, self);
      }
    }
    accesses.add(agent, view[agent], site, access.address, access.length, true);
  }

  private void report(
      Monitor monitor, int agent, long site, int length, boolean write, Plain with) {
    String here = monitor.place(site);
    String there = monitor.place(with.site());
    String what = monitor.agent(with.agent()) + " " + verb(with.write()) + with.length()
        + " bytes at " + there + ", " + monitor.agent(agent) + " " + verb(write) + length
        + " bytes of them at " + here + ", and nothing orders the two";
    String places = here.compareTo(there) < 0 ? here + " and " + there : there + " and " + here;
    monitor.report(this, what, places);
  }

  private static String verb(boolean write) {
    return write ? "writes " : "reads ";
  }

  // State.

  @Override
  public void walk(Walker walker) {
    released = walker.value(released);
    Words.Frozen now = walker instanceof Loader ? null : save();
    Words.Frozen then = walker.value(now);
    if (walker instanceof Loader) {
      load(new Words(then));
    }
  }

  private Words.Frozen save() {
    Words words = new Words();
    accesses.save(words);
    for (Views views : views()) {
      views.save(words);
    }
    for (Undecided load : undecided) {
      words.add(load == null ? 0 : 1);
      if (load != null) {
        words.add(load.address, load.length, load.site, load.with == null ? 0 : 1);
        if (load.with != null) {
          Plain with = load.with;
          words.add(with.agent(), with.clock(), with.site(), with.length(), with.write() ? 1 : 0);
        }
      }
    }
    return words.frozen();
  }

  private void load(Words words) {
    accesses.load(words);
    for (Views views : views()) {
      views.load(words);
    }
    for (int hart = 0; hart < undecided.length; hart++) {
      undecided[hart] = words.next() == 0 ? null : new Undecided(words.next(), (int) words.next(),
          words.next(), words.next() == 0 ? null : new Plain((int) words.next(), words.next(),
              words.next(), (int) words.next(), words.next() != 0, 0));
    }
  }

  private Views[] views() {
    return new Views[] {seen, storing, signalling, loading, polling, places, objects};
  }
}
