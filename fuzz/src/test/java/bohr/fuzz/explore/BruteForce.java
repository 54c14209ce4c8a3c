package bohr.fuzz.explore;

import bohr.emulator.Verdict;
import bohr.emulator.agent.StopReason;
import bohr.fuzz.target.Explorable.Moment;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every step of every agent in every state of a toy, without any reduction but that a state which
/// was seen with as few preemptions before is not entered again.
final class BruteForce {

  /// More than any schedule of three agents with four steps each can have, loops aside.
  private static final int MANY = 12;

  private record Seen(long state, int last, int preemptions) {}

  private final Toy toy;
  private final Set<Seen> seen = new HashSet<>();
  private final Set<Long> states = new HashSet<>();
  private int leastPreemptions = Integer.MAX_VALUE;

  private BruteForce(List<List<Op>> programs) {
    toy = new Toy(programs);
  }

  static BruteForce of(List<List<Op>> programs) {
    BruteForce all = new BruteForce(programs);
    all.toy.rewind();
    all.visit(-1, 0);
    return all;
  }

  boolean fails() {
    return leastPreemptions < Integer.MAX_VALUE;
  }

  int leastPreemptions() {
    return leastPreemptions;
  }

  int states() {
    return states.size();
  }

  /// @param last the agent that could go on without a preemption; -1 if any can
  private void visit(int last, int preemptions) {
    if (!toy.ended() && toy.enabled() == 0) {
      toy.advance();
    }
    if (toy.ended()) {
      if (toy.verdict() instanceof Verdict.Found) {
        leastPreemptions = Math.min(leastPreemptions, preemptions);
      }
      return;
    }
    states.add(toy.futureDigest());
    if (preemptions > MANY || !seen.add(new Seen(toy.futureDigest(), last, preemptions))) {
      return;
    }
    Moment here = toy.now();
    for (int agent = 0; agent < toy.agents(); agent++) {
      if ((toy.enabled() >>> agent & 1) != 0) {
        boolean preempts = last >= 0 && agent != last;
        visitAll(here, agent, preemptions + (preempts ? 1 : 0));
      }
    }
  }

  private void visitAll(Moment here, int agent, int preemptions) {
    ForcedValues values = new ForcedValues();
    int[] next = {};
    while (next != null) {
      toy.back(here);
      values.begin(next);
      toy.perform(agent, 1, values);
      boolean yielded = toy.stopped() == StopReason.YIELDED;
      next = values.next();
      boolean goesOn = !toy.ended() && !yielded && (toy.enabled() >>> agent & 1) != 0;
      visit(goesOn ? agent : -1, preemptions);
      toy.back(here);
    }
  }
}
