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

/// A stage that notes in which states its executions end.
final class EndStates implements Explorable {

  private final Explorable stage;
  private final SortedSet<Long> ends = new TreeSet<>();

  EndStates(List<List<Op>> programs) {
    this(new Toy(programs));
  }

  EndStates(Explorable stage) {
    this.stage = stage;
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
    return stage.now();
  }

  @Override
  public void back(Moment moment) {
    stage.back(moment);
  }

  @Override
  public long futureDigest() {
    return stage.futureDigest();
  }

  @Override
  public boolean isDivertible(int agent) {
    return stage.isDivertible(agent);
  }

  @Override
  public boolean isTimed() {
    return stage.isTimed();
  }

  @Override
  public TransitionSystem system() {
    return stage.system();
  }

  @Override
  public void rewind() {
    stage.rewind();
  }

  @Override
  public long steps() {
    return stage.steps();
  }

  @Override
  public void exhaust(long steps) {
    stage.exhaust(steps);
  }

  @Override
  public Verdict verdict() {
    if (stage.system().ended()) {
      ends.add(stage.futureDigest());
    }
    return stage.verdict();
  }
}
