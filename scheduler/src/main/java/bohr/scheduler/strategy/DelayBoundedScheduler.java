package bohr.scheduler.strategy;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Estimates;
import bohr.scheduler.Slice;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import java.util.Arrays;

/// Random delay bounding: Emmi, Qadeer and Rakamarić, "Delay-Bounded Scheduling", POPL 2011. A
/// deterministic scheduler, here the [DefaultOrder], decides; at a few moments the agent whose turn
/// it is is *delayed*: passed over, and the next one in cyclic order has the turn. Thomson,
/// Donaldson and Betts (SCTBench, TOPC 2016) found that the bugs within d delays are more than
/// those within d preemptions, for fewer schedules.
///
/// Departures:
/// - The paper enumerates; here the moments are drawn, each equally likely among the steps with
///   more than one agent enabled of an execution of the measured length, and so is their number,
///   from 0 to the bound. Several delays may fall on one moment: then as many are passed over.
/// - The order has turns of [DefaultOrder#QUANTUM] steps, so that no loop waits for ever.
/// - Values are 0 with probability 1/2, else one of the others; the paper has none.
public final class DelayBoundedScheduler implements Strategy {

  private final SplitMix random = new SplitMix(0);
  private final DefaultOrder order = new DefaultOrder();
  private final Estimates estimates;

  /// Counted steps in front of each delay, sorted; of which the first `delays` count.
  private final int[] moments;

  private int delays;
  private int passed;
  private long counted;
  private boolean company;

  /// At most `bound` delays, at least 1.
  public DelayBoundedScheduler(Estimates estimates, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound " + bound);
    }
    this.estimates = estimates;
    moments = new int[bound];
  }

  @Override
  public String name() {
    return "delay-bounded";
  }

  @Override
  public void begin(long index, long seed) {
    random.seed(seed);
    order.begin();
    delays = random.below(moments.length + 1);
    for (int delay = 0; delay < delays; delay++) {
      moments[delay] = random.below(estimates.steps());
    }
    Arrays.sort(moments, 0, delays);
    passed = 0;
    counted = 0;
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    long enabled = system.enabled();
    company = (enabled & enabled - 1) != 0;
    int skipped = 0;
    while (company && passed < delays && moments[passed] == counted) {
      passed++;
      skipped++;
    }
    int agent = order.preferred(enabled);
    int limit = order.limit(enabled);
    if (skipped > 0) {
      agent = DefaultOrder.place(enabled, agent, skipped % Long.bitCount(enabled));
      limit = DefaultOrder.QUANTUM;
    }
    if (company && passed < delays) {
      limit = (int) Math.min(limit, moments[passed] - counted);
    }
    slice.set(agent, limit);
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    order.performed(system, agent, steps, why);
    if (company) {
      counted += steps;
    }
  }

  @Override
  public int choose(int agent, int alternatives) {
    return random.value(alternatives);
  }
}
