package bohr.scheduler;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;

/// The schedule that happens if nobody has a better idea: the lowest enabled agent begins; an agent
/// goes on until it blocks, yields or has run its quantum; then the next enabled agent has its
/// turn, in cyclic order of their numbers. Values are always 0, the strongest ordering.
///
/// Minimisation measures a schedule by its deviations from this order, and depth-first search
/// begins with it. The quantum makes it fair: a loop that waits for another agent comes to an end
/// even if it never says `pause`.
///
/// It can be followed from outside: whoever lets another agent run tells [#performed], and the
/// order goes on from there.
public final class DefaultOrder implements Scheduler {

  /// The usual length of a turn: far longer than what a scenario does between two waits, and short
  /// enough that a campaign can afford a few of them.
  public static final int QUANTUM = 10_000;

  private final int quantum;

  /// The agent whose turn it is, and how many steps of the turn are left; or, once the turn is
  /// over, the agent after which the next one is looked for.
  private int current;

  private int left;
  private boolean over;

  /// Turns of [#QUANTUM] steps.
  public DefaultOrder() {
    this(QUANTUM);
  }

  /// Turns of `quantum` steps, at least 1.
  public DefaultOrder(int quantum) {
    if (quantum < 1) {
      throw new IllegalArgumentException("quantum " + quantum);
    }
    this.quantum = quantum;
    begin();
  }

  /// An execution begins: it is nobody's turn.
  public void begin() {
    current = Long.SIZE - 1;
    left = 0;
    over = true;
  }

  /// The enabled agent that comes `distance` places after the first one in cyclic order that is not
  /// before `from`.
  public static int place(long enabled, int from, int distance) {
    long ring = Long.rotateRight(enabled, from);
    for (int skip = distance; skip > 0; skip--) {
      ring &= ring - 1;
    }
    return from + Long.numberOfTrailingZeros(ring) & Long.SIZE - 1;
  }

  /// Whether the agent that moved last may go on, by this order.
  public boolean continues(long enabled) {
    return !over && (enabled >>> current & 1) != 0;
  }

  /// The agent whose turn it is.
  public int preferred(long enabled) {
    return continues(enabled) ? current : place(enabled, current + 1, 0);
  }

  /// How many steps it may take.
  public int limit(long enabled) {
    return continues(enabled) ? left : quantum;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    slice.set(preferred(enabled), limit(enabled));
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    if (over || agent != current) {
      current = agent;
      left = quantum;
    }
    left -= steps;
    over = left <= 0 || why == StopReason.BLOCKED || why == StopReason.YIELDED;
  }
}
