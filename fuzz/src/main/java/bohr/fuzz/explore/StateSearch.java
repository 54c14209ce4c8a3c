package bohr.fuzz.explore;

import bohr.emulator.state.Digest;
import java.util.ArrayDeque;
import java.util.Deque;

/// Depth first through the states, none of them twice.
///
/// Visited states and sleep sets go together as in Godefroid, "Partial-Order Methods for the
/// Verification of Concurrent Systems", LNCS 1032, 1996, chapter 5: who slept in a state is
/// remembered, and a state that is met again with other sleepers is entered for the rest, with only
/// those asleep who slept each time. Under a bound of preemptions nobody sleeps, and states count
/// as different if so many preemptions, or another agent to go on, led to them.
final class StateSearch {

  private final Walk walk;
  private final ExploreOptions options;
  private final Visited visited = new Visited();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private double done;

  StateSearch(Walk walk, ExploreOptions options) {
    this.walk = walk;
    this.options = options;
  }

  ExploreResult run() {
    walk.stage.rewind();
    arrive(Walk.NOBODY, false, 0, 0, 1);
    while (!stack.isEmpty() && !walk.stops()) {
      Frame frame = stack.peek();
      if (frame.next() == Walk.NOBODY) {
        stack.pop();
      } else {
        expand(frame, frame.turn);
      }
    }
    return walk.result(stack.isEmpty() ? 1 : done);
  }

  private void expand(Frame frame, int agent) {
    boolean yields = walk.take(frame, agent);
    long sleep = options.bounded() ? 0 : frame.dependence.independent(frame.sleep, agent);
    arrive(agent, yields, sleep, frame.preemptionsWith(agent), frame.taken());
  }

  private void arrive(int last, boolean yielded, long sleep, int preemptions, double share) {
    boolean yields = walk.settle(last, Walk.Waking.IGNORED) || yielded;
    if (!walk.goesOn() || !enter(last, yields, sleep, preemptions, share)) {
      done += share;
    }
  }

  private boolean enter(int last, boolean yields, long sleep, int preemptions, double share) {
    long enabled = walk.system.enabled();
    boolean goesOn = Frame.goesOn(enabled, last, yields);
    long key = walk.stage.futureDigest();
    if (options.bounded()) {
      key = Digest.mix(Digest.mix(key, goesOn ? last : Walk.NOBODY), preemptions);
    }
    long slept = visited.get(key);
    boolean isNew = slept == Visited.NOT;
    long allowed = Frame.allowed(enabled, last, goesOn, preemptions < options.preemptions());
    long todo = (isNew ? -1 : slept) & ~sleep & allowed;
    if (!isNew && todo == 0) {
      return false;
    }
    visited.put(key, isNew ? sleep : slept & sleep);
    if (isNew) {
      walk.entered(done);
    }
    if (todo == 0) {
      walk.block();
      return false;
    }
    Frame frame = new Frame(walk, last, yields, preemptions);
    frame.sleep = isNew ? sleep : slept & sleep;
    frame.todo = todo;
    frame.share = share;
    stack.push(frame);
    return true;
  }
}
