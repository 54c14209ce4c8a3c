package bohr.fuzz.target;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.scheduler.CountingScheduler;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.ProfilingScheduler;
import bohr.scheduler.SplitMix;
import bohr.scheduler.strategy.RandomScheduler;
import java.util.function.Supplier;

/// What a search is about: a system, the moment from which its executions differ, and their longest
/// length. From reset to that moment the system is driven by the [DefaultOrder], once, and this
/// **opening** is the same for all executions; what comes behind it is the **window**. Immutable,
/// may be used by any host thread.
///
/// A schedule is *whole* if it begins at reset, as in a trace, and *of the window* if it begins
/// behind the opening. In the latter the choices of an agent are counted from there, too.
public final class Target {

  /// How long the default order may take to the guest's snapshot point, at the least; more if an
  /// execution may. A second or two on any host.
  private static final long OPENING_STEPS = 100_000_000;

  /// Random walks by which the window is measured.
  private static final int WALKS = 5;

  private static final int NOBODY = -1;

  private final Supplier<Stage> stages;
  private final Schedule opening;

  /// For each agent, how many choices it has made in the opening.
  private final long[] choices;

  private final long stepBound;
  private final Target fromReset;

  private Target(Supplier<Stage> stages, Opening opening, long stepBound, Target fromReset) {
    if (stepBound < 1) {
      throw new IllegalArgumentException("step bound " + stepBound);
    }
    this.stages = stages;
    this.opening = opening.schedule();
    choices = opening.choices();
    this.stepBound = stepBound;
    this.fromReset = fromReset == null ? this : fromReset;
  }

  /// Executions of a scenario.
  public static Target of(Scenario scenario) {
    return of(Board.of(scenario), scenario.stepBound());
  }

  /// Executions of the machine that `board` describes, from the guest's snapshot point. If the
  /// guest does not ask for a snapshot in the default order, they begin at reset.
  ///
  /// @param stepBound most steps of an execution behind that point
  public static Target of(Board board, long stepBound) {
    Machine machine = new Machine(board);
    Snapshot reset = machine.snapshot();
    Target fromReset = fromReset(() -> new MachineStage(new Machine(board), reset, 0), stepBound);
    Opening opening = new Opening();
    StopReason why =
        new Execution()
            .run(
                machine,
                new RecordingScheduler(new DefaultOrder(), opening),
                Math.max(stepBound, OPENING_STEPS));
    if (why != StopReason.SNAPSHOT) {
      return fromReset;
    }
    Snapshot snapshot = machine.snapshot();
    long steps = machine.steps();
    return new Target(
        () -> new MachineStage(new Machine(board), snapshot, steps), opening, stepBound, fromReset);
  }

  /// Executions of any system, from its reset.
  public static Target fromReset(Supplier<Stage> stages, long stepBound) {
    return new Target(stages, new Opening(), stepBound, null);
  }

  /// The same system, with the window beginning at reset.
  public Target fromReset() {
    return fromReset;
  }

  /// Another stage.
  public Stage stage() {
    return stages.get();
  }

  /// A player on `stage`, which this target has made.
  public Player player(Stage stage) {
    return new Player(stage, stepBound);
  }

  /// What strategies need to know about the window: the largest of a few random walks, the same
  /// ones each time.
  public Estimates estimate() {
    Stage stage = stage();
    Player player = player(stage);
    RandomScheduler random = new RandomScheduler();
    CountingScheduler counting = new CountingScheduler(random);
    ProfilingScheduler profiling = new ProfilingScheduler(counting, stage.system().agents());
    Estimates estimates = new Estimates(1, stage.system().agents());
    for (int walk = 0; walk < WALKS; walk++) {
      random.begin(walk, SplitMix.seedOf(0, walk));
      counting.begin();
      profiling.begin();
      player.play(profiling);
      estimates = estimates.max(counting.estimates(stage.system()));
    }
    return estimates.with(profiling.profile());
  }

  /// Most steps of the window.
  public long stepBound() {
    return stepBound;
  }

  /// The schedule from reset to the window.
  public Schedule opening() {
    return opening;
  }

  /// Begins the default order as the opening has left it: the agent that asked for the snapshot may
  /// go on.
  void resume(DefaultOrder order, TransitionSystem system) {
    order.begin();
    if (turn() != NOBODY) {
      order.performed(system, turn(), 1, StopReason.SNAPSHOT);
    }
  }

  /// The agent that moved last in the opening; -1 if there is none.
  int turn() {
    int slices = opening.slices();
    return slices == 0 ? NOBODY : opening.agent(slices - 1);
  }

  /// Whether `whole` begins with the opening.
  public boolean opens(Schedule whole) {
    for (int i = 0; i < whole.values(); i++) {
      if (whole.valueOrdinal(i) < choices[whole.valueAgent(i)]) {
        return false;
      }
    }
    return part(whole, 0, opening.steps()).build().equals(opening);
  }

  /// What `whole`, a schedule that this target [#opens(Schedule)], does in the window.
  public Schedule window(Schedule whole) {
    Schedule.Builder window = part(whole, opening.steps(), whole.steps());
    for (int i = 0; i < whole.values(); i++) {
      int agent = whole.valueAgent(i);
      window.value(agent, whole.valueOrdinal(i) - choices[agent], whole.value(i));
    }
    return window.build();
  }

  /// The whole schedule whose window is `window`.
  public Schedule whole(Schedule window) {
    Schedule.Builder whole = Schedule.builder();
    whole.add(opening, 0, opening.slices()).add(window, 0, window.slices());
    for (int i = 0; i < window.values(); i++) {
      int agent = window.valueAgent(i);
      whole.value(agent, window.valueOrdinal(i) + choices[agent], window.value(i));
    }
    return whole.build();
  }

  /// The slices of `schedule` from step `from` to step `to`.
  private static Schedule.Builder part(Schedule schedule, long from, long to) {
    Schedule.Builder part = Schedule.builder();
    ScheduleCursor cursor = schedule.cursor();
    while (!cursor.done() && cursor.step() < to) {
      long until = cursor.step() < from ? from : to;
      long count = Math.min(cursor.left(), until - cursor.step());
      if (cursor.step() >= from) {
        part.add(cursor.agent(), count);
      }
      cursor.advance(count);
    }
    return part;
  }
}
