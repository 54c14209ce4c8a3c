package bohr.fuzz.explore;

import bohr.fuzz.explore.History.Event;
import java.util.ArrayDeque;
import java.util.Deque;

/// Depth first through the executions, without remembering states. It goes back to a snapshot
/// instead of running a prefix again.
///
/// Source-DPOR: Abdulla, Aronsson, Jonsson, Sagonas, "Optimal Dynamic Partial Order Reduction",
/// POPL 2014, algorithm 1 (and "Source Sets: A Foundation for Optimal Dynamic Partial Order
/// Reduction", JACM 64(4), 2017). From a state only one agent goes on, and another one is added
/// when a race is seen whose other order would begin with it. Departs from the paper:
///
/// - an initial that sleeps will do, too, for what begins with it has been seen (as in the paper's
///   optimal algorithm);
/// - the paper has nobody disabled by others. Here who is, or loses its turn because the execution
///   ends, is added where that happened: its step would have been in a race;
/// - a step with a choice is taken with every value.
final class StatelessSearch {

  private final Walk walk;
  private final ExploreOptions options;
  private final Reduction reduction;
  private final History history;
  private final double expected;
  private final Deque<Node> stack = new ArrayDeque<>();

  /// A frame, and where the history stood there.
  private record Node(Frame frame, int length, int[][] clocks) {}

  /// @param expected how many executions there may be
  StatelessSearch(Walk walk, ExploreOptions options, double expected) {
    this.walk = walk;
    this.options = options;
    this.expected = expected;
    reduction = options.reduction();
    history = new History(walk.system.agents());
  }

  ExploreResult run() {
    walk.stage.rewind();
    arrive(Walk.NOBODY, false, 0, 0);
    while (!stack.isEmpty() && !walk.stops()) {
      Node node = stack.peek();
      if (node.frame.next() == Walk.NOBODY) {
        stack.pop();
      } else {
        expand(node, node.frame.turn);
      }
    }
    return walk.result(stack.isEmpty() ? 1 : done());
  }

  /// Below 1, however wrong the estimate turns out to be.
  private double done() {
    return walk.executions() / Math.max(expected, walk.executions() + 1.0);
  }

  private void expand(Node node, int agent) {
    Frame frame = node.frame;
    boolean yields = walk.take(frame, agent);
    if (reduction == Reduction.SOURCE_DPOR) {
      seeRaces(node, agent);
    }
    boolean sleeping = reduction != Reduction.NONE;
    long sleep = sleeping ? frame.dependence.independent(frame.sleep, agent) : 0;
    frame.taken();
    arrive(agent, yields, sleep, frame.preemptionsWith(agent));
  }

  private void seeRaces(Node node, int agent) {
    Frame frame = node.frame;
    history.cut(node.length, node.clocks);
    for (Event racing : history.add(agent, frame)) {
      reverse(racing);
    }
    long enabled = walk.system.ended() ? 0 : walk.system.enabled();
    history.woke(agent, enabled & ~frame.enabled);
    frame.todo |= frame.enabled & ~enabled & ~(1L << agent);
  }

  /// Sees to it that the other order of `racing` and the last step comes about.
  private void reverse(Event racing) {
    Frame frame = racing.from();
    long initials = history.initials(racing);
    if ((initials & (frame.todo | frame.sleep)) == 0) {
      long able = initials & frame.enabled;
      frame.todo |= able == 0 ? frame.enabled : Long.lowestOneBit(able);
    }
  }

  private void arrive(int last, boolean yielded, long sleep, int preemptions) {
    boolean yields = yielded;
    if (reduction != Reduction.NONE) {
      yields |= walk.settle(last, history::woke);
    }
    if (!walk.goesOn()) {
      return;
    }
    walk.entered(done());
    Frame frame = new Frame(walk, last, yields, preemptions);
    boolean mayPreempt = preemptions < options.preemptions();
    long able = Frame.allowed(frame.enabled, last, frame.lastGoesOn, mayPreempt) & ~sleep;
    frame.sleep = sleep;
    frame.todo = reduction == Reduction.SOURCE_DPOR ? first(frame, able, yields) : able;
    if (able == 0) {
      walk.block();
    } else {
      stack.push(new Node(frame, history.length(), history.mark()));
    }
  }

  /// Who goes on where anybody could: nobody who runs in circles while others have something to do,
  /// so that a loop does not take an execution to its bound before the others' races are seen.
  private static long first(Frame frame, long able, boolean yields) {
    long busy = 0;
    for (long rest = able; rest != 0; rest &= rest - 1) {
      int agent = Long.numberOfTrailingZeros(rest);
      busy |= frame.dependence.isLocal(agent) ? 0 : 1L << agent;
    }
    long some = busy == 0 ? able : busy;
    long behind = yields ? some & -(2L << frame.last) : 0;
    return Long.lowestOneBit(behind == 0 ? some : behind);
  }
}
