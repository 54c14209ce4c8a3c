package bohr.emulator.agent;

/// Decides whatever a step has to decide besides whose step it is.
@FunctionalInterface
public interface Chooser {

  /// Always the strongest ordering.
  Chooser STRONGEST = (agent, alternatives) -> 0;

  /// Picks one of the alternatives that a step of `agent` has.
  ///
  /// @param alternatives how many there are, at least 2; never asked when there is no choice
  /// @return 0 to `alternatives - 1`; 0 always means the strongest ordering
  int choose(int agent, int alternatives);
}
