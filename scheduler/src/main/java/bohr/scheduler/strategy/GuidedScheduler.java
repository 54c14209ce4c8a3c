package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Corpus;
import bohr.scheduler.Corpus.Constraint;
import bohr.scheduler.Estimates;
import bohr.scheduler.LearningStrategy;
import bohr.scheduler.Profile;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.strategy.Constraints.Band;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads-from guided search: Wolff, Shi, Duck, Mathur and Roychoudhury, "Greybox Fuzzing for
/// Concurrency Testing" (RFF), ASPLOS 2024. An abstract schedule is a list of constraints: this
/// read shall see that write, or shall not. It is made from one that showed something new, by
/// adding, dropping, replacing or negating a constraint; among the steps that the constraints leave
/// equally welcome, random priorities decide as in [PosScheduler].
///
/// Departures:
/// - The corpus changes between generations, not after every execution, so that a campaign does not
///   depend on the number of its threads ([LearningStrategy]).
/// - What is new is a pair of a write and the read that sees it, or a set of such pairs; there is
///   no coverage of control flow, and parents are drawn evenly, without a power schedule: either
///   was worth a tenth of the schedules in the paper.
/// - Reads and writes are those of shared places that random walks met before the campaign.
/// - The bands are strict, but all constraints are dropped after [#PATIENCE] choices for each agent
///   in which none was met: an execution may not be able to meet them, or may wait in a loop for
///   one that is unwelcome. After [#STREAK] choices of one agent in a row everybody draws again.
/// - One execution in eight has no constraints, and so is one of plain priorities.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
public final class GuidedScheduler implements LearningStrategy {

  static final int PATIENCE = 100;
  static final int STREAK = 100;

  private static final int MOST_CANDIDATES = 1 << 14;

  private final SplitMix random = new SplitMix(0);
  private final long[] priorities = new long[Long.SIZE];
  private final int[] eager = new int[Long.SIZE];
  private final Access pending = new Access();
  private final Access taken = new Access();
  private final int patience;
  private final ReadsFrom readsFrom;
  private final Constraints constraints = new Constraints();

  /// What could be asked for: negative constraints of all reads and writes that share a place.
  private final List<Constraint> candidates;

  private Corpus corpus = Corpus.EMPTY;
  private Corpus.Entry entry;
  private long site;
  private long known;
  private long lowest;
  private int last;
  private int streak;
  private int waited;

  /// For a target that was measured.
  public GuidedScheduler(Estimates estimates) {
    patience = PATIENCE * estimates.agents();
    readsFrom = new ReadsFrom(estimates.profile());
    candidates = candidates(estimates.profile());
  }

  private static List<Constraint> candidates(Profile profile) {
    Set<Constraint> found = new LinkedHashSet<>();
    for (Profile.Place place : profile.places()) {
      for (long read : place.readers()) {
        for (long write : place.writers()) {
          if (found.size() < MOST_CANDIDATES) {
            found.add(new Constraint(false, read, write));
          }
        }
        if (found.size() < MOST_CANDIDATES) {
          found.add(new Constraint(false, read, ReadsFrom.NOTHING));
        }
      }
    }
    return List.copyOf(found);
  }

  @Override
  public String name() {
    return "guided";
  }

  @Override
  public void learn(Corpus learned) {
    corpus = learned;
  }

  @Override
  public Corpus.Experience experience() {
    return new Corpus.Experience(entry, readsFrom.shown());
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    entry = new Corpus.Entry(abstractSchedule());
    constraints.begin(entry.constraints());
    readsFrom.begin();
    for (int agent = 0; agent < Long.SIZE; agent++) {
      eager[agent] = 0;
    }
    known = 0;
    lowest = 0;
    last = -1;
    streak = 0;
    waited = 0;
  }

  /// A child of an entry of the corpus.
  private List<Constraint> abstractSchedule() {
    if (candidates.isEmpty() || random.below(8) == 0) {
      return List.of();
    }
    List<Constraint> child = new ArrayList<>();
    if (!corpus.entries().isEmpty()) {
      int parent = random.below(corpus.entries().size());
      child.addAll(corpus.entries().get(parent).constraints());
    }
    mutate(child);
    return child;
  }

  private void mutate(List<Constraint> child) {
    int kind = child.isEmpty() ? 0 : random.below(4);
    int at = child.isEmpty() ? 0 : random.below(child.size());
    switch (kind) {
      case 0 -> {
        if (child.size() < Corpus.MOST_CONSTRAINTS) {
          child.add(draw());
        }
      }
      case 1 -> child.remove(at);
      case 2 -> child.set(at, draw());
      default -> {
        Constraint old = child.get(at);
        child.set(at, new Constraint(!old.wanted(), old.read(), old.write()));
      }
    }
  }

  /// A constraint: positive with probability 1/9.
  private Constraint draw() {
    Constraint drawn = candidates.get(random.below(candidates.size()));
    return new Constraint(random.below(9) == 0, drawn.read(), drawn.write());
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    draw(enabled & ~known);
    known = enabled;
    int agent = pick(system, enabled);
    system.pending(agent, taken);
    site = system.site(agent);
    slice.set(agent, 1);
  }

  private int pick(TransitionSystem system, long enabled) {
    int best = -1;
    Band bestBand = Band.AVOID;
    for (long left = enabled; left != 0; left &= left - 1) {
      int agent = Long.numberOfTrailingZeros(left);
      system.pending(agent, pending);
      if (!pending.visible() && eager[agent] < PATIENCE) {
        return agent;
      }
      Band band = band(system, agent);
      int order = best < 0 ? 1 : band.compareTo(bestBand);
      if (order > 0 || order == 0 && priorities[agent] > priorities[best]) {
        best = agent;
        bestBand = band;
      }
    }
    return best;
  }

  private Band band(TransitionSystem system, int agent) {
    int place = constraints.none() ? -1 : readsFrom.place(pending);
    return place < 0
        ? Band.NORMAL
        : constraints.band(system.site(agent), pending.kind, readsFrom.writer(place));
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    if (!taken.visible() && eager[agent] < PATIENCE) {
      eager[agent]++;
    } else {
      eager[agent] = taken.visible() ? 0 : PATIENCE;
      streak = agent == last ? streak + 1 : 1;
      last = agent;
      draw(streak % STREAK == 0 ? -1 : 1L << agent | conflicting(system));
      waited++;
      follow();
      if (waited > patience) {
        constraints.drop();
      }
    }
    if (why == StopReason.YIELDED && random.next() < 0) {
      lowest--;
      priorities[agent] = lowest;
    }
  }

  /// What the step has read and written.
  private void follow() {
    int place = readsFrom.place(taken);
    if (place >= 0) {
      if (taken.kind != Access.Kind.WRITE && constraints.read(site, readsFrom.writer(place))) {
        waited = 0;
      }
      readsFrom.step(place, taken.kind, site);
    }
  }

  private long conflicting(TransitionSystem system) {
    long conflicts = 0;
    for (long left = system.enabled() & known; left != 0; left &= left - 1) {
      int other = Long.numberOfTrailingZeros(left);
      system.pending(other, pending);
      if (pending.conflictsWith(taken)) {
        conflicts |= 1L << other;
      }
    }
    return conflicts;
  }

  private void draw(long agents) {
    for (long left = agents; left != 0; left &= left - 1) {
      priorities[Long.numberOfTrailingZeros(left)] = random.next() >>> 1;
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
