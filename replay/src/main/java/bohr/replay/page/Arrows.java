package bohr.replay.page;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Finds the arrows between steps, while the steps are taken.
///
/// - **Memory**: from the last store of another agent to the load that reads it, byte by byte. A
///   load that chose an older value has an arrow from that one, and another kind of arrow from the
///   newest store, which it did not see. If what reads is an atomic instruction, that is a lock
///   handed over, or something like it.
/// - **Waking**: from the step that enabled an agent to the next step of that agent. A hart that
///   enables a device rings its doorbell. Who is enabled by somebody other than a link, and stands
///   where it stood when it was stopped, has waited for the lock of a device or for the big lock.
/// - **Interrupts**: from the step behind which a bit of mip was set to the step that takes the
///   interrupt, if it was another agent's.
final class Arrows {

  private static final int GRANULE_BITS = 3;

  /// Stores that are remembered of each granule: no load reads anything older.
  private static final int KEPT = 16;

  private static final int NONE = -1;

  private final Column from = new Column("arrowFrom");
  private final Column to = new Column("arrowTo");
  private final Column kind = new Column("arrowKind");
  private final Map<Long, Stores> stores = new HashMap<>();
  private final int[] wokenBy = new int[Long.SIZE];
  private final Arrow[] wokenHow = new Arrow[Long.SIZE];

  /// For each hart and bit of mip, the step that set it.
  private final int[][] raisedBy = new int[Long.SIZE][Long.SIZE];

  private final Arrow[][] raisedHow = new Arrow[Long.SIZE][Long.SIZE];
  private final long[] pending = new long[Long.SIZE];

  /// Where agents that cannot move stand.
  private final String[] stopped = new String[Long.SIZE];

  private int count;

  /// The last stores to a granule, the newest first.
  private static final class Stores {

    private final int[] steps = new int[KEPT];
    private final int[] agents = new int[KEPT];
    private final int[] masks = new int[KEPT];
    private int count;

    void add(int step, int agent, int mask) {
      count = Math.min(count + 1, KEPT);
      System.arraycopy(steps, 0, steps, 1, count - 1);
      System.arraycopy(agents, 0, agents, 1, count - 1);
      System.arraycopy(masks, 0, masks, 1, count - 1);
      steps[0] = step;
      agents[0] = agent;
      masks[0] = mask;
    }

    /// The index of the newest store to some of the bytes, past so many of them; -1 for none.
    int find(int mask, int skipped) {
      int left = skipped;
      for (int i = 0; i < count; i++) {
        if ((masks[i] & mask) != 0 && left-- == 0) {
          return i;
        }
      }
      return NONE;
    }
  }

  Arrows() {
    Arrays.fill(wokenBy, NONE);
    for (int[] bits : raisedBy) {
      Arrays.fill(bits, NONE);
    }
  }

  int count() {
    return count;
  }

  Column[] columns() {
    return new Column[] {from, to, kind};
  }

  private void add(int source, int target, Arrow how) {
    from.add(source);
    to.add(target);
    kind.add(how.ordinal());
    count++;
  }

  /// A step begins.
  ///
  /// @param does the step in words
  void before(Machine machine, int step, int agent, String does) {
    for (int hart = 0; hart < machine.harts(); hart++) {
      pending[hart] = machine.hart(hart).firmware().pending();
    }
    if (wokenBy[agent] != NONE) {
      add(wokenBy[agent], step, wokenHow[agent]);
      wokenBy[agent] = NONE;
    }
    if (agent < machine.harts() && does.startsWith("interrupt ")) {
      int bit = bit(does);
      int source = bit < 0 ? NONE : raisedBy[agent][bit];
      if (source != NONE) {
        add(source, step, raisedHow[agent][bit]);
        raisedBy[agent][bit] = NONE;
      }
    }
  }

  /// The bit of mip of an interrupt in words: `interrupt supervisor external`.
  private static int bit(String does) {
    int mode = does.contains(" supervisor ") ? 1 : does.contains(" machine ") ? 3 : NONE;
    int base = does.endsWith(" software") ? 0 : does.endsWith(" timer") ? 4
        : does.endsWith(" external") ? 8 : NONE;
    return mode < 0 || base < 0 ? NONE : base + mode;
  }

  /// A step was taken.
  ///
  /// @param value what it chose; 0 for the strongest ordering
  /// @param woken the agents that it enabled
  void after(Machine machine, int step, int agent, Access access, int value, long woken,
      String does) {
    memory(step, agent, access, value);
    boolean message = does.startsWith("MSI ");
    for (long left = woken & ~(1L << agent); left != 0; left &= left - 1) {
      int other = Long.numberOfTrailingZeros(left);
      wokenBy[other] = step;
      wokenHow[other] = message ? Arrow.MSI : how(machine, agent, other);
    }
    boolean rests = (machine.enabled() >>> agent & 1) == 0;
    stopped[agent] = rests ? machine.describe(agent) : null;
    for (int hart = 0; hart < machine.harts(); hart++) {
      long risen = machine.hart(hart).firmware().pending() & ~pending[hart];
      for (; risen != 0; risen &= risen - 1) {
        int bit = Long.numberOfTrailingZeros(risen);
        raisedBy[hart][bit] = hart == agent ? NONE : step;
        raisedHow[hart][bit] = message ? Arrow.MSI : Arrow.INTERRUPT;
      }
    }
  }

  private Arrow how(Machine machine, int agent, int other) {
    boolean byHart = agent < machine.harts();
    boolean hart = other < machine.harts();
    boolean byLink = machine.agentName(agent).endsWith(".link");
    boolean link = machine.agentName(other).endsWith(".link");
    String stands = machine.describe(other);
    boolean waited = stands.equals(stopped[other]) && (!hart || stands.endsWith(" (pending)"));
    return waited && !byLink && !link ? Arrow.LOCK
        : byHart && !hart && !link ? Arrow.DOORBELL
        : byLink && !link ? Arrow.ARRIVED
        : Arrow.WAKES;
  }

  private void memory(int step, int agent, Access access, int value) {
    if (access.kind == Access.Kind.NONE || access.length <= 0) {
      return;
    }
    long first = access.address >>> GRANULE_BITS;
    long last = access.address + access.length - 1 >>> GRANULE_BITS;
    int source = NONE;
    for (long granule = first; granule <= last; granule++) {
      int low = granule == first ? (int) access.address & 7 : 0;
      int high = granule == last ? (int) (access.address + access.length - 1) & 7 : 7;
      int mask = (1 << high + 1) - (1 << low);
      if (access.kind != Access.Kind.WRITE) {
        source = Math.max(source, read(step, agent, granule, mask, value));
      }
      if (access.kind != Access.Kind.READ) {
        stores.computeIfAbsent(granule, _ -> new Stores()).add(step, agent, mask);
      }
    }
    if (source != NONE) {
      add(source, step, access.kind == Access.Kind.UPDATE ? Arrow.LOCK : Arrow.READS_FROM);
    }
  }

  /// The step of another agent from which some bytes of a granule are read.
  private int read(int step, int agent, long granule, int mask, int value) {
    Stores known = stores.get(granule);
    int newest = known == null ? NONE : known.find(mask, 0);
    if (newest != NONE && value != 0 && known.agents[newest] != agent) {
      add(known.steps[newest], step, Arrow.UNSEEN);
    }
    int read = known == null ? NONE : known.find(mask, value);
    return read == NONE || known.agents[read] == agent ? NONE : known.steps[read];
  }
}
