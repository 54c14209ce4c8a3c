package bohr.fuzz.litmus;

import java.util.List;
import java.util.stream.Collectors;

/// What may be said of a final state.
public sealed interface Proposition {

  /// A key, by its number in [LitmusTest#keys], has this value.
  record Atom(int key, long value) implements Proposition {}

  /// Its operand does not hold.
  record Not(Proposition operand) implements Proposition {}

  /// All of its operands hold.
  record And(List<Proposition> operands) implements Proposition {}

  /// One of its operands holds.
  record Or(List<Proposition> operands) implements Proposition {}

  /// Whether it holds in a final state, given by the values of the keys.
  default boolean holds(long[] state) {
    return switch (this) {
      case Atom atom -> state[atom.key] == atom.value;
      case Not not -> !not.operand.holds(state);
      case And and -> and.operands.stream().allMatch(operand -> operand.holds(state));
      case Or or -> or.operands.stream().anyMatch(operand -> operand.holds(state));
    };
  }

  /// As a test writes it.
  default String text(LitmusTest test) {
    return switch (this) {
      case Atom atom -> test.name(test.keys().get(atom.key)) + "=" + test.value(atom.value);
      case Not not -> "not (" + not.operand.text(test) + ")";
      case And and -> and.operands.stream()
          .map(operand -> operand instanceof Or ? "(" + operand.text(test) + ")"
              : operand.text(test))
          .collect(Collectors.joining(" /\\ "));
      case Or or -> or.operands.stream()
          .map(operand -> operand.text(test)).collect(Collectors.joining(" \\/ "));
    };
  }
}
