package bohr.fuzz.litmus;

import bohr.emulator.agent.Chooser;
import bohr.emulator.hart.RegisterState;
import java.util.ArrayList;
import java.util.List;

/// All runs of one hart while the others stand still: a step at a time, and back to the last choice
/// of which not all alternatives were tried. What it stores is taken back with the choice.
final class SoloRuns implements Chooser {

  /// A choice that was met, and the state in front of the instruction that made it.
  private static final class Fork {

    private final RegisterState state = new RegisterState();
    private long mark;
    private int alternatives;
    private int next;
  }

  private static final int NONE = -1;

  private final LitmusMachine machine;
  private final List<Fork> forks = new ArrayList<>();
  private int hart;
  private int depth;
  private int forced;

  SoloRuns(LitmusMachine machine) {
    this.machine = machine;
  }

  /// Begins with the runs of a hart from where it stands.
  void begin(int number) {
    hart = number;
    depth = 0;
    forced = NONE;
  }

  /// One instruction. What it chooses is the first alternative, or the one that [#back] is about.
  void step() {
    machine.step(hart, this);
  }

  @Override
  public int choose(int agent, int count) {
    if (forced != NONE) {
      int value = forced;
      forced = NONE;
      return value;
    }
    if (depth == forks.size()) {
      forks.add(new Fork());
    }
    Fork fork = forks.get(depth++);
    fork.state.save(machine.hart(hart));
    fork.mark = machine.ordering().mark();
    fork.alternatives = count;
    fork.next = 1;
    return 0;
  }

  /// Goes back to where the next step makes a choice in another way.
  ///
  /// @return false if there is none left
  boolean back() {
    if (depth == 0) {
      return false;
    }
    Fork fork = forks.get(depth - 1);
    fork.state.restore(machine.hart(hart));
    machine.ordering().undo(fork.mark);
    forced = fork.next++;
    if (fork.next == fork.alternatives) {
      depth--;
    }
    return true;
  }
}
