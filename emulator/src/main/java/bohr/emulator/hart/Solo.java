package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.agent.Access;
import bohr.emulator.hart.PageWalk.Outcome;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Promise;
import bohr.emulator.ordering.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a hart could do if it ran alone from here: every run of it, with every choice. Afterwards
/// everything is as it was. Rules R8, certification and "promise-first" of docs/memory-model.md.
///
/// A run ends in front of whatever is more than registers and RAM: device accesses, CSRs, traps,
/// floating point, cache blocks, accesses that cross granules, code that the run itself has
/// changed. Runs that are cut off only make the set of promises smaller.
public final class Solo {

  /// Told of each run that fulfils all promises, when it has ended.
  @FunctionalInterface
  public interface Visitor {

    /// `hart` is as the run has left it, until this returns.
    void ended(Hart hart);
  }

  private enum Goal {
    PROMISE,
    CERTIFY,
    EXPLORE
  }

  private static final int STOP = -1;
  private static final int COMPUTE = -2;

  /// How much more a certification may cost than the search for promises that it repeats, because
  /// others have stored since.
  private static final int CERTIFICATION = 64;

  private final Hart hart;
  private final WeakAccess weak;
  private final Ordering ordering;
  private final Views views;
  private final MemoryRules rules;
  private final List<Frame> frames = new ArrayList<>();

  // Of the search in progress.
  private Goal goal;
  private Visitor visitor;
  private long budget;
  private int start;
  private boolean cut;
  private long steps;

  /// New stores on the present run that could be promised, and those of runs that ended well.
  private final List<Promise> fresh = new ArrayList<>();

  private final Set<Promise> legal = new LinkedHashSet<>();

  // The instruction looked at.
  private long word;
  private long offset;

  /// Where a run can be continued from.
  private final class Frame {

    private final long[] x = new long[hart.x.length];
    private final Views seen = Ordering.noViews();
    private long pc;
    private long busValue;
    private long retired;
    private long mark;
    private int freshStores;
    private long word;
    private long offset;

    void save() {
      System.arraycopy(hart.x, 0, x, 0, x.length);
      Ordering.copy(views, seen);
      pc = hart.pc;
      busValue = hart.busValue;
      retired = hart.csrs.counters.retired;
      mark = ordering.mark();
      freshStores = fresh.size();
      word = Solo.this.word;
      offset = Solo.this.offset;
    }

    void restore() {
      System.arraycopy(x, 0, hart.x, 0, x.length);
      Ordering.copy(seen, views);
      hart.pc = pc;
      hart.busValue = busValue;
      hart.csrs.counters.retired = retired;
      ordering.undo(mark);
      fresh.subList(freshStores, fresh.size()).clear();
      Solo.this.word = word;
      Solo.this.offset = offset;
    }
  }

  Solo(Hart hart, WeakAccess weak, Ordering ordering) {
    this.hart = hart;
    this.weak = weak;
    this.ordering = ordering;
    views = weak.views;
    rules = ordering.rules();
  }

  /// The stores that the hart may promise now, in the order in which runs come to them.
  public List<Promise> promises() {
    begin(Goal.PROMISE, rules.budget());
    legal.clear();
    fresh.clear();
    Frame here = save(0);
    run(1, rules.lookahead());
    end(here);
    return List.copyOf(legal);
  }

  /// Runs the hart to all its ends, on the memory that there is: stores do nothing but fulfil
  /// promises, and runs that leave a promise unfulfilled do not count.
  public void explore(Visitor visitor) {
    this.visitor = visitor;
    begin(Goal.EXPLORE, rules.budget());
    Frame here = save(0);
    run(1, rules.lookahead());
    end(here);
  }

  /// Whether the last search left out a run, or the rest of one, for its length or their number.
  public boolean wasCut() {
    return cut;
  }

  /// How many instructions were looked at in all searches so far.
  public long steps() {
    return steps;
  }

  /// The alternatives of the access at the pc behind which the hart can keep its promises.
  int[] certified(long w, long at, int alternatives) {
    int[] certified = new int[alternatives];
    int count = 0;
    for (int k = 0; k < alternatives; k++) {
      begin(Goal.CERTIFY, CERTIFICATION * rules.budget());
      Frame here = save(0);
      weak.look(w, at);
      weak.take(w, k);
      if (run(1, rules.lookahead())) {
        certified[count++] = k;
      }
      end(here);
    }
    return Arrays.copyOf(certified, count);
  }

