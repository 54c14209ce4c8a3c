package bohr.scheduler.strategy;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Slice;
import bohr.scheduler.Strategy;

/// Round robin: turns of a fixed number of steps, in cyclic order; blocking and yielding end a turn
/// early, and values are always 0. Every execution is the same one, which makes this the strategy
/// to look at a scenario with, not the one to search with.
public final class RoundRobinScheduler implements Strategy {

  private final DefaultOrder turns;

  /// Turns of `quantum` steps, at least 1.
  public RoundRobinScheduler(int quantum) {
    turns = new DefaultOrder(quantum);
  }

  @Override
  public String name() {
    return "round-robin";
  }

  @Override
  public void begin(long index, long seed) {
    turns.begin();
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    turns.next(system, slice);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    turns.performed(system, agent, steps, why);
  }
}
