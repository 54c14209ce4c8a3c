package bohr.fuzz.difference;

import bohr.replay.TimelineStep;

/// One thing that one execution does otherwise than another.
public sealed interface Change {

  /// Two steps that touch the same thing are taken in this order.
  ///
  /// @param first comes before `second`
  /// @param second of another agent
  /// @param reversed whether the other execution takes `second`, and `first` behind it; if not, it
  ///     does not come to one of them
  record Order(Step first, Step second, boolean reversed) implements Change {}

  /// A choice has this value.
  ///
  /// @param agent who chooses
  /// @param ordinal how many choices it made before, since the executions parted
  /// @param value 0 is the strongest ordering
  /// @param before its value in the other execution
  record Value(int agent, long ordinal, int value, int before) implements Change {}

  /// A step.
  ///
  /// @param name the same in both executions
  /// @param seen what it was, in the execution that it was taken from
  /// @param interrupts the harts at which it made an interrupt pending; bit i stands for hart i
  record Step(StepName name, TimelineStep seen, long interrupts) {

    /// Whose it was.
    public int agent() {
      return seen.agent();
    }
  }
}