  private void begin(Goal goal, long budget) {
    this.goal = goal;
    this.budget = budget;
    cut = false;
    start = ordering.now();
    ordering.lookAhead(goal == Goal.EXPLORE);
  }

  private void end(Frame here) {
    here.restore();
    ordering.back(here.mark);
  }

  private Frame save(int depth) {
    if (depth == frames.size()) {
      frames.add(new Frame());
    }
    frames.get(depth).save();
    return frames.get(depth);
  }

  /// Follows all runs from here.
  ///
  /// @return when certifying, whether one fulfils all promises
  private boolean run(int depth, int length) {
    for (int left = length; !isOver(); left--) {
      if (left == 0 || budget-- == 0) {
        cut = true;
        return false;
      }
      steps++;
      int ways = look();
      switch (ways) {
        case STOP -> {
          if (goal == Goal.EXPLORE && views.promised() == 0) {
            visitor.ended(hart);
          }
          return false;
        }
        case COMPUTE -> weak.computed(word);
        case 1 -> take(0);
        default -> {
          return branch(depth, left - 1, ways);
        }
      }
    }
    return goal == Goal.CERTIFY && views.promised() == 0;
  }

  private boolean branch(int depth, int length, int ways) {
    Frame here = save(depth);
    for (int k = 0; k < ways; k++) {
      if (k > 0) {
        here.restore();
        weak.look(word, offset);
      }
      take(k);
      if (run(depth + 1, length)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the run need not go on; if it goes well so far, what it has stored can be promised.
  private boolean isOver() {
    if (views.promised() > 0) {
      return ordering.isBroken(views);
    }
    if (!fresh.isEmpty()) {
      legal.addAll(fresh);
    }
    return goal == Goal.CERTIFY;
  }

  /// Looks at the instruction at the pc; computes it, if that is all there is to it.
  ///
  /// @return how many alternatives an access has; [#COMPUTE], or [#STOP] if the run ends here
  private int look() {
    hart.translation.dropTemporaries();
    if (!fetches(hart.pc)) {
      return STOP;
    }
    word = hart.fetch.instruction(hart.pc);
    int opcode = Decoded.opcode(word);
    if (Decoded.access(word) != Access.Kind.NONE) {
      return isFloatAccess(opcode) || opcode == CBO_ZERO || !isInRam() ? STOP
          : weak.look(word, offset);
    }
    return isComputation(opcode) && BaseInteger.run(hart, 1) == 1 ? COMPUTE : STOP;
  }

  private static boolean isComputation(int opcode) {
    return opcode >= JAL && opcode <= FENCE_I
        || opcode > LAST_FLOAT && opcode <= LAST_CONDITIONAL;
  }

  private boolean fetches(long pc) {
    return fetchesHalf(pc)
        && (!hart.fetch.isLong(Ram.offset(hart.translation.physical)) || fetchesHalf(pc + 2));
  }

  private boolean fetchesHalf(long address) {
    Outcome outcome = hart.translation.resolve(address, 2, Purpose.FETCH);
    long at = Ram.offset(hart.translation.physical);
    return outcome == Outcome.DONE && hart.ram.holds(at, 2) && !ordering.isChanged(at, start);
  }

  /// Whether the access at the pc is one in a single granule of memory; if so, sets [#offset].
  private boolean isInRam() {
    long address = Operand.address(hart.x, word);
    int size = Decoded.size(word);
    boolean atomicMisaligned = isAtomic(Decoded.opcode(word)) && (address & size - 1) != 0;
    if (atomicMisaligned || (address & 7) + size > 8) {
      return false;
    }
    boolean reads = Decoded.access(word) == Access.Kind.READ;
    Outcome outcome =
        hart.translation.locate(address, size, reads ? Purpose.READ : Purpose.WRITE);
    if (outcome != Outcome.DONE) {
      return false;
    }
    long physical = hart.translation.physical;
    long mapped = hart.bus.mappedAt(physical);
    offset = mapped >= 0 ? mapped : Ram.offset(physical);
    return mapped >= 0 || hart.ram.holds(offset, size);
  }

  private void take(int alternative) {
    if (goal == Goal.PROMISE) {
      weak.promisable(word, alternative, start, fresh);
    }
    weak.take(word, alternative);
  }
}
