package bohr.fuzz.explore;

import bohr.emulator.Verdict;
import bohr.emulator.agent.TransitionSystem;
import bohr.fuzz.target.Explorable;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A toy that notes in which states its executions end.
final class EndStates implements Explorable {

  private final Toy toy;
  private final SortedSet<Long> ends = new TreeSet<>();

  EndStates(List<List<Op>> programs) {
    toy = new Toy(programs);
  }

  /// A target that has just this stage.
  Target target(long stepBound) {
    return Target.fromReset(() -> this, stepBound);
  }

  /// Hashes of the states in which executions have ended.
  SortedSet<Long> all() {
    return ends;
  }

  @Override
  public Moment now() {
    return toy.now();
  }

  @Override
  public void back(Moment moment) {
    toy.back(moment);
  }

  @Override
  public long futureDigest() {
    return toy.futureDigest();
  }

  @Override
  public boolean isDivertible(int agent) {
    return toy.isDivertible(agent);
  }

  @Override
  public TransitionSystem system() {
    return toy;
  }

  @Override
  public void rewind() {
    toy.rewind();
  }

  @Override
  public long steps() {
    return toy.steps();
  }

  @Override
  public void exhaust(long steps) {
    toy.exhaust(steps);
  }

  @Override
  public Verdict verdict() {
    if (toy.ended()) {
      ends.add(toy.futureDigest());
    }
    return toy.verdict();
  }
}
