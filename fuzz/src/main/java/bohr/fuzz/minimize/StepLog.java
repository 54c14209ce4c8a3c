package bohr.fuzz.minimize;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.ArrayList;
import java.util.List;

/// Listens to another scheduler and writes down every single step. Slices are cut to one step,
/// which changes nothing for a scheduler that goes on with a slice that was cut. For one execution.
public final class StepLog implements Scheduler {

  /// One step.
  ///
  /// @param access what it touched
  /// @param woken the agents that it enabled; bit i stands for agent i
  public record Step(int agent, Access access, long woken) {}

  private final Scheduler inner;
  private final List<Step> steps = new ArrayList<>();
  private Access pending;
  private long before;

  /// Listens to `inner`.
  public StepLog(Scheduler inner) {
    this.inner = inner;
  }

  /// The steps so far.
  public List<Step> steps() {
    return steps;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    pending = new Access();
    system.pending(slice.agent, pending);
    before = system.enabled();
  }

  @Override
  public void performed(TransitionSystem system, int agent, int taken, StopReason why) {
    steps.add(new Step(agent, pending, system.enabled() & ~before));
    inner.performed(system, agent, taken, why);
  }

  @Override
  public int choose(int agent, int alternatives) {
    return inner.choose(agent, alternatives);
  }
}
