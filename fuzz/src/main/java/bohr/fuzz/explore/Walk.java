package bohr.fuzz.explore;

import bohr.emulator.Verdict;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.fuzz.explore.ExploreListener.Progress;
import bohr.fuzz.explore.ExploreResult.Cut;
import bohr.fuzz.explore.ExploreResult.Failure;
import bohr.fuzz.target.Explorable;
import bohr.fuzz.target.Target;
import java.util.List;
import java.util.Optional;

/// What all searches do in the same way: they go back to a frame, take a step, and see where they
/// have arrived. Counts, and keeps the bounds.
final class Walk {

  /// Nobody has moved yet.
  static final int NOBODY = -1;

  /// Local steps of one agent in a row after which they are taken for a loop and may be
  /// interleaved.
  private static final int LOCAL_STEPS = 10_000;

  private static final int PROGRESS_STATES = 1024;

  /// Told that a step of `agent` has enabled others.
  @FunctionalInterface
  interface Waking {

    Waking IGNORED = (agent, others) -> {};

    void woke(int agent, long others);
  }

  final Explorable stage;
  final TransitionSystem system;
  final ForcedValues values = new ForcedValues();
  final Path path = new Path();
  private final Target target;
  private final ExploreOptions options;
  private final ExploreListener listener;
  private final long stepBound;
  private final long began = System.nanoTime();
  private final Dependence local;
  private Cut cut;
  private Failure failure;
  private long executions;
  private long blocked;
  private long states;
  private long steps;

  /// @throws IllegalArgumentException if the target's stages are not [Explorable]
  Walk(Target target, ExploreOptions options, ExploreListener listener) {
    if (!(target.stage() instanceof Explorable explorable)) {
      throw new IllegalArgumentException("this target's stages cannot go back to a state");
    }
    this.target = target;
    this.options = options;
    this.listener = listener;
    stepBound = Math.min(target.stepBound(), options.steps());
    stage = explorable;
    system = stage.system();
    local = new Dependence(system.agents());
  }

  /// Whether the search is over before its time: it has failed, or come to a bound.
  boolean stops() {
    if (states >= options.states()) {
      cut = Cut.STATES;
    } else if (Thread.interrupted()) {
      cut = Cut.INTERRUPTED;
    } else if (options.time().isPresent()
        && System.nanoTime() - began >= options.time().get().toNanos()) {
      cut = Cut.TIME;
    }
    return failure != null || cut == Cut.STATES || cut == Cut.INTERRUPTED || cut == Cut.TIME;
  }

  long executions() {
    return executions;
  }

  /// Another state was entered.
  ///
  /// @param done the share of the work that is done
  void entered(double done) {
    states++;
    if (states % PROGRESS_STATES == 0) {
      listener.progress(new Progress(states, executions, done));
    }
  }

  /// All that could go on is asleep.
  void block() {
    blocked++;
  }

  ExploreResult result(double done) {
    listener.progress(new Progress(states, executions, done));
    return new ExploreResult(
        Optional.ofNullable(cut), executions, blocked, states, steps,
        Optional.ofNullable(failure));
  }

  /// Goes back to `frame` and takes the next step that is to be taken there, one of `agent`, with
  /// the values that are next.
  ///
  /// @return whether it yields
  boolean take(Frame frame, int agent) {
    stage.back(frame.moment);
    path.cut(frame.depth);
    values.begin(frame.values);
    boolean yields = take(agent, values);
    path.add(agent, 1, values.chosen());
    frame.values = values.next();
    return yields;
  }

  /// Takes a step of `agent` from here.
  ///
  /// @return whether it yields
  boolean take(int agent, Chooser chooser) {
    return perform(agent, chooser) == StopReason.YIELDED;
  }

  private StopReason perform(int agent, Chooser chooser) {
    steps += system.perform(agent, 1, chooser);
    return system.stopped();
  }

  /// Takes all local steps.
  ///
  /// @return whether `last` yielded in one of them
  boolean settle(int last, Waking waking) {
    boolean yielded = false;
    for (int agent = 0; agent < system.agents(); agent++) {
      int taken = 0;
      while (!system.ended() && taken < LOCAL_STEPS && isLocal(agent)) {
        long before = system.enabled();
        yielded |= perform(agent, Chooser.STRONGEST) == StopReason.YIELDED && agent == last;
        taken++;
        waking.woke(agent, system.enabled() & ~before);
      }
      if (taken > 0) {
        path.add(agent, taken, List.of());
      }
    }
    return yielded;
  }

  private boolean isLocal(int agent) {
    if ((system.enabled() >>> agent & 1) == 0) {
      return false;
    }
    local.look(stage, agent);
    return local.isLocal(agent);
  }

  /// Lets time pass while nobody can move, and sees whether the execution goes on from here.
  boolean goesOn() {
    while (!system.ended() && system.enabled() == 0) {
      system.advance();
    }
    if (stage.isTimed()) {
      cut = Cut.CLOCK;
    }
    if (stage.isNarrowed()) {
      cut = Cut.HISTORY;
    }
    if (system.ended()) {
      executions++;
      if (stage.verdict() instanceof Verdict.Found found) {
        failure = new Failure(target.whole(path.schedule()), found.finding());
      }
      return false;
    }
    if (stage.steps() > stepBound) {
      cut = Cut.STEPS;
      return false;
    }
    return true;
  }
}
