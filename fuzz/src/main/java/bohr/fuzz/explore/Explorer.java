package bohr.fuzz.explore;

import bohr.emulator.Verdict;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.state.Digest;
import bohr.fuzz.explore.ExploreResult.Failure;
import bohr.fuzz.target.Explorable;
import bohr.fuzz.target.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Visits every state that a window can reach, depth first, by going back to snapshots. It stops at
/// the first failure.
///
/// Three things keep it small, and none of them loses a failure:
///
/// - **Local steps** (those that commute with whatever others could do first) are taken at once and
///   branch nothing.
/// - **Visited states** are not entered again. States count as equal if they differ in counts of
///   steps only; once the guest looks at the time, or arms a timer, those count too.
/// - **Sleep sets** leave out steps whose order with their neighbours cannot matter (Godefroid,
///   "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996, chapter
///   5; with visited states as in section 5.3: who slept there is remembered, and a state that is
///   met again with other sleepers is entered for the rest). They are switched off under a bound of
///   preemptions, where leaving out one order can push another one beyond the bound.
///
/// Covered: assertions, gates, orders, end states, sleeping with work pending. Not covered: an
/// execution that goes on for ever without a failure; it comes back to visited states and ends
/// there.
public final class Explorer {

  /// Local steps of one agent in a row after which they are taken for a loop and may be
  /// interleaved.
  private static final int LOCAL_STEPS = 10_000;

  private static final int NOBODY = -1;
  private static final int PROGRESS_STATES = 1024;

  private final Target target;
  private final ExploreOptions options;
  private final ExploreListener listener;
  private final Explorable stage;
  private final TransitionSystem system;
  private final boolean bounded;
  private final Visited visited = new Visited();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Path path = new Path();
  private final ForcedValues values = new ForcedValues();
  private boolean complete = true;
  private long executions;
  private long steps;
  private Failure failure;

  private Explorer(Target target, ExploreOptions options, ExploreListener listener) {
    this.target = target;
    this.options = options;
    this.listener = listener;
    if (!(target.stage() instanceof Explorable explorable)) {
      throw new IllegalArgumentException("this target's stages cannot go back to a state");
    }
    stage = explorable;
    system = stage.system();
    bounded = options.preemptions() != ExploreOptions.UNBOUNDED;
  }

  /// Explores the window of `target`. If the calling thread is interrupted, it ends incomplete.
  ///
  /// @throws IllegalArgumentException if the target's stages are not [Explorable]
  public static ExploreResult explore(
      Target target, ExploreOptions options, ExploreListener listener) {
    return new Explorer(target, options, listener).explore();
  }

  private ExploreResult explore() {
    stage.rewind();
    arrive(NOBODY, false, 0, 0);
    while (!stack.isEmpty() && failure == null) {
      Frame frame = stack.peek();
      if (frame.todo == 0) {
        stack.pop();
      } else if (visited.size() >= options.states() || Thread.interrupted()) {
        complete = false;
        break;
      } else {
        expand(frame);
      }
    }
    listener.progress(visited.size(), executions);
    return new ExploreResult(
        complete && failure == null,
        executions,
        visited.size(),
        steps,
        Optional.ofNullable(failure));
  }

  /// Takes the next step that is to be taken in `frame`.
  private void expand(Frame frame) {
    int agent = Long.numberOfTrailingZeros(frame.todo);
    stage.back(frame.moment);
    path.cut(frame.depth);
    values.begin(frame.values);
    boolean yielded = perform(agent, values) == StopReason.YIELDED;
    path.add(agent, 1, values.chosen());
    frame.values = values.next();
    long sleep = bounded ? 0 : frame.dependence.independent(frame.sleep, agent);
    if (frame.values == null) {
      frame.todo &= ~(1L << agent);
      frame.sleep |= 1L << agent;
    }
    boolean preempts = agent != frame.last && frame.lastGoesOn;
    arrive(agent, yielded, sleep, frame.preemptions + (preempts ? 1 : 0));
  }

  private StopReason perform(int agent, Chooser chooser) {
    steps += system.perform(agent, 1, chooser);
    complete &= !stage.isNarrowed();
    return system.stopped();
  }

  /// A state was reached by a step of `last`.
  private void arrive(int last, boolean yielded, long sleep, int preemptions) {
    boolean yields = settle(last) || yielded;
    while (!system.ended() && system.enabled() == 0) {
      system.advance();
    }
    if (system.ended()) {
      executions++;
      if (stage.verdict() instanceof Verdict.Found found) {
        failure = new Failure(target.whole(path.schedule()), found.finding());
      }
    } else if (stage.steps() > target.stepBound()) {
      complete = false;
    } else {
      enter(last, yields, sleep, preemptions);
    }
  }

  /// Takes all local steps.
  ///
  /// @return whether `last` yielded in one of them
  private boolean settle(int last) {
    boolean yielded = false;
    Dependence dependence = new Dependence(system.agents());
    for (int agent = 0; agent < system.agents(); agent++) {
      int taken = 0;
      while (!system.ended() && taken < LOCAL_STEPS && isLocal(dependence, agent)) {
        yielded |= perform(agent, Chooser.STRONGEST) == StopReason.YIELDED && agent == last;
        taken++;
      }
      if (taken > 0) {
        path.add(agent, taken, List.of());
      }
    }
    return yielded;
  }

  private boolean isLocal(Dependence dependence, int agent) {
    if ((system.enabled() >>> agent & 1) == 0) {
      return false;
    }
    dependence.look(stage, agent);
    return dependence.isLocal(agent);
  }

  private void enter(int last, boolean yielded, long sleep, int preemptions) {
    long enabled = system.enabled();
    boolean goesOn = last != NOBODY && !yielded && (enabled >>> last & 1) != 0;
    long allowed = preemptions < options.preemptions() || !goesOn ? enabled : 1L << last;
    long key = stage.futureDigest();
    if (bounded) {
      key = Digest.mix(Digest.mix(key, goesOn ? last : NOBODY), preemptions);
    }
    long slept = visited.get(key);
    long todo = (slept == Visited.NOT ? -1 : slept) & ~sleep & allowed;
    if (slept != Visited.NOT && todo == 0) {
      return;
    }
    visited.put(key, slept == Visited.NOT ? sleep : slept & sleep);
    if (visited.size() % PROGRESS_STATES == 0) {
      listener.progress(visited.size(), executions);
    }
    Dependence dependence = new Dependence(system.agents());
    dependence.look(stage, enabled);
    Frame frame = new Frame(stage.now(), dependence, last, goesOn, preemptions, path.length());
    frame.sleep = sleep;
    frame.todo = todo;
    stack.push(frame);
  }
}
