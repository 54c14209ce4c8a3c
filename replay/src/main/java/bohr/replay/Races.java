package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.emulator.oracle.Finding;
import java.util.Optional;
import java.util.Set;

/// Looks for data races in an execution that was recorded without looking for them.
public final class Races {

  private static final String ORACLE = "data-race";

  /// What the oracle of data races says.
  ///
  /// @param step after how many steps
  public record Race(long step, Finding finding) {}

  private Races() {}

  /// The first data race of the execution, if it has one. Takes each step by itself, on a machine
  /// of its own with no other oracle.
  public static Optional<Race> first(Replayer replayer) {
    Machine machine = new Machine(replayer.board().withOracles(Set.of(ORACLE)));
    Position position = new Position(machine, replayer.trace().schedule().cursor(),
        new RecordedFeed(replayer.trace().inputs(), 0));
    try {
      replayer.run(machine, position.feed(), new ReplayScheduler(position.cursor()),
          replayer.trace().schedule().steps());
    } catch (ReplayDivergence overEarly) {
      if (!machine.ended()) {
        throw overEarly;
      }
    }
    return machine.verdict() instanceof Verdict.Found(Finding finding)
            && finding.oracle().equals(ORACLE)
        ? Optional.of(new Race(machine.steps(), finding)) : Optional.empty();
  }
}
