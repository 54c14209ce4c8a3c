package bohr.fuzz.target;

/// One point in which an execution departs from the default order. Places are counted from the
/// beginning of the window, for each agent apart, so that leaving one deviation out moves the
/// others as little as possible.
///
/// A deviation that does not fit is passed over: whoever follows a set of them is tolerant, because
/// every subset of a set that makes sense has to mean something.
public sealed interface Deviation {

  /// When `after` has moved last, and has then taken `steps` steps, it is the turn of `agent`.
  ///
  /// @param after an agent, or -1 for the beginning of an execution in which nobody has moved yet
  /// @param steps its own steps, since the beginning of the window
  /// @param agent who is next, if enabled; may be `after` itself, which then goes on where the
  ///     default order would have given the turn to somebody else
  record Turn(int after, long steps, int agent) implements Deviation {}

  /// The choice number `ordinal`, from 0, of `agent` has this value.
  ///
  /// @param value at least 1; passed over where there are fewer alternatives
  record Value(int agent, long ordinal, int value) implements Deviation {}
}
